// How far the wall clock is believed.
#include "player/store/clock_state.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::nanoseconds;
using std::chrono::seconds;

Instant at(std::string_view time) {
    return parseInstant(time, Zone::tokyo()).value();
}

class ClockStateTest : public ::testing::Test {
  protected:
    TimeNow judged(Instant wall) {
        reading_.wall = wall;
        return judgeClock(reading_, floor_);
    }

    TimeFloor floor_{at("2025-02-10T09:00"), "boot-1", hours{2}};
    ClockReading reading_{{}, hours{3}, "boot-2", false, {}};
};

TEST_F(ClockStateTest, UnconfirmedFromTheFloorToThirtyDaysPastIt) {
    EXPECT_EQ(judged(floor_.time).state, ClockState::unconfirmed);
    EXPECT_EQ(judged(floor_.time + days{30}).state, ClockState::unconfirmed);
    EXPECT_EQ(judged(floor_.time + days{30}).time, floor_.time + days{30});
    EXPECT_EQ(judged(floor_.time + days{30} + Duration{1}).state, ClockState::doubted);
    EXPECT_EQ(judged(floor_.time - Duration{1}).state, ClockState::doubted);
}

TEST_F(ClockStateTest, DoubtedTimeRunsOnFromTheFloor) {
    const TimeNow now = judged(at("1970-01-01T09:00"));
    EXPECT_EQ(now.state, ClockState::doubted);
    EXPECT_EQ(now.time, floor_.time + hours{3}) << "another boot: since this one's start";
    reading_.monotonic += minutes{5};
    EXPECT_EQ(judged(at("2099-01-01")).time, floor_.time + hours{3} + minutes{5});
    reading_.boot = "boot-1";
    EXPECT_EQ(judged(at("1970-01-01T09:00")).time, floor_.time + hours{1} + minutes{5})
        << "the same boot: since the floor was taken";
    floor_.boot = "";
    EXPECT_EQ(judged(at("1970-01-01T09:00")).time, floor_.time + hours{3} + minutes{5});
}

TEST_F(ClockStateTest, TheKernelsWordIsTrusted) {
    reading_.synchronised = true;
    const Instant early = at("2020-01-01");
    EXPECT_EQ(judged(early).state, ClockState::trusted);
    EXPECT_EQ(judged(early).time, early) << "a signature dated in the future sends no screen there";
    EXPECT_EQ(judged(at("2038-01-20")).state, ClockState::trusted);
}

TEST_F(ClockStateTest, TheServersDateWitnessesWithinFiveMinutes) {
    const Instant now = at("2026-06-01T12:00");
    reading_.witness = TimeWitness{now - minutes{10}, reading_.monotonic - minutes{10}};
    EXPECT_EQ(judged(now).state, ClockState::trusted) << "it ran on by the monotonic clock";
    EXPECT_EQ(judged(now + minutes{5}).state, ClockState::trusted);
    EXPECT_EQ(judged(now - minutes{5}).state, ClockState::trusted);
    EXPECT_EQ(judged(now + minutes{5} + seconds{1}).state, ClockState::doubted);
    EXPECT_EQ(judged(now - minutes{5} - seconds{1}).state, ClockState::doubted);
}

TEST_F(ClockStateTest, WithoutAnyFloorTheWallClockIsAllThereIs) {
    floor_ = {};
    EXPECT_EQ(judged(at("2025-02-10")).state, ClockState::unconfirmed);
    EXPECT_EQ(judged(at("2025-02-10")).time, at("2025-02-10"));
}

TEST(ClockStateName, AsTheHeartbeatWritesIt) {
    EXPECT_EQ(clockStateName(ClockState::trusted), "trusted");
    EXPECT_EQ(clockStateName(ClockState::unconfirmed), "unconfirmed");
    EXPECT_EQ(clockStateName(ClockState::doubted), "doubted");
}

}  // namespace
}  // namespace signage
