// Counting frames.
#include "player/display/frame_stats.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::nanoseconds period{16'666'667};

TEST(FrameStats, EvenFramesMissNothing) {
    FrameStats stats;
    for (int i = 0; i < 60; ++i) stats.presented(period * i, milliseconds{2}, true, period);
    EXPECT_EQ(stats.presentedCount(), 60U);
    EXPECT_EQ(stats.missedCount(), 0U);
    EXPECT_NEAR(stats.gapPercentile(50), 16.67, 0.01);
    EXPECT_NEAR(stats.costPercentile(99), 2.0, 0.01);
}

TEST(FrameStats, AGapCountsTheFramesThatDidNotCome) {
    FrameStats stats;
    stats.presented(period, milliseconds{1}, true, period);
    stats.presented(period * 4, milliseconds{1}, true, period);  // two are missing
    EXPECT_EQ(stats.missedCount(), 2U);
    EXPECT_NEAR(stats.gapPercentile(100), 50.0, 0.1);
}

TEST(FrameStats, StandingStillIsNoMiss) {
    FrameStats stats;
    stats.presented(period, milliseconds{1}, true, period);
    stats.breakSequence();
    stats.presented(std::chrono::seconds{30}, milliseconds{1}, true, period);
    stats.presented(std::chrono::seconds{60}, milliseconds{1}, false, period);
    EXPECT_EQ(stats.missedCount(), 0U);
    EXPECT_EQ(stats.lastPresent(), std::chrono::seconds{60});
}

TEST(FrameStats, NoFramesNoFigures) {
    const FrameStats stats;
    EXPECT_EQ(stats.gapPercentile(99), 0.0);
    EXPECT_EQ(stats.costPercentile(50), 0.0);
}

}  // namespace
}  // namespace signage
