// A day of a screen from what it reported, and its hours.
#include "tools/hub/timeline.h"

#include <gtest/gtest.h>

#include "player/base/format.h"
#include "tools/hub/hour_summary.h"

namespace signage::hub {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Zone tokyoZone = Zone::tokyo();
const Instant midnightOfDay =
    *parseInstant("2025-03-30", tokyoZone);  // Europe changes its clocks, Tokyo does not
const Span theDay{midnightOfDay, midnightOfDay + hours(24)};
const Instant afterTheDay = midnightOfDay + hours(40);

struct Screen {
    std::vector<Beat> beats;
    std::vector<Play> plays;
    std::string spool = "s1";
    std::string boot = "b1";
    std::int64_t seq = 0;
    Duration clock{0};  // monotonic minus wall - midnight
    Duration delay{0};  // until received
    std::int64_t presented = 1000;

    Beat& beat(Duration at, const std::string& state = "ok", const std::string& slide = "a") {
        Beat made;
        made.wall = midnightOfDay + at;
        made.received = made.wall + delay;
        made.spool = spool;
        made.seq = ++seq;
        made.boot = boot;
        made.monotonic = hours(100) + at + clock;
        made.state = state;
        made.slide = slide;
        made.edition = "1-1";
        made.presented = ++presented;
        beats.push_back(made);
        return beats.back();
    }
    void play(Duration at, Duration length, const std::string& slide = "a", Proof proof = Proof::output) {
        Play made;
        made.player = "screen-01";
        made.spool = spool;
        made.seq = seq;
        made.showing = {0, slide, "1-1", midnightOfDay + at, length, true, proof};
        plays.push_back(made);
    }
    Timeline timeline(Instant now = afterTheDay) const { return timelineOf(theDay, beats, plays, now); }
};

// Segments and gaps leave nothing of the day out and nothing twice.
void expectWhole(const Timeline& timeline, Instant until = theDay.end) {
    std::map<Instant, Duration> pieces;
    for (const auto& segment : timeline.segments) pieces[segment.start] = segment.length;
    for (const auto& gap : timeline.gaps) pieces[gap.start] = gap.length;
    Instant at = theDay.start;
    for (const auto& [from, length] : pieces) {
        EXPECT_GE(from, at);
        EXPECT_LE(from - at, seconds(2));
        at = from + length;
    }
    EXPECT_LE(until - at, seconds(2));
    EXPECT_LE(at, until);
}

std::string gapsOf(const Timeline& timeline) {
    std::string text;
    for (const auto& gap : timeline.gaps) {
        text +=
            format("{}:{}+{} ", gap.why, (gap.start - theDay.start) / minutes(1), gap.length / seconds(1));
    }
    return text;
}

TEST(Timelines, ADayWithoutWordIsOneGap) {
    const Timeline timeline = timelineOf(theDay, {}, {}, afterTheDay);
    EXPECT_EQ(gapsOf(timeline), "no_contact:0+86400 ") << "24 hours, whatever Europe does";
    EXPECT_TRUE(timeline.segments.empty());
    EXPECT_TRUE(timeline.states.empty());
}

TEST(Timelines, WhatIsStillToComeIsNoGap) {
    const Timeline timeline = timelineOf(theDay, {}, {}, theDay.start + minutes(5));
    EXPECT_EQ(gapsOf(timeline), "no_contact:0+300 ");
    EXPECT_EQ(gapsOf(timelineOf(theDay, {}, {}, theDay.start - hours(1))), "");
}

TEST(Timelines, MidnightCutsAPlayInTwo) {
    Screen screen;
    screen.play(-seconds(10), seconds(30));
    screen.play(hours(24) - seconds(5), seconds(20), "b");
    const Timeline timeline = screen.timeline();
    ASSERT_EQ(timeline.segments.size(), 2U);
    EXPECT_EQ(timeline.segments[0].start, theDay.start);
    EXPECT_EQ(timeline.segments[0].length, seconds(20));
    EXPECT_EQ(timeline.segments[1].length, seconds(5));
    expectWhole(timeline);
}

TEST(Timelines, AMinuteByMinuteDayHasNoGaps) {
    Screen screen;
    for (int m = 0; m < 24 * 60; ++m) {
        screen.beat(minutes(m));
        screen.play(minutes(m), minutes(1), m % 2 == 0 ? "a" : "b");
    }
    const Timeline timeline = screen.timeline();
    EXPECT_EQ(timeline.segments.size(), 1440U);
    EXPECT_EQ(gapsOf(timeline), "");
    ASSERT_EQ(timeline.states.size(), 1U);
    EXPECT_EQ(timeline.states[0].state, "ok");
    EXPECT_EQ(timeline.states[0].length, hours(24));
    EXPECT_EQ(timeline.segments[7].state, "ok");
    EXPECT_TRUE(timeline.restarts.empty());
    EXPECT_EQ(timeline.skew.size(), 1U);
}

TEST(Timelines, TheSlideOnTheGlassNowNeedsNoPlayYet) {
    Screen screen;
    screen.play(minutes(1), seconds(30));
    screen.beat(minutes(2), "ok", "b");
    const Timeline timeline = screen.timeline(theDay.start + minutes(3));
    ASSERT_EQ(timeline.segments.size(), 2U);
    EXPECT_EQ(timeline.segments[1].slide, "b");
    EXPECT_EQ(timeline.segments[1].start, theDay.start + seconds(90)) << "since the last play ended";
    EXPECT_EQ(timeline.segments[1].length, seconds(90));
    EXPECT_EQ(timeline.segments[1].proof, Proof::none);
    expectWhole(timeline, theDay.start + minutes(3));
}

TEST(Timelines, AScreenThatFellSilentIsNotDrawnFurther) {
    Screen screen;
    screen.beat(minutes(10));
    const Timeline timeline = screen.timeline();
    ASSERT_EQ(timeline.segments.size(), 1U);
    EXPECT_EQ(timeline.segments[0].length, seconds(60)) << "one interval";
    EXPECT_EQ(gapsOf(timeline), "no_contact:0+600 no_contact:11+85740 ");
    expectWhole(timeline);
}

TEST(Timelines, TheSlateIsAGapThatSaysSo) {
    Screen screen;
    screen.play(minutes(0), minutes(2));
    for (int m = 0; m < 5; ++m) screen.beat(minutes(m), m < 2 ? "ok" : "slate", m < 2 ? "a" : "");
    const Timeline timeline = screen.timeline(theDay.start + minutes(5));
    EXPECT_EQ(gapsOf(timeline), "slate:2+180 ");
    ASSERT_EQ(timeline.states.size(), 2U);
    expectWhole(timeline, theDay.start + minutes(5));
}

TEST(Timelines, AScreenThatReportsButNamesNoSlideIsNotSilent) {
    Screen screen;
    for (int m = 0; m < 5; ++m) screen.beat(minutes(m), "degraded", "");
    EXPECT_EQ(gapsOf(screen.timeline(theDay.start + minutes(5))), "no_play:0+300 ");
}

TEST(Timelines, ARestartIsSeenInItsShortGap) {
    Screen screen;
    screen.play(minutes(0), minutes(4));
    for (int m = 0; m <= 4; ++m) screen.beat(minutes(m));
    screen.presented = 0;
    screen.play(minutes(5), minutes(5));
    for (int m = 6; m <= 10; ++m) screen.beat(minutes(m));
    const Timeline timeline = screen.timeline(theDay.start + minutes(10));
    ASSERT_EQ(timeline.restarts, std::vector{theDay.start + minutes(6)});
    EXPECT_EQ(gapsOf(timeline), "restart:4+60 ");
    EXPECT_EQ(timeline.segments.back().slide, "a");
}

TEST(Timelines, APowerCutOverNightIsNoContactAndARestart) {
    Screen screen;
    screen.beat(hours(1));
    screen.boot = "b2";
    screen.clock = -hours(100);
    screen.presented = 0;
    screen.beat(hours(8));
    const Timeline timeline = screen.timeline(theDay.start + hours(8));
    EXPECT_EQ(timeline.restarts.size(), 1U);
    EXPECT_EQ(gapsOf(timeline), "no_contact:0+28800 ");
    expectWhole(timeline, theDay.start + hours(8));
}

TEST(Timelines, AClockSetForwardLeavesTimeThatNeverWas) {
    Screen screen;
    screen.play(minutes(0), minutes(2));
    for (int m = 0; m <= 2; ++m) screen.beat(minutes(m));
    screen.clock = -hours(2);
    screen.play(hours(2) + minutes(2), minutes(3));
    for (int m = 3; m <= 5; ++m) screen.beat(hours(2) + minutes(m));
    const Timeline timeline = screen.timeline(theDay.start + hours(2) + minutes(5));
    EXPECT_EQ(gapsOf(timeline).substr(0, 10), "clock_step") << gapsOf(timeline);
    EXPECT_TRUE(timeline.restarts.empty());
    expectWhole(timeline, theDay.start + hours(2) + minutes(5));
}

TEST(Timelines, AClockSetBackOverlapsNothing) {
    Screen screen;
    screen.play(minutes(10), minutes(10), "a");
    screen.play(minutes(15), minutes(10), "b");
    screen.beat(minutes(20));
    screen.clock = minutes(5);
    screen.beat(minutes(16));
    const Timeline timeline = screen.timeline(theDay.start + minutes(25));
    ASSERT_GE(timeline.segments.size(), 2U);
    EXPECT_EQ(timeline.segments[0].length, minutes(5));
    EXPECT_EQ(timeline.segments[1].slide, "b");
    expectWhole(timeline, theDay.start + minutes(25));
}

TEST(Timelines, TwoSpoolsAreReadEachByItself) {
    Screen screen;
    screen.beat(minutes(1));
    screen.beat(minutes(2));
    Screen other;
    other.spool = "s2";
    other.boot = "b2";
    other.presented = 1;
    other.beat(minutes(2) + seconds(30), "stale", "b");
    other.beat(minutes(3), "stale", "b");
    screen.beats.insert(screen.beats.begin(), other.beats.begin(), other.beats.end());
    const Timeline timeline = screen.timeline(theDay.start + minutes(4));
    EXPECT_TRUE(timeline.restarts.empty()) << "two boxes, not one that restarts";
    ASSERT_EQ(timeline.states.size(), 2U);
    EXPECT_EQ(timeline.states[0].state, "ok");
    EXPECT_EQ(timeline.states[1].state, "stale");
    EXPECT_EQ(timeline.states[1].start, theDay.start + minutes(2) + seconds(30));
    expectWhole(timeline, theDay.start + minutes(4));
}

TEST(Timelines, SkewIsOfRecordsThatCameAtOnce) {
    Screen screen;
    screen.delay = seconds(3);
    screen.beat(minutes(1));
    for (int m = 2; m < 60; ++m) screen.beat(minutes(m)).received = theDay.start + minutes(60) + seconds(20);
    screen.beat(minutes(60)).received = theDay.start + minutes(60) + seconds(3);
    screen.delay = seconds(9);
    screen.beat(minutes(61));
    const Timeline timeline = screen.timeline();
    ASSERT_EQ(timeline.skew.size(), 2U);
    EXPECT_EQ(timeline.skew[0].seconds, 3.0);
    EXPECT_EQ(timeline.skew[1].seconds, 9.0);
    EXPECT_EQ(timeline.skew[1].at, theDay.start + minutes(61));
}

TEST(Timelines, TheOrderOfArrivalDoesNotMatter) {
    Screen screen;
    for (int m = 0; m < 30; ++m) {
        screen.beat(minutes(m));
        screen.play(minutes(m), minutes(1));
    }
    const Timeline sorted = screen.timeline();
    std::reverse(screen.beats.begin(), screen.beats.end());
    std::reverse(screen.plays.begin(), screen.plays.end());
    const Timeline reversed = screen.timeline();
    EXPECT_EQ(sorted.segments, reversed.segments);
    EXPECT_EQ(sorted.gaps, reversed.gaps);
    EXPECT_EQ(sorted.states, reversed.states);
}

TEST(HourSummaries, StatesAreSplitAtTheHour) {
    Screen screen;
    screen.beat(minutes(59) + seconds(30), "stale");
    screen.beat(minutes(60) + seconds(30));
    Hours sums;
    addBeat(sums, &screen.beats[0], screen.beats[1]);
    EXPECT_EQ(sums[theDay.start].states["stale"], seconds(30));
    EXPECT_EQ(sums[theDay.start + hours(1)].states["stale"], seconds(30));
    EXPECT_EQ(sums[theDay.start + hours(1)].records, 1);
    EXPECT_EQ(sums[theDay.start + hours(1)].presented, 1);
}

TEST(HourSummaries, SilenceIsNotCountedAsTheStateBefore) {
    Screen screen;
    screen.beat(minutes(0));
    screen.beat(minutes(50));
    Hours sums;
    addBeat(sums, &screen.beats[0], screen.beats[1]);
    EXPECT_EQ(sums[theDay.start].states["ok"], seconds(60));
}

TEST(HourSummaries, AClockThatWasSetDoesNotStretchTime) {
    Screen screen;
    screen.beat(minutes(0));
    screen.clock = -hours(48);
    screen.beat(hours(48) + minutes(1));
    Hours sums;
    addBeat(sums, &screen.beats[0], screen.beats[1]);
    EXPECT_EQ(sums[theDay.start].states["ok"], minutes(1));
}

TEST(HourSummaries, FramesCountFromTheStartAfterARestart) {
    Screen screen;
    screen.beat(minutes(1)).missed = 7;
    screen.presented = 4;
    screen.beat(minutes(2)).missed = 2;
    Hours sums;
    addBeat(sums, &screen.beats[0], screen.beats[1]);
    EXPECT_EQ(sums[theDay.start].presented, 5);
    EXPECT_EQ(sums[theDay.start].missed, 2);
    EXPECT_EQ(sums[theDay.start].restarts, 1);
}

TEST(HourSummaries, PlaysBelongToTheHourTheyBeginIn) {
    Screen screen;
    Beat& beat = screen.beat(minutes(61));
    beat.showings = {{0, "a", "1-1", theDay.start + minutes(59), minutes(2), true, Proof::panel},
                     {1, "a", "1-1", theDay.start + minutes(61), seconds(10), false, Proof::none}};
    Hours sums;
    addBeat(sums, nullptr, beat);
    EXPECT_EQ(sums[theDay.start].slides["a"], (SlideHour{1, minutes(2), minutes(2)}));
    EXPECT_EQ(sums[theDay.start + hours(1)].slides["a"], (SlideHour{1, seconds(10), Duration{0}}));
}

TEST(Beats, AnythingIsSafeToRead) {
    for (const char* bytes :
         {"", "[]", "null", "{\"showings\":7}", "{\"showings\":[1,{},{\"start\":3}]}",
          "{\"monotonic_ms\":1e300,\"frames\":[],\"edition\":\"x\"}", "{\"seq\":18446744073709551615}"}) {
        EXPECT_TRUE(readBeat(bytes, theDay.start, theDay.start).showings.empty()) << bytes;
    }
    const auto showings = showingsOf(
        R"({"showings":[7,{"slide":"a","edition":null,"start":"2025-03-30T00:00:00Z","seconds":-4},)"
        R"({"slide":"b","edition":"1-2","start":"2025-03-30T00:00:00Z","seconds":1e99,"proof":"panel","verified":1}]})");
    ASSERT_EQ(showings.size(), 2U);
    EXPECT_EQ(showings[0].index, 1);
    EXPECT_EQ(showings[0].length, Duration{0});
    EXPECT_EQ(showings[0].proof, Proof::none) << "an older player";
    EXPECT_FALSE(showings[1].verified) << "1 is not true";
    EXPECT_EQ(showings[1].proof, Proof::panel);
}

// The day after, when the line is back: oldest first, a hundred at a time.
TEST(Timelines, ADayThatWasSentLateSaysNothingOfTheClock) {
    Screen screen;
    for (int minute = 0; minute < 24 * 60; ++minute) {
        Beat& beat = screen.beat(minutes(minute));
        beat.received = afterTheDay + seconds(minute / 100);
    }
    EXPECT_TRUE(screen.timeline().skew.empty());
    // The line holds from noon on: what comes at once counts again.
    for (int minute = 12 * 60; minute < 24 * 60; ++minute) {
        Beat& beat = screen.beats[static_cast<std::size_t>(minute)];
        beat.received = beat.wall + seconds(4);
    }
    const Timeline half = screen.timeline();
    ASSERT_EQ(half.skew.size(), 1U);
    EXPECT_EQ(half.skew[0].seconds, 4.0);
}

}  // namespace
}  // namespace signage::hub
