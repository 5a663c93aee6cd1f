// What is told of a screen: once per change, within its hours, together when many go at once.
#include "tools/hub/alert_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "player/base/format.h"

namespace signage::hub {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The machine with its memory, looked at every five seconds.
class Alerts : public ::testing::Test {
  protected:
    AlertSubject& screen(const std::string& id) {
        for (AlertSubject& each : subjects) {
            if (each.id == id) return each;
        }
        subjects.push_back({id, "芝 " + id, "shiba", Condition::well, "", true, false, now});
        return subjects.back();
    }
    void set(const std::string& id, Condition condition) {
        screen(id).condition = condition;
        screen(id).since = now;
    }
    // What was told within that time: "event" or "event:screen".
    std::vector<std::string> pass(seconds time) {
        std::vector<std::string> told;
        for (const Instant end = now + time; now < end; now += seconds(5)) {
            const AlertVerdict verdict = judgeAlerts(memories, subjects, now);
            for (const AlertMemory& memory : verdict.changed) memories[memory.screen] = memory;
            writes += verdict.changed.size();
            for (const AlertMessage& message : verdict.messages) {
                EXPECT_EQ(message.at, now);
                last = message;
                told.push_back(message.event +
                               (message.screens.size() == 1 ? ":" + message.screens.front().id : ""));
            }
        }
        return told;
    }

    Instant now = *parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo());
    std::vector<AlertSubject> subjects;
    AlertMemories memories;
    AlertMessage last;
    std::size_t writes = 0;
};

TEST_F(Alerts, OneMessagePerChangeAndNonePerHeartbeat) {
    set("a", Condition::well);
    EXPECT_THAT(pass(minutes(10)), IsEmpty());
    EXPECT_EQ(writes, 0U) << "a screen that is well costs no write";
    for (const Condition condition : {Condition::degraded, Condition::offline, Condition::slate,
                                      Condition::twins, Condition::glass, Condition::stale}) {
        set("a", condition);
        screen("a").reason = "理由";
        const Instant began = now;
        EXPECT_THAT(pass(minutes(20)), ElementsAre(std::string(conditionName(condition)) + ":a"));
        EXPECT_EQ(last.screens.front().condition, condition);
        EXPECT_EQ(last.screens.front().reason, "理由");
        EXPECT_EQ(last.screens.front().since, began);
        EXPECT_EQ(last.at, began + alertGather);
    }
    set("a", Condition::well);
    const Instant returned = std::exchange(screen("a").since, now - std::chrono::hours(24));
    EXPECT_THAT(pass(minutes(20)), ElementsAre("recovered:a"));
    EXPECT_EQ(last.screens.front().since, returned) << "its state is older than its return";
    EXPECT_LE(writes, 21U) << "only changes are written";
}

TEST_F(Alerts, AChangeThatIsOverWithinTheMinuteIsNotTold) {
    set("a", Condition::degraded);
    EXPECT_THAT(pass(seconds(55)), IsEmpty());
    set("a", Condition::well);
    EXPECT_THAT(pass(minutes(5)), IsEmpty());
}

// Each its own minute: what began when another was told may yet be over.
TEST_F(Alerts, AScreenIsNotToldWithOneThatWaitedLonger) {
    set("a", Condition::offline);
    EXPECT_THAT(pass(seconds(55)), IsEmpty());
    set("blip", Condition::offline);
    EXPECT_THAT(pass(seconds(15)), ElementsAre("offline:a"));
    set("blip", Condition::well);
    EXPECT_THAT(pass(minutes(5)), IsEmpty());
    set("a", Condition::well);
    EXPECT_THAT(pass(seconds(30)), IsEmpty());
    set("b", Condition::slate);
    EXPECT_THAT(pass(seconds(55)), ElementsAre("recovered:a"));
    EXPECT_THAT(pass(seconds(10)), ElementsAre("slate:b"));
}

TEST_F(Alerts, TheWorseOfTwoWithinTheMinuteIsToldAlone) {
    set("a", Condition::degraded);
    EXPECT_THAT(pass(seconds(30)), IsEmpty());
    set("a", Condition::offline);
    EXPECT_THAT(pass(seconds(35)), ElementsAre("offline:a"));
    EXPECT_THAT(pass(minutes(5)), IsEmpty());
}

TEST_F(Alerts, OutsideTheOpeningHoursItIsHeldBackAndToldWhenItOpens) {
    set("night", Condition::well);
    set("over", Condition::well);
    for (const char* id : {"night", "over"}) {
        screen(id).open = false;
        set(id, Condition::offline);
    }
    EXPECT_THAT(pass(minutes(120)), IsEmpty());
    set("over", Condition::well);
    EXPECT_THAT(pass(minutes(30)), IsEmpty());
    screen("night").open = screen("over").open = true;
    EXPECT_THAT(pass(minutes(2)), ElementsAre("offline:night")) << "the other recovered: nothing to tell";
    screen("night").open = false;
    set("night", Condition::well);
    EXPECT_THAT(pass(minutes(60)), IsEmpty());
    screen("night").open = true;
    EXPECT_THAT(pass(minutes(60)), ElementsAre("recovered:night"));
}

TEST_F(Alerts, ClosingWithinTheMinuteHoldsBack) {
    set("a", Condition::offline);
    EXPECT_THAT(pass(seconds(50)), IsEmpty());
    screen("a").open = false;
    EXPECT_THAT(pass(minutes(10)), IsEmpty());
}

