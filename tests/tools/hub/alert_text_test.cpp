// Alerts in words: both languages, grouped by area, and nothing that a name could smuggle in.
#include "tools/hub/alert_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "tests/support/must.h"

namespace signage::hub {
namespace {

using nlohmann::json;
using signage::testing::must;
using ::testing::HasSubstr;
using ::testing::Not;

const Instant alertTime = *parseInstant("2025-02-10T09:05:00+09:00", Zone::tokyo());

AlertSubject offlineScreen(const std::string& id, const std::string& name, const std::string& area) {
    return {id, name, area, Condition::offline, "回線", true, false, alertTime - std::chrono::minutes(4)};
}

TEST(AlertText, AChangeIsOneScreenItsConditionAndSinceWhen) {
    const AlertMessage message{"offline", {offlineScreen("screen-01", "芝地区総合支所", "shiba")}, alertTime};
    const json body = json::parse(alertBody(message));
    EXPECT_EQ(body["event"], "offline");
    EXPECT_EQ(body["screen"], "screen-01");
    EXPECT_EQ(body["name"], "芝地区総合支所");
    EXPECT_EQ(body["condition"], "offline");
    EXPECT_EQ(body["reason"], "回線");
    EXPECT_EQ(body["since"], "2025-02-10T09:01:00+09:00");
    EXPECT_EQ(body["at"], "2025-02-10T09:05:00+09:00");
    EXPECT_EQ(body["title"]["ja"], "芝地区総合支所（screen-01）: 応答がありません");
    EXPECT_EQ(body["title"]["en"], "芝地区総合支所 (screen-01) is offline");
    EXPECT_THAT(body["text"]["ja"].get<std::string>(),
                HasSubstr("2025-02-10T09:01:00+09:00 から\n理由: 回線\n"));
    EXPECT_THAT(body["text"]["en"].get<std::string>(), HasSubstr("reason: 回線"));
    EXPECT_FALSE(body.contains("screens"));
    const AlertText back = must(readAlertBody(alertBody(message)));
    EXPECT_EQ(back.title.ja, body["title"]["ja"]);
    EXPECT_EQ(back.body.en, body["text"]["en"]);
}

TEST(AlertText, ADigestGroupsByAreaAndNamesTheLikelyCause) {
    AlertMessage message{"digest", {}, alertTime};
    for (int i = 0; i < 12; ++i) {
        message.screens.push_back(offlineScreen(format("s-{}", i), "", i < 7 ? "shiba" : "azabu"));
    }
    const AlertText text = alertText(message);
    EXPECT_EQ(text.title.en, "12 screens in trouble at once: probably a switch or a line failed");
    EXPECT_THAT(text.title.ja, HasSubstr("スイッチか回線"));
    EXPECT_THAT(text.body.en, HasSubstr("azabu: 5 screens\n  s-7 is offline\n"));
    EXPECT_THAT(text.body.ja, HasSubstr("shiba: 7 台\n"));
    const json body = json::parse(alertBody(message));
    EXPECT_EQ(body["screens"].size(), 12U);
    EXPECT_TRUE(body["screen"].is_null());
    for (AlertSubject& screen : message.screens) screen.condition = Condition::stale;
    EXPECT_THAT(alertText(message).title.en, Not(HasSubstr("switch")))
        << "an edition's end is no broken line";
    message.event = "recovery_digest";
    EXPECT_EQ(alertText(message).title.ja, "12 台が正常に戻りました");
}

TEST(AlertText, ALongDigestIsCutInWordsAndWholeInTheData) {
    AlertMessage message{"digest", {}, alertTime};
    for (int i = 0; i < 100; ++i) message.screens.push_back(offlineScreen(format("s-{}", i), "", ""));
    EXPECT_THAT(alertText(message).body.en, HasSubstr("and 40 more\n"));
    EXPECT_EQ(json::parse(alertBody(message))["screens"].size(), 100U);
}

TEST(AlertText, ControlsInNamesBecomeSpaces) {
    const AlertMessage message{
        "offline",
        {offlineScreen("s", "a\r\nBcc: x@example.jp\x1b[31m\u202egnp\u2028\xff", "shiba\n")},
        alertTime};
    const AlertText text = alertText(message);
    EXPECT_EQ(text.title.en, "a  Bcc: x@example.jp [31m gnp \uFFFD (s) is offline");
    EXPECT_EQ(text.title.ja.find_first_of("\r\n"), std::string::npos);
}

TEST(AlertText, WhatIsNoAlertIsRefused) {
    for (const char* body : {"", "[]", "{}", R"({"title":{"ja":"a","en":1},"text":{"ja":"a","en":"b"}})"}) {
        EXPECT_FALSE(readAlertBody(body)) << body;
    }
}

}  // namespace
}  // namespace signage::hub
