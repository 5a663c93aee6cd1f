// The steps before an end.
#include "player/store/expiry_notice.h"

#include <gtest/gtest.h>

#include "tests/player/store/store_room.h"

namespace signage::testing {
namespace {

TEST(ExpiryNotice, ComesSixtyThirtyAndSevenDaysBefore) {
    const Instant end = at("2026-03-08T00:00");
    const auto before = [end](std::chrono::hours hours) { return expiryNotice(end, end - hours); };
    using std::chrono::days;
    using std::chrono::hours;
    EXPECT_EQ(before(days{60} + hours{1}), ExpiryNotice::none);
    EXPECT_EQ(before(days{60}), ExpiryNotice::days60);
    EXPECT_EQ(before(days{30} + hours{1}), ExpiryNotice::days60);
    EXPECT_EQ(before(days{30}), ExpiryNotice::days30);
    EXPECT_EQ(before(days{7} + hours{1}), ExpiryNotice::days30);
    EXPECT_EQ(before(days{7}), ExpiryNotice::days7);
    EXPECT_EQ(before(hours{1}), ExpiryNotice::days7);
    EXPECT_EQ(before(hours{0}), ExpiryNotice::over);
    EXPECT_EQ(before(hours{-24}), ExpiryNotice::over);
    EXPECT_EQ(daysLeft(end, end - days{7}), 7);
    EXPECT_EQ(daysLeft(end, end - hours{23}), 0);
    EXPECT_EQ(daysLeft(end, end + hours{23}), 0);
}

}  // namespace
}  // namespace signage::testing
