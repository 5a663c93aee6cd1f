// What a service manager (systemd) is told, by the protocol of sd_notify(3): a datagram of KEY=VALUE lines to
// the socket that the environment names. Those are a few lines here, and libsystemd would be one more library
// that is loaded before the first frame. Without a service manager nothing is said.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace signage {

class ServiceManager {
  public:
    // As NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID say, which are taken out of the environment: what this
    // process starts must not speak in its name. Call in main(), before any thread is started.
    static ServiceManager fromEnvironment();
    ServiceManager() = default;
    // For tests. `socket` is a path, or '@' and the name of an abstract one.
    ServiceManager(std::string socket, std::optional<std::chrono::microseconds> watchdog)
        : socket_(std::move(socket)), watchdog_(watchdog) {}

    bool present() const { return !socket_.empty(); }
    // Silence for that long counts as a hang; none: the manager does not watch this process.
    std::optional<std::chrono::microseconds> watchdog() const { return watchdog_; }
    // "READY=1" and the like, a line each. Never waits. False: nobody took it.
    bool tell(std::string_view lines) const;

  private:
    std::string socket_;
    std::optional<std::chrono::microseconds> watchdog_;
};

}  // namespace signage
