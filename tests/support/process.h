// Runs a program as a process, for tests of the real binaries. Its outputs go to files, so that nothing
// blocks.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace signage {

class Process {
  public:
    // Starts at once. `folder` receives NAME.out and NAME.err; `environment` is added to this process' own.
    // Throws std::runtime_error when the program cannot be started.
    Process(const std::vector<std::string>& command, const std::string& folder, const std::string& name,
            const std::map<std::string, std::string>& environment = {});
    // Kills what still runs.
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    bool running();
    void signal(int number);
    // The exit status, or 128 + the signal that ended it; none: it still ran when the time was over.
    std::optional<int> wait(std::chrono::milliseconds most = std::chrono::seconds{20});
    std::string output() const;
    std::string errors() const;
    pid_t pid() const { return pid_; }

  private:
    std::string outPath_;
    std::string errPath_;
    pid_t pid_ = -1;
    std::optional<int> status_;
};

// The only child of a process; 0 when it has none at the moment.
pid_t childOf(pid_t parent);

struct Finished {
    int status = 0;
    std::string output;
    std::string errors;
};

// Runs to the end, at most a minute. `input` is its standard input.
Finished runProgram(const std::vector<std::string>& command, const std::string& input = {},
                    const std::map<std::string, std::string>& environment = {});

// A new folder under the system's temporary one, removed with all it holds at the end.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::string& path() const { return path_; }
    std::string operator/(const std::string& name) const { return path_ + "/" + name; }

  private:
    std::string path_;
};

// Asks again every 20 ms until `holds` gives true; false when the time was over.
template <typename Condition>
bool eventually(Condition holds, std::chrono::milliseconds most = std::chrono::seconds{20});

void sleepFor(std::chrono::milliseconds time);

template <typename Condition>
bool eventually(Condition holds, std::chrono::milliseconds most) {
    constexpr std::chrono::milliseconds pause{20};
    for (std::chrono::milliseconds waited{0}; waited <= most; waited += pause) {
        if (holds()) return true;
        sleepFor(pause);
    }
    return false;
}

std::string readFile(const std::string& path);
void writeFile(const std::string& path, const std::string& text);

}  // namespace signage
