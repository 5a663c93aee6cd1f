// Whom a service manager's variables name, and what a datagram carries.
#include "player/platform/service_manager.h"

#include <cstdlib>

#include <gtest/gtest.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): setenv
#include <unistd.h>

namespace signage {
namespace {

ServiceManager with(const char* socket, const char* period, const std::string& pid) {
    setenv("NOTIFY_SOCKET", socket, 1);
    setenv("WATCHDOG_USEC", period, 1);
    setenv("WATCHDOG_PID", pid.c_str(), 1);
    return ServiceManager::fromEnvironment();
}

TEST(ServiceManager, IsReadOnceAndTakenOutOfTheEnvironment) {
    const ServiceManager manager = with("/run/systemd/notify", "20000000", std::to_string(getpid()));
    EXPECT_TRUE(manager.present());
    EXPECT_EQ(manager.watchdog(), std::chrono::seconds{20});
    EXPECT_EQ(std::getenv("NOTIFY_SOCKET"), nullptr);
    EXPECT_EQ(std::getenv("WATCHDOG_USEC"), nullptr);
    const ServiceManager again = ServiceManager::fromEnvironment();
    EXPECT_FALSE(again.present());
    EXPECT_FALSE(again.watchdog().has_value());
}

TEST(ServiceManager, WatchesOnlyTheProcessThatItNames) {
    EXPECT_FALSE(with("@x", "20000000", "1").watchdog().has_value());
    EXPECT_TRUE(with("@x", "20000000", "").watchdog().has_value());
}

TEST(ServiceManager, APeriodThatIsNoneIsNone) {
    for (const char* period : {"", "0", "-5", "12s", "99999999999999999999"})
        EXPECT_FALSE(with("@x", period, "").watchdog().has_value()) << period;
}

TEST(ServiceManager, TellsNobodyWithoutHarm) {
    ServiceManager().tell("READY=1\n");
    ServiceManager("/nonexistent/socket", std::nullopt).tell("READY=1\n");
    ServiceManager("no path", std::nullopt).tell("READY=1\n");
    ServiceManager("/" + std::string(500, 'x'), std::nullopt).tell("READY=1\n");
}

}  // namespace
}  // namespace signage
