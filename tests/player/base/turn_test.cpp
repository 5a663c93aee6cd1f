// Turns: evenly over the cycle, found again from any time, never two at once.
#include "player/base/turn.h"

#include <set>

#include <gtest/gtest.h>

namespace signage {
namespace {

using std::chrono::seconds;

Instant at(std::int64_t milliseconds) {
    return Instant{Duration{milliseconds}};
}

TEST(Turn, LiesEvenlyOverTheCycleForAllScreens) {
    std::set<std::int64_t> moments;
    for (int place = 0; place < 50; ++place) {
        const Duration wait = untilTurn(turnAt(place, 50), at(-1), seconds{60});
        EXPECT_EQ(wait.count(), place * 1200 + 1);
        moments.insert(wait.count());
        EXPECT_EQ(untilTurn(turnAt(place, 50, 0.5), at(-1), seconds{60}).count(), place * 1200 + 601);
    }
    EXPECT_EQ(moments.size(), 50U);
}

TEST(Turn, IsAheadAndWithinOneCycleBeforeAndAfterTheEpoch) {
    const ScreenTurn turn = turnAt(3, 4);
    for (const std::int64_t now :
         {-1'000'000'007LL, -60'000LL, 0LL, 44'999LL, 45'000LL, 1'700'000'000'123LL}) {
        const Duration wait = untilTurn(turn, at(now), seconds{60});
        EXPECT_GT(wait, Duration{0});
        EXPECT_LE(wait, seconds{60});
        EXPECT_EQ(((now + wait.count()) % 60'000 + 60'000) % 60'000, 45'000);
    }
    EXPECT_EQ(untilTurn(turn, at(45'000), seconds{60}), seconds{60});
}

TEST(Turn, WhatComesOnceInAnIntervalIsDrawnTowardsItByATenthAtMost) {
    const ScreenTurn turn = turnAt(1, 2);  // at 30 s
    EXPECT_EQ(untilNext(turn, at(30'000), seconds{60}, 0.1), seconds{60});
    EXPECT_EQ(untilNext(turn, at(28'000), seconds{60}, 0.1), seconds{62});
    EXPECT_EQ(untilNext(turn, at(33'000), seconds{60}, 0.1), seconds{57});
    EXPECT_EQ(untilNext(turn, at(5'000), seconds{60}, 0.1), seconds{66});
    EXPECT_EQ(untilNext(turn, at(50'000), seconds{60}, 0.1), seconds{54});
}

TEST(Turn, ACycleGrowsWithTheScreensUpToItsMost) {
    EXPECT_EQ(cycleOf(turnAt(0, 50), seconds{1}, seconds{60}), seconds{50});
    EXPECT_EQ(cycleOf(turnAt(0, 5000), seconds{1}, seconds{60}), seconds{60});
    EXPECT_EQ(cycleOf(turnAt(0, 1), Duration{0}, seconds{60}), Duration{1});
}

}  // namespace
}  // namespace signage
