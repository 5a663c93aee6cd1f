// Showings are counted once, with their lengths and what proves them.
#include "player/app/account.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

using std::chrono::seconds;

const Instant wall = parseInstant("2025-02-10T10:00:00Z", Zone::tokyo()).value();

TEST(AccountTest, AShowingEndsWhenTheNextBegins) {
    Account account;
    account.changed("a", EditionRef{1, 2}, wall, seconds{100});
    EXPECT_TRUE(account.takeFinished().empty());
    account.verified();
    account.changed("b", EditionRef{1, 2}, wall + seconds{12}, seconds{112});
    const auto finished = account.takeFinished();
    ASSERT_EQ(finished.size(), 1U);
    EXPECT_EQ(finished[0].slide, "a");
    EXPECT_EQ(finished[0].start, wall);
    EXPECT_EQ(finished[0].length, Duration{12'000});
    EXPECT_TRUE(finished[0].verified);
    EXPECT_TRUE(account.takeFinished().empty());
    account.end(seconds{120});
    const auto last = account.takeFinished();
    ASSERT_EQ(last.size(), 1U);
    EXPECT_EQ(last[0].slide, "b");
    EXPECT_FALSE(last[0].verified);
    EXPECT_EQ(account.slidesShown(), 2U);
}

TEST(AccountTest, TheSlateIsNoShowingAndTheSameSlideGoesOn) {
    Account account;
    account.changed("", std::nullopt, wall, seconds{1});
    account.changed("a", EditionRef{1, 1}, wall, seconds{2});
    account.changed("a", EditionRef{1, 1}, wall, seconds{5});
    account.changed("", std::nullopt, wall, seconds{9});
    const auto finished = account.takeFinished();
    ASSERT_EQ(finished.size(), 1U);
    EXPECT_EQ(finished[0].length, Duration{7'000});
    account.changed("a", EditionRef{1, 2}, wall, seconds{10});
    account.changed("a", EditionRef{1, 3}, wall, seconds{11});
    EXPECT_EQ(account.takeFinished().size(), 1U);  // another edition is another showing
}

}  // namespace
}  // namespace signage
