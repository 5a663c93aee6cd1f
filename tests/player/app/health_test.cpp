// The player's state: the worst that holds, with its reason.
#include "player/app/health.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

HealthFacts good() {
    HealthFacts facts;
    facts.slideShown = true;
    facts.haveEdition = true;
    return facts;
}

HealthState stateOf(const HealthFacts& facts) {
    return judgeHealth(facts, Language::japanese).state;
}

TEST(HealthTest, AllWell) {
    EXPECT_EQ(judgeHealth(good(), Language::japanese), (Health{HealthState::ok, ""}));
}

TEST(HealthTest, AnOfflineStartIsStaleAtTheFirstFailureWithItsReason) {
    HealthFacts facts = good();
    facts.neverReached = true;
    EXPECT_EQ(stateOf(facts), HealthState::ok);
    facts.failedFetches = 1;
    facts.fetchFault = "http://hub: no answer";
    EXPECT_EQ(judgeHealth(facts, Language::english), (Health{HealthState::stale, "http://hub: no answer"}));
}

TEST(HealthTest, WithoutADisplayNothingIsWell) {
    HealthFacts facts = good();
    facts.noDisplay = "unplugged";
    facts.glassDiffers = true;  // what nobody sees cannot differ
    EXPECT_EQ(judgeHealth(facts, Language::english),
              (Health{HealthState::degraded, "there is no display: unplugged"}));
}

TEST(HealthTest, WhatCannotBeDrawnIsNotWell) {
    HealthFacts facts = good();
    facts.cannotDraw = "out of memory";
    EXPECT_EQ(judgeHealth(facts, Language::english),
              (Health{HealthState::degraded, "nothing can be drawn: out of memory"}));
}

TEST(HealthTest, OneLostPollIsNoNewsTwoAre) {
    HealthFacts facts = good();
    facts.failedFetches = 1;
    facts.fetchFault = "x";
    EXPECT_EQ(stateOf(facts), HealthState::ok);
    facts.failedFetches = 2;
    EXPECT_EQ(stateOf(facts), HealthState::stale);
}

TEST(HealthTest, TheWorstWins) {
    HealthFacts facts = good();
    facts.expired = true;
    EXPECT_EQ(stateOf(facts), HealthState::stale);
    facts.undrawable = "media/x.png: damaged";
    EXPECT_EQ(judgeHealth(facts, Language::japanese),
              (Health{HealthState::degraded, "media/x.png: damaged"}));
    facts.glassDiffers = true;
    EXPECT_EQ(stateOf(facts), HealthState::degraded);
    facts.slideShown = false;
    EXPECT_EQ(stateOf(facts), HealthState::slate);
}

TEST(HealthTest, ALadderThatWasSteppedDownIsToldAtOnceAndAtTheSlate) {
    HealthFacts facts = good();
    facts.undrawable = "a slide: not shown";
    facts.steppedDown = "edition 1-2 crashed the player";
    EXPECT_EQ(judgeHealth(facts, Language::english),
              (Health{HealthState::degraded, "edition 1-2 crashed the player"}));
    facts.slideShown = false;
    EXPECT_EQ(judgeHealth(facts, Language::english),
              (Health{HealthState::slate, "edition 1-2 crashed the player"}));
}

TEST(HealthTest, TheSlateSaysWhy) {
    HealthFacts facts;
    facts.fetchFault = "no answer";
    EXPECT_EQ(judgeHealth(facts, Language::english).reason, "no edition yet: no answer");
    facts.haveEdition = true;
    EXPECT_EQ(judgeHealth(facts, Language::english).reason, "no slide is due now");
    facts.preparing = true;
    EXPECT_EQ(judgeHealth(facts, Language::english).reason, "a slide is being prepared");
}

}  // namespace
}  // namespace signage
