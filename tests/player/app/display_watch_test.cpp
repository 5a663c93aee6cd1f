// When the display is opened anew.
#include "player/app/display_watch.h"

#include <vector>

#include <gtest/gtest.h>

namespace signage {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(DisplayWatchTest, AnAbsentDisplayIsSoughtAgainAndAgainWithLongerPauses) {
    DisplayWatch watch;
    std::vector<seconds> tries;
    for (milliseconds now{0}; now < seconds{25}; now += milliseconds{100}) {
        if (watch.due(now) && watch.looked(true, false, now))
            tries.push_back(std::chrono::duration_cast<seconds>(now));
    }
    EXPECT_EQ(tries, (std::vector<seconds>{seconds{1}, seconds{3}, seconds{7}, seconds{12}, seconds{17},
                                           seconds{22}}));
}

TEST(DisplayWatchTest, AWindowManagerHasHalfASecondToResizeTheWindow) {
    DisplayWatch watch;
    EXPECT_FALSE(watch.looked(false, false, seconds{0}));
    EXPECT_FALSE(watch.due(seconds{19}));
    watch.stir(seconds{10});  // the window was exposed
    EXPECT_FALSE(watch.due(seconds{10}));
    EXPECT_TRUE(watch.due(milliseconds{10'500}));
    EXPECT_FALSE(watch.looked(false, true, milliseconds{10'500}));
    EXPECT_TRUE(watch.looked(false, true, milliseconds{11'000}));
    // Opened anew; once it fits there is nothing more to do.
    EXPECT_FALSE(watch.looked(false, false, milliseconds{11'500}));
    EXPECT_FALSE(watch.due(seconds{31}));
    // One that was resized in time is left alone.
    EXPECT_FALSE(watch.looked(false, true, seconds{40}));
    EXPECT_FALSE(watch.looked(false, false, seconds{41}));
    EXPECT_FALSE(watch.looked(false, true, seconds{60}));
}

TEST(DrawWatchTest, WhatCannotBeDrawnIsToldAfterFiveSecondsAndOpenedAnewAfterThirty) {
    DrawWatch watch;
    EXPECT_FALSE(watch.reopen(seconds{1000}));
    EXPECT_EQ(watch.trouble(seconds{1000}), "");
    std::vector<seconds> opened;
    for (seconds now{1000}; now <= seconds{1070}; ++now) {
        watch.tried("no memory", now);
        EXPECT_EQ(watch.trouble(now), now < seconds{1005} ? "" : "no memory") << now.count();
        if (watch.reopen(now)) opened.push_back(now);
    }
    EXPECT_EQ(opened, (std::vector<seconds>{seconds{1030}, seconds{1060}}));
    watch.tried("", seconds{1071});
    EXPECT_EQ(watch.trouble(seconds{1071}), "");
    EXPECT_FALSE(watch.reopen(seconds{1200}));
    // Another time counts from its own beginning.
    watch.tried("no memory", seconds{2000});
    EXPECT_EQ(watch.trouble(seconds{2004}), "");
}

}  // namespace
}  // namespace signage
