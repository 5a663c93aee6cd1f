// Punctuality in figures.
#include "player/display/slide_times.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

using std::chrono::milliseconds;
constexpr std::chrono::nanoseconds framePeriod60{16'666'667};

TEST(SlideTimes, ASlideOneFrameAfterItsTimeIsNotLate) {
    SlideTimes times;
    EXPECT_EQ(times.last(), 0.0);
    times.shown(milliseconds{1}, framePeriod60);
    times.shown(milliseconds{16}, framePeriod60);
    times.shown(milliseconds{17}, framePeriod60);
    EXPECT_EQ(times.count(), 3U);
    EXPECT_EQ(times.lateCount(), 1U);
    EXPECT_NEAR(times.longest(), 17.0, 0.01);
    EXPECT_NEAR(times.median(), 16.0, 0.01);
}

TEST(SlideTimes, DriftIsSeenBetweenTheFirstAndTheLast) {
    SlideTimes times;
    for (int slide = 0; slide < 2500; ++slide) times.shown(milliseconds{slide}, framePeriod60);
    EXPECT_NEAR(times.first(), 5.0, 0.01);
    EXPECT_NEAR(times.last(), 2495.0, 0.01);
    EXPECT_NEAR(times.longest(), 2499.0, 0.01);
}

}  // namespace
}  // namespace signage
