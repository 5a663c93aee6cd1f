// The ladder's rules.
#include "player/app/crash_ladder.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

using std::chrono::minutes;

Death deathAt(std::chrono::nanoseconds time, std::int64_t number, std::string slide = "") {
    Death death;
    death.signal = 11;
    death.monotonic = time;
    if (number > 0) death.edition = {1, number};
    death.slide = std::move(slide);
    return death;
}

CrashLadder ladderAfter(const std::vector<Death>& deaths) {
    CrashLadder ladder("0.1", "boot");
    for (const Death& death : deaths) ladder.learn(death);
    return ladder;
}

TEST(CrashLadder, ThreeDeathsInTenMinutesAreAStepAndTheSlateIsTheLast) {
    CrashLadder ladder = ladderAfter({deathAt(minutes{1}, 5), deathAt(minutes{2}, 5)});
    EXPECT_EQ(ladder.rung(), Rung::edition);
    EXPECT_EQ(ladder.reason().en, "");
    ladder.learn(deathAt(minutes{11}, 5));
    EXPECT_EQ(ladder.rung(), Rung::common);
    EXPECT_NE(ladder.reason().en.find("1-5"), std::string::npos);
    EXPECT_NE(ladder.reason().ja.find("1-5"), std::string::npos);
    ladder.learn(deathAt(minutes{12}, 5));
    ladder.learn(deathAt(minutes{13}, 5));
    EXPECT_EQ(ladder.rung(), Rung::common);
    ladder.learn(deathAt(minutes{14}, 5));
    EXPECT_EQ(ladder.rung(), Rung::slate);
    for (int i = 0; i < 5; ++i) ladder.learn(deathAt(minutes{15}, 5));
    EXPECT_EQ(ladder.rung(), Rung::slate);
}

TEST(CrashLadder, WhatNoEditionCanBeTheCauseOfDoesNotCount) {
    CrashLadder ladder("0.1", "boot");
    for (const Limb limb : {Limb::sync, Limb::reporter, Limb::enrolment, Limb::signals}) {
        Death death = deathAt(minutes{1}, 5, "a");
        death.signal = 9;
        death.hung = limb;
        ladder.learn(death);
    }
    for (const Limb limb : {Limb::sync, Limb::reporter, Limb::enrolment, Limb::signals}) {
        Death death = deathAt(minutes{1}, 5, "a");
        death.crashed = limb;
        ladder.learn(death);
    }
    for (int i = 0; i < 4; ++i) {
        Death death = deathAt(minutes{1}, 5, "a");
        death.hung = Limb::loop;
        death.atDisplay = true;
        ladder.learn(death);
    }
    for (int i = 0; i < 4; ++i) {
        Death death = deathAt(minutes{1}, 5, "a");
        death.signal = 0;
        death.status = 1;
        ladder.learn(death);
    }
    EXPECT_TRUE(ladder.empty());
    for (const Limb limb : {Limb::loop, Limb::painter, Limb::painter}) {
        Death death = deathAt(minutes{1}, 5);
        death.hung = limb;
        ladder.learn(death);
    }
    EXPECT_EQ(ladder.rung(), Rung::common);
}

TEST(CrashLadder, DeathsThatAreTenMinutesOldCountNoMore) {
    const CrashLadder ladder = ladderAfter(
        {deathAt(minutes{1}, 5), deathAt(minutes{8}, 5), deathAt(minutes{12}, 5), deathAt(minutes{19}, 5)});
    EXPECT_EQ(ladder.rung(), Rung::edition);
}

TEST(CrashLadder, ASlideAtTwoDeathsIsASuspectHoweverLongBetweenThem) {
    const CrashLadder ladder = ladderAfter(
        {deathAt(minutes{1}, 5, "a"), deathAt(minutes{90}, 5, "b"), deathAt(minutes{180}, 5, "a")});
    EXPECT_EQ(ladder.suspects(), std::set<std::string>{"a"});
    EXPECT_EQ(ladder.rung(), Rung::edition);
}

TEST(CrashLadder, ANewerEditionClearsAllAndTheSameOrAnOlderOneNothing) {
    CrashLadder ladder =
        ladderAfter({deathAt(minutes{1}, 5, "a"), deathAt(minutes{1}, 5, "a"), deathAt(minutes{2}, 5)});
    EXPECT_FALSE(ladder.meet({1, 5}));
    EXPECT_FALSE(ladder.meet({1, 4}));
    EXPECT_EQ(ladder.rung(), Rung::common);
    EXPECT_TRUE(ladder.meet({1, 6}));
    EXPECT_TRUE(ladder.empty());
    EXPECT_TRUE(ladder.suspects().empty());
}

TEST(CrashLadder, DeathsOfAnotherEditionCountFromOne) {
    CrashLadder ladder = ladderAfter({deathAt(minutes{1}, 5, "a"), deathAt(minutes{1}, 5)});
    ladder.learn(deathAt(minutes{2}, 6, "a"));
    EXPECT_EQ(ladder.rung(), Rung::edition);
    EXPECT_TRUE(ladder.suspects().empty());
}

// A player that dies while it reads the edition cannot say which one it is.
TEST(CrashLadder, DeathsBeforeTheEditionIsKnownCountForTheOneThatIsHeld) {
    CrashLadder ladder =
        ladderAfter({deathAt(minutes{1}, 0), deathAt(minutes{1}, 0), deathAt(minutes{1}, 0)});
    EXPECT_EQ(ladder.rung(), Rung::common);
    EXPECT_FALSE(ladder.meet({1, 5}));
    EXPECT_EQ(ladder.edition(), (EditionId{1, 5}));
    EXPECT_EQ(ladder.rung(), Rung::common);
}

TEST(CrashLadder, ComesBackFromItsTextAndFromNoOther) {
    const CrashLadder ladder =
        ladderAfter({deathAt(minutes{1}, 5, "a slide"), deathAt(minutes{1}, 5, "a slide"),
                     deathAt(minutes{2}, 5), deathAt(minutes{3}, 5, "b")});
    CrashLadder again("0.1", "boot");
    ASSERT_TRUE(again.decode(ladder.encode()));
    EXPECT_EQ(again.encode(), ladder.encode());
    EXPECT_EQ(again.suspects(), std::set<std::string>{"a slide"});

    const std::string text = ladder.encode();
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string damaged = text;
        damaged[i] = static_cast<char>(damaged[i] ^ 1);
        CrashLadder other("0.1", "boot");
        EXPECT_FALSE(other.decode(damaged)) << i;
        EXPECT_TRUE(other.empty());
        EXPECT_FALSE(other.decode(text.substr(0, i)));
    }
}

TEST(CrashLadder, AnotherProgramForgetsAndAnotherBootKeepsTheRung) {
    const CrashLadder ladder =
        ladderAfter({deathAt(minutes{1}, 5), deathAt(minutes{1}, 5), deathAt(minutes{1}, 5),
                     deathAt(minutes{2}, 5), deathAt(minutes{2}, 5)});
    CrashLadder updated("0.2", "boot");
    ASSERT_TRUE(updated.decode(ladder.encode()));
    EXPECT_TRUE(updated.empty());
    CrashLadder rebooted("0.1", "another boot");
    ASSERT_TRUE(rebooted.decode(ladder.encode()));
    EXPECT_EQ(rebooted.rung(), Rung::common);
    rebooted.learn(deathAt(minutes{1}, 5));
    EXPECT_EQ(rebooted.rung(), Rung::common);  // the two of the boot before count no more
}

}  // namespace
}  // namespace signage
