// Processes by fork and exec, output through files so that no pipe can fill up.
#include "tests/support/process.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace signage::testing {
namespace {

namespace fs = std::filesystem;
constexpr std::chrono::milliseconds tick{2};

struct Streams {
    std::string input;
    std::string output;
    std::string errors;
};

// What the child needs, made before the fork: afterwards only what is safe there is called.
struct Launch {
    std::vector<std::string> arguments;
    std::vector<std::string> environment;
    std::vector<char*> argv;
    std::vector<char*> envp;

    Launch(const std::vector<std::string>& command, const ProcessOptions& options) : arguments(command) {
        for (char** entry = environ; *entry != nullptr; ++entry) {
            if (!replaced(*entry, options)) environment.emplace_back(*entry);
        }
        for (const auto& [name, value] : options.environment) environment.push_back(name + "=" + value);
        for (std::string& text : arguments) argv.push_back(text.data());
        for (std::string& text : environment) envp.push_back(text.data());
        argv.push_back(nullptr);
        envp.push_back(nullptr);
    }

    static bool replaced(std::string_view entry, const ProcessOptions& options) {
        const std::string_view name = entry.substr(0, entry.find('='));
        for (const auto& [key, value] : options.environment) {
            if (name == key) return true;
        }
        for (const auto& key : options.unset) {
            if (name == key) return true;
        }
        return false;
    }
};

void redirect(const std::string& path, int flags, int onto) {
    const int opened = ::open(path.c_str(), flags, 0600);
    if (opened < 0 || ::dup2(opened, onto) < 0) ::_exit(127);
    ::close(opened);
}

[[noreturn]] void becomeChild(const Launch& launch, const ProcessOptions& options, const Streams& streams) {
    redirect(streams.input, O_RDONLY, STDIN_FILENO);
    redirect(streams.output, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    redirect(streams.errors, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) ::_exit(127);
    if (options.addressSpaceBytes > 0) {
        const auto bytes = static_cast<rlim_t>(options.addressSpaceBytes);
        const rlimit limit{bytes, bytes};
        if (::setrlimit(RLIMIT_AS, &limit) != 0) ::_exit(127);
    }
    ::execvpe(launch.argv[0], launch.argv.data(), launch.envp.data());
    ::_exit(127);
}

pid_t start(const std::vector<std::string>& command, const ProcessOptions& options, const Streams& streams) {
    const Launch launch(command, options);
    const pid_t pid = ::fork();
    if (pid == 0) becomeChild(launch, options, streams);
    if (pid < 0) throw std::runtime_error("fork failed");
    return pid;
}

std::optional<int> statusOf(pid_t pid, int flags) {
    int status = 0;
    pid_t ended = 0;
    do {
        ended = ::waitpid(pid, &status, flags);
    } while (ended < 0 && errno == EINTR);
    if (ended == 0) return std::nullopt;
    if (ended < 0) return 127;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

// Sleeping would make quick programs slow: most end within a few ticks.
std::optional<int> waitUntil(pid_t pid, std::chrono::milliseconds timeout) {
    const auto end = std::chrono::steady_clock::now() + timeout;
    while (true) {
        if (const auto status = statusOf(pid, WNOHANG)) return status;
        if (std::chrono::steady_clock::now() >= end) return std::nullopt;
        std::this_thread::sleep_for(tick);
    }
}

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "signage-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::file(std::string_view name) const {
    return path_ + "/" + std::string(name);
}

std::string TemporaryFolder::write(std::string_view name, std::string_view bytes) const {
    const std::string path = file(name);
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) throw std::runtime_error("cannot write " + path);
    return path;
}

std::string readWhole(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

ProcessResult runProcess(const std::vector<std::string>& command, const ProcessOptions& options) {
    const TemporaryFolder folder;
    const Streams streams{folder.write("input", options.input), folder.file("output"), folder.file("errors")};
    const pid_t pid = start(command, options, streams);
    auto status = waitUntil(pid, options.timeout);
    if (!status) {
        ::kill(pid, SIGKILL);
        status = statusOf(pid, 0);
    }
    return {*status, readWhole(streams.output), readWhole(streams.errors)};
}

BackgroundProcess::BackgroundProcess(const std::vector<std::string>& command, const std::string& folder,
                                     const ProcessOptions& options)
    : outputPath_(folder + "/output"), errorsPath_(folder + "/errors") {
    fs::create_directories(folder);
    std::ofstream(folder + "/input") << options.input;
    pid_ = start(command, options, {folder + "/input", outputPath_, errorsPath_});
}

BackgroundProcess::~BackgroundProcess() {
    if (!running()) return;
    ::kill(pid_, SIGKILL);
    statusOf(pid_, 0);
}

bool BackgroundProcess::running() {
    if (!status_) status_ = statusOf(pid_, WNOHANG);
    return !status_;
}

void BackgroundProcess::signal(int number) {
    if (running()) ::kill(pid_, number);
}

std::optional<int> BackgroundProcess::wait(std::chrono::milliseconds timeout) {
    if (!status_) status_ = waitUntil(pid_, timeout);
    return status_;
}

std::uint16_t freePort() {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    const bool bound =
        listener >= 0 && ::bind(listener, any, size) == 0 && ::getsockname(listener, any, &size) == 0;
    if (listener >= 0) ::close(listener);
    if (!bound) throw std::runtime_error("no port is free");
    return ntohs(address.sin_port);
}

bool waitForPort(std::uint16_t port, std::chrono::milliseconds timeout) {
    const auto end = std::chrono::steady_clock::now() + timeout;
    do {
        const int connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_in address = loopback(port);
        const bool open =
            ::connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        ::close(connection);
        if (open) return true;
        std::this_thread::sleep_for(tick);
    } while (std::chrono::steady_clock::now() < end);
    return false;
}

}  // namespace signage::testing
