// Promises kept and broken, and what survives a player.
#include "player/app/lifeline.h"

#include <csignal>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "player/app/service_feed.h"
#include "player/app/worker.h"
#include "tests/support/fake_clock.h"

namespace signage {
namespace {

using std::chrono::seconds;

std::unique_ptr<Lifeline> freshLine() {
    return std::move(Lifeline::make().value());
}

TEST(Lifeline, AThreadIsLateWhenItsPromiseIsOver) {
    const auto line = freshLine();
    EXPECT_EQ(line->late(seconds{100}), std::nullopt);
    line->promise(Limb::sync, seconds{10});
    line->promise(Limb::painter, seconds{20});
    EXPECT_EQ(line->nextPromise(seconds{1}), seconds{10});
    EXPECT_EQ(line->late(seconds{10}), std::nullopt);
    EXPECT_EQ(line->late(seconds{11}), Limb::sync);
    line->rest(Limb::sync);
    EXPECT_EQ(line->late(seconds{11}), std::nullopt);
    EXPECT_EQ(line->late(seconds{21}), Limb::painter);
}

TEST(Lifeline, WhatAPlayerWroteOutlivesItsDeath) {
    const auto line = freshLine();
    line->begin(seconds{30});
    const pid_t child = fork();
    if (child == 0) {
        line->setEdition({1, 7});
        line->preparing("lecture-2");
        line->setFramed();
        raise(SIGKILL);
    }
    ASSERT_GT(child, 0);
    waitpid(child, nullptr, 0);
    EXPECT_EQ(line->edition(), (EditionId{1, 7}));
    EXPECT_EQ(line->slideInPreparation(), "lecture-2");
    EXPECT_TRUE(line->framed());
    line->bury({SIGKILL, 0, Limb::painter, seconds{5}, line->edition(), line->slideInPreparation()});
    line->begin(seconds{60});
    EXPECT_EQ(line->slideInPreparation(), "");
    EXPECT_FALSE(line->framed());
    EXPECT_TRUE(line->everFramed());
    ASSERT_EQ(line->deaths().size(), 1U);
    EXPECT_EQ(line->deaths()[0].slide, "lecture-2");
    EXPECT_EQ(line->deaths()[0].hung, Limb::painter);
    EXPECT_FALSE(line->deaths()[0].learned);
    line->learned("a lesson");
    ASSERT_EQ(line->deaths().size(), 1U) << "it was not told yet";
    EXPECT_TRUE(line->deaths()[0].learned);
    line->bury({SIGSEGV, 0, std::nullopt, seconds{6}, {1, 7}, "", Limb::sync});
    ASSERT_EQ(line->deaths().size(), 2U);
    EXPECT_TRUE(line->deaths()[0].learned);
    EXPECT_FALSE(line->deaths()[1].learned);
    EXPECT_EQ(line->deaths()[1].crashed, Limb::sync);
    line->told();
    EXPECT_TRUE(line->deaths().empty());
    EXPECT_EQ(line->lesson(), "a lesson");
}

TEST(Lifeline, SixteenDeathsAreKeptTheNewest) {
    const auto line = freshLine();
    for (int i = 0; i < 20; ++i) line->bury({11, 0, std::nullopt, seconds{i}, {1, 1}, ""});
    ASSERT_EQ(line->deaths().size(), 16U);
    EXPECT_EQ(line->deaths().front().monotonic, seconds{4});
    EXPECT_EQ(line->deaths().back().monotonic, seconds{19});
    line->learned("");
    line->bury({11, 0, std::nullopt, seconds{20}, {1, 1}, ""});
    EXPECT_TRUE(line->deaths()[14].learned);
    EXPECT_FALSE(line->deaths()[15].learned);
}

TEST(Lifeline, TextThatIsTooLongIsNotCutToSomethingElse) {
    const auto line = freshLine();
    line->preparing(std::string(1000, 'x'));
    EXPECT_EQ(line->slideInPreparation(), "");
    line->preparing("short");
    EXPECT_EQ(line->slideInPreparation(), "short");
}

TEST(Worker, PromisesWhileItHasWorkAndRestsAfterwards) {
    const auto line = freshLine();
    const testing::FakeClock clock{"2025-02-10T10:00:00+09:00"};
    const auto past = clock.monotonic() + std::chrono::hours{1};
    std::mutex gate;
    gate.lock();
    {
        Worker worker{Beat{*line, clock, Limb::painter}};
        EXPECT_EQ(line->late(past), std::nullopt);
        worker.post(Worker::Priority::urgent, [&] { const std::lock_guard wait(gate); });
        EXPECT_EQ(line->late(past), Limb::painter);  // posted: it must at least begin
        gate.unlock();
        while (line->late(past)) std::this_thread::yield();
    }
    EXPECT_EQ(line->late(past), std::nullopt);
}

}  // namespace
}  // namespace signage
