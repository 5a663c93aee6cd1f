// The datagrams.
#include "player/platform/service_manager.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): unsetenv
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace signage {
namespace {

// The variable's value, empty when it is not set; it is gone afterwards.
std::string takeVariable(const char* name) {
    const char* const value = std::getenv(name);
    std::string text = value == nullptr ? "" : value;
    unsetenv(name);
    return text;
}

std::optional<std::int64_t> positive(const std::string& text) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || number <= 0) return std::nullopt;
    return number;
}

}  // namespace

ServiceManager ServiceManager::fromEnvironment() {
    std::string socket = takeVariable("NOTIFY_SOCKET");
    const auto period = positive(takeVariable("WATCHDOG_USEC"));
    const std::string watched = takeVariable("WATCHDOG_PID");
    std::optional<std::chrono::microseconds> watchdog;
    if (period && (watched.empty() || positive(watched) == getpid()))
        watchdog = std::chrono::microseconds{*period};
    return {std::move(socket), watchdog};
}

bool ServiceManager::tell(std::string_view lines) const {
    sockaddr_un address{};
    if (socket_.size() < 2 || socket_.size() >= sizeof address.sun_path) return false;
    if (socket_.front() != '/' && socket_.front() != '@') return false;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, socket_.data(), socket_.size());
    if (socket_.front() == '@') address.sun_path[0] = '\0';  // an abstract name ends where its length says
    const int file = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (file < 0) return false;
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
    const ssize_t sent = sendto(file, lines.data(), lines.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                                reinterpret_cast<const sockaddr*>(&address), size);
    close(file);
    return sent == static_cast<ssize_t>(lines.size());
}

}  // namespace signage
