// Programs run as processes, and folders of a test's own.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace signage::testing {

// A new folder that is removed with everything in it.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::string& path() const { return path_; }
    // PATH/name
    std::string file(std::string_view name) const;
    // Writes a file, folders in between included, and gives its path.
    std::string write(std::string_view name, std::string_view bytes) const;

  private:
    std::string path_;
};

// Whole file; empty when it cannot be read.
std::string readWhole(const std::string& path);

struct ProcessOptions {
    std::string input;                                             // what the standard input holds
    std::vector<std::pair<std::string, std::string>> environment;  // set beside the test's own
    std::vector<std::string> unset;                                // taken out of it
    std::string folder;                                            // to run in; empty: the test's
    std::int64_t addressSpaceBytes = 0;                            // limit; 0: none
    std::chrono::seconds timeout{60};                              // killed after that
};

struct ProcessResult {
    int status = -1;  // exit status; 128 + N when signal N ended it
    std::string output;
    std::string errors;
};

// Runs the program to its end. A program that cannot be started gives the status 127.
ProcessResult runProcess(const std::vector<std::string>& command, const ProcessOptions& options = {});

// A program that runs beside the test, its output and errors in files of `folder`; killed and waited for when
// the object goes.
class BackgroundProcess {
  public:
    BackgroundProcess(const std::vector<std::string>& command, const std::string& folder,
                      const ProcessOptions& options = {});
    ~BackgroundProcess();
    BackgroundProcess(const BackgroundProcess&) = delete;
    BackgroundProcess& operator=(const BackgroundProcess&) = delete;

    pid_t pid() const { return pid_; }
    bool running();
    void signal(int number);
    // Until it ends by itself; none when it does not in time.
    std::optional<int> wait(std::chrono::milliseconds timeout);
    std::string output() const { return readWhole(outputPath_); }
    std::string errors() const { return readWhole(errorsPath_); }

  private:
    pid_t pid_ = -1;
    std::optional<int> status_;
    std::string outputPath_;
    std::string errorsPath_;
};

// A TCP port of 127.0.0.1 that was free a moment ago.
std::uint16_t freePort();
// Whether something accepts connections on it before the time is over.
bool waitForPort(std::uint16_t port, std::chrono::milliseconds timeout = std::chrono::seconds{10});

}  // namespace signage::testing
