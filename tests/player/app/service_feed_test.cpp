// What a service manager is told, and that its watchdog forgives what the supervisor forgives.
#include "player/app/service_feed.h"

#include <csignal>
#include <thread>

#include <gtest/gtest.h>
#include <sys/wait.h>

#include "player/app/supervisor.h"
#include "player/app/thread_state.h"
#include "player/platform/system_clock.h"
#include "tests/support/manager_socket.h"
#include "tests/support/process.h"

namespace signage {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct FeedTest : public ::testing::Test {
    std::string socket = "@signage-feed-" + std::to_string(getpid());
    ServiceManager manager{socket, std::chrono::microseconds{seconds{4}}};
    std::unique_ptr<Lifeline> line = std::move(Lifeline::make().value());
    ServiceFeed feed{manager, *line};
};

TEST_F(FeedTest, WhoIsNotWellDoesNotFeedIt) {
    testing::ManagerSocket heard(socket);
    feed.step(seconds{10}, false);
    EXPECT_EQ(heard.heard("WATCHDOG=1"), 0);
    feed.step(seconds{10}, true);
    EXPECT_EQ(heard.heard("WATCHDOG=1"), 1);
    feed.step(seconds{10} + milliseconds{900}, true);
    EXPECT_EQ(heard.heard("WATCHDOG=1"), 1) << "four times in a period are enough";
    feed.step(seconds{11}, true);
    EXPECT_EQ(heard.heard("WATCHDOG=1"), 2);
}

TEST_F(FeedTest, WhatNobodyHeardIsSaidAgain) {
    line->setFramed();
    line->setStatus("slide one");
    feed.step(seconds{10}, true);  // nobody listens yet
    testing::ManagerSocket heard(socket);
    feed.step(seconds{10}, true);
    EXPECT_EQ(heard.heard("READY=1"), 1) << heard.all();
    EXPECT_EQ(heard.heard("STATUS=slide one"), 1);
    EXPECT_EQ(heard.heard("WATCHDOG=1"), 1);
    feed.step(seconds{20}, true);
    EXPECT_EQ(heard.heard("READY=1"), 1);
    EXPECT_EQ(heard.heard("STATUS=slide one"), 1);
}

// A card that is worn out: a thread waits for it, no signal reaches that thread, and the slides go on.
TEST_F(FeedTest, AThreadThatWaitsForADiskDoesNotStarveTheWatchdog) {
#ifdef __SANITIZE_THREAD__
    GTEST_SKIP() << "ThreadSanitizer makes a fork() of vfork()";
#endif
    testing::ManagerSocket heard(socket);
    const SystemClock clock;
    const pid_t supervisor = fork();
    if (supervisor == 0) {
        Supervisor watching(clock, *line, manager);
        if (const auto status = watching.run()) _exit(*status);
        // The player.
        line->setFramed();
        line->rest(Limb::loop);
        line->setThread(Limb::reporter, gettid());
        line->promise(Limb::reporter, clock.monotonic() + milliseconds{100});
        const pid_t child = vfork();
        if (child == 0) {
            const timespec span{7, 0};
            nanosleep(&span, nullptr);
            _exit(0);
        }
        line->setOrderly();
        _exit(0);
    }
    ASSERT_GT(supervisor, 0);
    // Once a second: with the first one alone it would have starved after four.
    EXPECT_TRUE(eventually([&] { return heard.heard("WATCHDOG=1") >= 6; }, seconds{30})) << heard.all();
    int status = 0;
    waitpid(supervisor, &status, 0);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace signage
