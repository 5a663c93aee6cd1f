// fork, exec, a pipe.
#include "tests/soak/watched_player.h"

#include <csignal>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): setenv
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/process.h"

namespace signage::soak {
namespace {

constexpr std::size_t keptBytes = 4000;

}  // namespace

WatchedPlayer::WatchedPlayer(const std::vector<std::string>& command,
                             const std::map<std::string, std::string>& environment) {
    std::vector<char*> argv;
    argv.reserve(command.size() + 1);
    for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    pid_ = fork();
    if (pid_ == 0) {
        dup2(ends[1], STDERR_FILENO);
        for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
        execv(argv[0], argv.data());
        _exit(127);
    }
    close(ends[1]);
    log_ = ends[0];
    if (pid_ < 0) throw std::runtime_error("cannot start " + command.front());
}

WatchedPlayer::~WatchedPlayer() {
    if (pid_ > 0) {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    close(log_);
}

void WatchedPlayer::wake() const {
    // Without --snapshot there is nothing to save: the signal only wakes.
    if (pid_ > 0) kill(pid_, SIGUSR1);
}

std::optional<std::string> WatchedPlayer::nextLine(std::chrono::steady_clock::time_point until) {
    while (true) {
        if (const auto end = unread_.find('\n'); end != std::string::npos) {
            std::string line = unread_.substr(0, end);
            unread_.erase(0, end + 1);
            kept_ += line + "\n";
            if (kept_.size() > 2 * keptBytes) kept_.erase(0, kept_.size() - keptBytes);
            return line;
        }
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd waiting{log_, POLLIN, 0};
        if (left.count() <= 0 || poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return std::nullopt;
        char bytes[4096];
        const ssize_t size = read(log_, bytes, sizeof bytes);
        if (size <= 0) return std::nullopt;
        unread_.append(bytes, static_cast<std::size_t>(size));
    }
}

std::optional<std::string> WatchedPlayer::nextNews(std::chrono::milliseconds most) {
    static const std::string glass = "on the glass: ";
    static const std::string come = " has come";
    const auto until = std::chrono::steady_clock::now() + most;
    while (const auto line = nextLine(until)) {
        if (const auto at = line->find(glass); at != std::string::npos)
            return line->substr(at + glass.size());
        if (line->find(ended) != std::string::npos) return ended;
        const auto edition = line->find("edition ");
        if (edition != std::string::npos && line->ends_with(come))
            return line->substr(edition, line->size() - edition - come.size());
    }
    return std::nullopt;
}

int WatchedPlayer::end() {
    kill(pid_, SIGTERM);
    int raw = 0;
    const bool gone = eventually([&] { return nextLine({}), waitpid(pid_, &raw, WNOHANG) == pid_; },
                                 std::chrono::seconds{60});
    if (!gone) return -1;
    pid_ = -1;
    return WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
}

}  // namespace signage::soak