TEST_F(Alerts, WhomSomebodySeesToRaisesNone) {
    screen("a").muted = true;
    set("a", Condition::offline);
    EXPECT_THAT(pass(minutes(60)), IsEmpty());
    set("a", Condition::well);
    screen("a").muted = false;
    EXPECT_THAT(pass(minutes(60)), IsEmpty());
    screen("a").muted = true;
    set("a", Condition::glass);
    EXPECT_THAT(pass(minutes(60)), IsEmpty());
    screen("a").muted = false;
    EXPECT_THAT(pass(minutes(60)), ElementsAre("glass:a")) << "the work is over and it is still so";
}

TEST_F(Alerts, OneThatFlapsIsToldOnceAndHeldDown) {
    std::vector<std::string> told;
    for (int i = 0; i < 12; ++i) {
        set("a", i % 2 == 0 ? Condition::offline : Condition::well);
        for (std::string& each : pass(seconds(240))) told.push_back(std::move(each));
    }
    EXPECT_THAT(told, ElementsAre("offline:a", "recovered:a", "offline:a", "unsteady:a"));
    set("a", Condition::well);
    EXPECT_THAT(pass(minutes(30)), ElementsAre("recovered:a")) << "steady again, said once";
    set("a", Condition::offline);
    EXPECT_THAT(pass(minutes(30)), ElementsAre("offline:a")) << "and a later outage counts anew";
}

TEST_F(Alerts, OneThatFlapsQuickerThanAMinuteIsToldToo) {
    std::vector<std::string> told;
    for (int i = 0; i < 20; ++i) {
        set("a", i % 2 == 0 ? Condition::degraded : Condition::well);
        for (std::string& each : pass(seconds(30))) told.push_back(std::move(each));
    }
    EXPECT_THAT(told, ElementsAre("unsteady:a"));
}

TEST_F(Alerts, OneThatFlappedAndStaysDownIsToldAsDown) {
    for (int i = 0; i < 5; ++i) {
        set("a", i % 2 == 0 ? Condition::offline : Condition::well);
        (void)pass(seconds(100));
    }
    EXPECT_THAT(pass(minutes(8)), IsEmpty());
    EXPECT_THAT(pass(minutes(8)), ElementsAre("offline:a"));
}

TEST_F(Alerts, TenAtOnceAreOneMessageAndSoIsTheirReturn) {
    for (int i = 0; i < 12; ++i) set(format("s{:02}", i), Condition::well);
    (void)pass(minutes(5));
    // As heartbeats of a minute +-10 % end.
    for (int i = 0; i < 12; ++i) {
        set(format("s{:02}", i), Condition::offline);
        ASSERT_THAT(pass(seconds(5)), IsEmpty());
    }
    EXPECT_THAT(pass(minutes(30)), ElementsAre("digest"));
    EXPECT_EQ(last.screens.size(), 12U);
    for (int i = 0; i < 12; ++i) set(format("s{:02}", i), Condition::well);
    EXPECT_THAT(pass(minutes(30)), ElementsAre("recovery_digest"));
    EXPECT_EQ(last.screens.size(), 12U);
}

TEST_F(Alerts, ADigestWaitsForStragglersButNotForEver) {
    for (int i = 0; i < 40; ++i) set(format("s{:02}", i), Condition::well);
    for (int i = 0; i < 10; ++i) set(format("s{:02}", i), Condition::offline);
    const Instant began = now;
    std::vector<std::string> told;
    for (int i = 10; i < 30 && told.empty(); ++i) {
        set(format("s{:02}", i), Condition::offline);
        told = pass(seconds(5));
    }
    EXPECT_THAT(told, ElementsAre("digest"));
    EXPECT_EQ(last.at - began, alertLongest);
}

TEST_F(Alerts, NineAreNineMessages) {
    for (int i = 0; i < 9; ++i) set(format("s{}", i), Condition::offline);
    EXPECT_EQ(pass(minutes(5)).size(), 9U);
}

TEST_F(Alerts, TroubleAndReturnAreCountedApart) {
    for (int i = 0; i < 10; ++i) set(format("s{}", i), Condition::offline);
    ASSERT_THAT(pass(minutes(20)), ElementsAre("digest"));
    for (int i = 0; i < 10; ++i) set(format("s{}", i), i < 5 ? Condition::well : Condition::degraded);
    EXPECT_EQ(pass(minutes(5)).size(), 10U);
}

TEST_F(Alerts, OfAScreenThatIsLeftOutNothingIsToldOrForgotten) {
    set("a", Condition::offline);
    ASSERT_THAT(pass(minutes(2)), ElementsAre("offline:a"));
    const std::vector<AlertSubject> kept = std::exchange(subjects, {});
    EXPECT_THAT(pass(minutes(10)), IsEmpty());
    subjects = kept;
    EXPECT_THAT(pass(minutes(10)), IsEmpty());
}

TEST_F(Alerts, AClockThatIsSetBackDelaysNothing) {
    set("a", Condition::offline);
    ASSERT_THAT(pass(seconds(30)), IsEmpty());
    now -= std::chrono::hours(48);
    EXPECT_THAT(pass(minutes(2)), ElementsAre("offline:a"));
}

TEST(AlertConditions, HaveNames) {
    for (const char* name : {"well", "offline", "slate", "twins", "glass", "degraded", "stale", "unsteady"}) {
        const auto condition = parseCondition(name);
        ASSERT_TRUE(condition) << name;
        EXPECT_EQ(conditionName(*condition), name);
    }
    EXPECT_FALSE(parseCondition("ok"));
}

}  // namespace
}  // namespace signage::hub
