// Showings are counted once, with their lengths and what proves them.
#include "player/app/account.h"

#include <functional>

#include <gtest/gtest.h>

namespace signage {
namespace {

using std::chrono::seconds;

const Instant wall = parseInstant("2025-02-10T10:00:00Z", Zone::tokyo()).value();

TEST(AccountTest, AShowingEndsWhenTheNextBegins) {
    Account account;
    account.changed("a", EditionRef{1, 2}, wall, seconds{100});
    EXPECT_TRUE(account.takeFinished().empty());
    account.verified(GlassReport::Check::own, false);
    account.changed("b", EditionRef{1, 2}, wall + seconds{12}, seconds{112});
    const auto finished = account.takeFinished();
    ASSERT_EQ(finished.size(), 1U);
    EXPECT_EQ(finished[0].slide, "a");
    EXPECT_EQ(finished[0].start, wall);
    EXPECT_EQ(finished[0].length, Duration{12'000});
    EXPECT_TRUE(finished[0].verified);
    EXPECT_EQ(finished[0].proof, ShownSlide::Proof::none);  // our own surface proves nothing of the output
    EXPECT_TRUE(account.takeFinished().empty());
    account.end(seconds{120});
    const auto last = account.takeFinished();
    ASSERT_EQ(last.size(), 1U);
    EXPECT_EQ(last[0].slide, "b");
    EXPECT_FALSE(last[0].verified);
    EXPECT_EQ(account.slidesShown(), 2U);
}

// A takeover that lasts all day is a play in every hour of it, not only when it is over.
TEST(AccountTest, AShowingThatLastsIsDividedByTheHour) {
    using std::chrono::hours;
    using std::chrono::milliseconds;
    Account account;
    account.changed("a", EditionRef{1, 2}, wall, seconds{100});
    std::vector<ShownSlide> finished;
    for (milliseconds passed{0}; passed <= hours{3} + seconds{30}; passed += milliseconds{16'667}) {
        account.verified(GlassReport::Check::server, true);
        // A clock that runs a little fast.
        account.divide(wall + passed + passed / 100'000, seconds{100} + passed);
        for (ShownSlide& shown : account.takeFinished()) finished.push_back(std::move(shown));
    }
    ASSERT_EQ(finished.size(), 3U);
    Instant begin = wall;
    for (const ShownSlide& shown : finished) {
        EXPECT_EQ(shown.slide, "a");
        EXPECT_EQ(shown.edition, (EditionRef{1, 2}));
        EXPECT_EQ(shown.start, begin);
        EXPECT_GE(shown.length, Duration{hours{1}});
        EXPECT_LT(shown.length, Duration{hours{1} + seconds{17}});
        EXPECT_EQ(shown.proof, ShownSlide::Proof::panel);
        begin += shown.length;
    }
    const auto running = account.running(seconds{100} + hours{3} + seconds{50});
    ASSERT_TRUE(running);
    EXPECT_EQ(running->start, begin);
    EXPECT_EQ(running->start + running->length, wall + hours{3} + seconds{50});
    EXPECT_EQ(account.slidesShown(), 1U) << "it is one slide all the time";
}

TEST(AccountTest, AClockThatWasSetHoldsForTheNextHour) {
    Account account;
    account.divide(wall, std::chrono::hours{9});
    EXPECT_TRUE(account.takeFinished().empty()) << "the slate is no showing";
    account.changed("a", EditionRef{1, 2}, wall, seconds{0});
    account.divide(wall + std::chrono::hours{5}, std::chrono::hours{1});
    EXPECT_EQ(account.takeFinished().at(0).length, Duration{std::chrono::hours{1}});
    EXPECT_EQ(account.running(std::chrono::hours{1})->start, wall + std::chrono::hours{5});
}

// What a showing is worth after these looks.
ShownSlide shownAfter(const std::function<void(Account&)>& looks) {
    Account account;
    account.changed("a", EditionRef{1, 2}, wall, seconds{100});
    looks(account);
    account.end(seconds{120});
    return account.takeFinished().at(0);
}

TEST(AccountTest, ProofIsNeverStrongerThanTheWeakestLookAtThePanel) {
    using Check = GlassReport::Check;
    using Proof = ShownSlide::Proof;
    EXPECT_EQ(shownAfter([](Account&) {}).proof, Proof::none);
    EXPECT_EQ(shownAfter([](Account& a) { a.verified(Check::own, true); }).proof, Proof::none);
    EXPECT_EQ(shownAfter([](Account& a) { a.verified(Check::server, false); }).proof, Proof::output);
    EXPECT_EQ(shownAfter([](Account& a) { a.verified(Check::scanout, true); }).proof, Proof::panel);
    EXPECT_EQ(shownAfter([](Account& a) {
                  a.verified(Check::server, true);
                  a.verified(Check::server, false);  // switched off in the middle
                  a.verified(Check::server, true);
              }).proof,
              Proof::output);
}

TEST(AccountTest, AShowingThatWasCoveredIsNotVerifiedAndTheNextOneMayBe) {
    using Check = GlassReport::Check;
    const ShownSlide covered = shownAfter([](Account& a) {
        a.verified(Check::server, true);
        a.interrupted();
        a.verified(Check::server, true);
    });
    EXPECT_FALSE(covered.verified);
    EXPECT_EQ(covered.proof, ShownSlide::Proof::none);
    Account account;
    account.changed("a", EditionRef{1, 2}, wall, seconds{100});
    account.interrupted();
    account.changed("b", EditionRef{1, 2}, wall, seconds{110});
    account.verified(Check::server, false);
    account.end(seconds{120});
    EXPECT_TRUE(account.takeFinished().at(1).verified);
}

TEST(AccountTest, WhatGoesOnIsKnownWithoutEndingIt) {
    Account account;
    EXPECT_FALSE(account.running(seconds{1}));
    account.changed("a", EditionRef{1, 2}, wall, seconds{100});
    account.verified(GlassReport::Check::server, false);
    const auto running = account.running(seconds{160});
    ASSERT_TRUE(running);
    EXPECT_EQ(running->slide, "a");
    EXPECT_EQ(running->start, wall);
    EXPECT_EQ(running->length, Duration{60'000});
    EXPECT_EQ(running->proof, ShownSlide::Proof::output);
    EXPECT_TRUE(account.takeFinished().empty());
    account.end(seconds{170});
    EXPECT_EQ(account.takeFinished().at(0).length, Duration{70'000});
    EXPECT_FALSE(account.running(seconds{171}));
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
