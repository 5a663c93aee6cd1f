// The machine's clocks and the pretended one.
#include "player/platform/system_clock.h"

#include <ctime>

#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"

namespace signage {
namespace {

using testing::FakeClock;

TEST(SystemClock, AgreesWithTheMachine) {
    const SystemClock clock;
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    const auto wall =
        std::chrono::duration_cast<std::chrono::seconds>(clock.wall().time_since_epoch()).count();
    EXPECT_LE(std::abs(static_cast<double>(now - wall)), 5.0);
    const auto first = clock.monotonic();
    EXPECT_GT(first.count(), 0);
    EXPECT_GE(clock.monotonic(), first);
    EXPECT_EQ(clock.synchronised(), clock.synchronised());
}

TEST(PretendClock, StartsThereAndRunsOnByMonotonicTime) {
    FakeClock real("2026-11-22T10:00:00+09:00");
    real.setSynchronised(false);
    const Instant start = parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo()).value();
    real.advance(std::chrono::hours{1});
    const PretendClock clock(real, start);
    EXPECT_EQ(clock.wall(), start);
    real.advance(std::chrono::seconds{90});
    EXPECT_EQ(clock.wall(), start + std::chrono::seconds{90});
    real.setWall("1970-01-01");
    EXPECT_EQ(clock.wall(), start + std::chrono::seconds{90}) << "the real wall clock means nothing to it";
    EXPECT_EQ(clock.monotonic(), real.monotonic());
    EXPECT_TRUE(clock.synchronised());
}

TEST(BootId, IsTheSameWithinOneBoot) {
    EXPECT_FALSE(bootId().empty());
    EXPECT_EQ(bootId(), bootId());
}

}  // namespace
}  // namespace signage
