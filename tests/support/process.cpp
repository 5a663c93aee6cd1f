// Processes by fork and exec.
#include "tests/support/process.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp, setenv
#include <sys/wait.h>
#include <unistd.h>

namespace signage {
namespace {

void redirect(const std::string& path, int flags, int to) {
    const int file = open(path.c_str(), flags | O_CLOEXEC, 0600);
    if (file < 0 || dup2(file, to) < 0) _exit(126);
}

pid_t start(const std::vector<std::string>& command, const std::string& in, const std::string& out,
            const std::string& err, const std::map<std::string, std::string>& environment) {
    std::vector<char*> argv;
    argv.reserve(command.size() + 1);
    for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    const pid_t pid = fork();
    if (pid != 0) return pid;
    redirect(in, O_RDONLY, STDIN_FILENO);
    redirect(out, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    redirect(err, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
    execv(argv[0], argv.data());
    _exit(127);
}

int statusOf(int raw) {
    return WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
}

}  // namespace

Process::Process(const std::vector<std::string>& command, const std::string& folder, const std::string& name,
                 const std::map<std::string, std::string>& environment)
    : outPath_(folder + "/" + name + ".out"), errPath_(folder + "/" + name + ".err") {
    pid_ = start(command, "/dev/null", outPath_, errPath_, environment);
    if (pid_ < 0) throw std::runtime_error("cannot start " + command.front());
}

Process::~Process() {
    if (!running()) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
}

bool Process::running() {
    if (status_) return false;
    int raw = 0;
    if (waitpid(pid_, &raw, WNOHANG) != pid_) return true;
    status_ = statusOf(raw);
    return false;
}

void Process::signal(int number) {
    if (running()) kill(pid_, number);
}

std::optional<int> Process::wait(std::chrono::milliseconds most) {
    eventually([this] { return !running(); }, most);
    return status_;
}

std::string Process::output() const {
    return readFile(outPath_);
}
std::string Process::errors() const {
    return readFile(errPath_);
}

pid_t childOf(pid_t parent) {
    const std::string id = std::to_string(parent);
    pid_t child = 0;
    std::istringstream(readFile("/proc/" + id + "/task/" + id + "/children")) >> child;
    return child;
}

Finished runProgram(const std::vector<std::string>& command, const std::string& input,
                    const std::map<std::string, std::string>& environment) {
    const TemporaryFolder folder;
    writeFile(folder / "in", input);
    const pid_t pid = start(command, folder / "in", folder / "out", folder / "err", environment);
    int raw = 0;
    const bool ended =
        eventually([&] { return waitpid(pid, &raw, WNOHANG) == pid; }, std::chrono::minutes{1});
    if (!ended) {
        kill(pid, SIGKILL);
        waitpid(pid, &raw, 0);
    }
    return {statusOf(raw), readFile(folder / "out"), readFile(folder / "err")};
}

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "signage-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void sleepFor(std::chrono::milliseconds time) {
    std::this_thread::sleep_for(time);
}

std::string readFile(const std::string& path) {
    const std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

void writeFile(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
}

}  // namespace signage
