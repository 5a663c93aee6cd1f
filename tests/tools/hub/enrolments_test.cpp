// Enrolment over the real interface: a box asks, an administrator types the code.
#include "tools/hub/enrolments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/store/hash.h"
#include "tests/tools/hub/memory_audit_log.h"
#include "tests/tools/hub/test_hub.h"
#include "tools/hub/enrolment_code.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

const std::string boxToken(64, 'a');

json askCode(const TestHub& hub, const std::string& secret) {
    const Reply reply =
        hub.ask("POST", "/v1/enrolments", {}, json{{"token_sha256", sha256Hex(secret)}}.dump());
    EXPECT_EQ(reply.status, 200) << reply.body;
    return json::parse(reply.body, nullptr, false);
}

Reply typeCode(const TestHub& hub, const std::string& code, const std::string& player, bool replace = false) {
    const json wish{{"code", code}, {"player", player}, {"replace", replace}};
    return hub.ask("POST", "/v1/players", hub.as(Role::administrator), wish.dump());
}

int beatAs(const TestHub& hub, const std::string& secret, const std::string& player) {
    return hub
        .ask("POST", "/v1/heartbeats", {{"Authorization", "Bearer " + secret}},
             R"({"records":[)" + record(player, "spool-" + secret.substr(0, 1), 1) + "]}")
        .status;
}

TEST(Enrolment, ABoxShowsACodeUntilSomebodyTypesItOnce) {
    const TestHub hub;
    const json waiting = askCode(hub, boxToken);
    EXPECT_EQ(waiting["state"], "waiting");
    EXPECT_EQ(waiting["valid_seconds"], 86400);
    const std::string code = waiting["code"];
    ASSERT_TRUE(parseCode(code).has_value());
    EXPECT_EQ(askCode(hub, boxToken)["code"], code) << "asking again is harmless";
    EXPECT_EQ(beatAs(hub, boxToken, "screen-51"), 401);

    const Reply admitted = typeCode(hub, code.substr(0, 4) + "-" + code.substr(4), "screen-51");
    ASSERT_EQ(admitted.status, 201) << admitted.body;
    EXPECT_EQ(json::parse(admitted.body), (json{{"player", "screen-51"}, {"replaced", false}}));
    EXPECT_EQ(askCode(hub, boxToken), (json{{"state", "enrolled"}, {"player", "screen-51"}}));
    EXPECT_EQ(beatAs(hub, boxToken, "screen-51"), 200);
    // Once: the code is gone.
    EXPECT_EQ(typeCode(hub, code, "screen-52").status, 404);
}

TEST(Enrolment, SurvivesAHubThatRestartsBetweenTheCodeAndTheAnswer) {
    TestHub hub;
    const std::string code = askCode(hub, boxToken)["code"];
    ASSERT_EQ(typeCode(hub, code, "screen-51").status, 201);
    const std::string other(64, 'b');
    askCode(hub, other);
    hub.restart();
    EXPECT_EQ(askCode(hub, boxToken)["player"], "screen-51");
    EXPECT_EQ(askCode(hub, other)["state"], "waiting") << "with another code";
}

TEST(Enrolment, AReplacementMakesTheOldBoxWorthless) {
    const TestHub hub;
    const std::string first(64, 'a');
    const std::string second(64, 'b');
    ASSERT_EQ(typeCode(hub, askCode(hub, first)["code"], "screen-51").status, 201);
    const std::string code = askCode(hub, second)["code"];
    const Reply refused = typeCode(hub, code, "screen-51");
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.body, HasSubstr("enrolled already"));
    EXPECT_EQ(beatAs(hub, first, "screen-51"), 200) << "the refusal changed nothing";

    const Reply replaced = typeCode(hub, code, "screen-51", true);
    ASSERT_EQ(replaced.status, 201) << replaced.body;
    EXPECT_EQ(json::parse(replaced.body)["replaced"], true);
    EXPECT_EQ(beatAs(hub, first, "screen-51"), 401);
    EXPECT_EQ(beatAs(hub, second, "screen-51"), 200);
}

TEST(Enrolment, NeverTakesTheNameOfAMemberOfStaff) {
    const TestHub hub;
    ASSERT_TRUE(hub.tokens->add({"suzuki", Role::publisher}, hub.clock.wall()).has_value());
    EXPECT_EQ(typeCode(hub, askCode(hub, boxToken)["code"], "suzuki", true).status, 409);
    EXPECT_EQ(typeCode(hub, askCode(hub, boxToken)["code"], "../etc", true).status, 400);
}

TEST(Enrolment, CodesEndAfterADayAndBoxesThatAreGoneMakeRoom) {
    TestHub hub;
    const std::string code = askCode(hub, boxToken)["code"];
    // It goes on asking, as a box does.
    for (int minutes = 0; minutes < 24 * 60; minutes += 4) {
        hub.clock.advance(std::chrono::minutes(4));
        const json answer = minutes + 4 < 24 * 60 ? askCode(hub, boxToken) : json{{"code", code}};
        EXPECT_EQ(answer["code"], code) << minutes;
    }
    const std::string next = askCode(hub, boxToken)["code"];
    EXPECT_NE(next, code) << "it renews itself";
    EXPECT_EQ(typeCode(hub, code, "screen-51").status, 404);
    hub.clock.advance(std::chrono::minutes(6));
    EXPECT_EQ(typeCode(hub, next, "screen-51").status, 404) << "no screen shows it any more";
}

TEST(Enrolment, GuessingEndsSoonAndOnlyForWhoGuesses) {
    TestHub hub;
    const std::string code = askCode(hub, boxToken)["code"];
    for (int i = 0; i < 10; ++i) EXPECT_EQ(typeCode(hub, "2222-2222", "screen-51").status, 404);
    const Reply limited = typeCode(hub, code, "screen-51");
    EXPECT_EQ(limited.status, 429);
    EXPECT_EQ(limited.header("retry-after"), "900");
    hub.clock.advance(std::chrono::minutes(16));
    EXPECT_EQ(typeCode(hub, askCode(hub, boxToken)["code"], "screen-51").status, 201);
}

TEST(Enrolment, ManyThatWaitDoNotFillTheMemory) {
    TestHub hub;
    MemoryAuditLog log;
    Auditor auditor(log, hub.clock);
    Enrolments small(*hub.tokens, auditor, hub.clock, {.waiting = 3});
    const auto asked = [&](int number) {
        Request request;
        request.body = json{{"token_sha256", sha256Hex(format("{}", number))}}.dump();
        return small.ask(request).status;
    };
    for (int i = 0; i < 3; ++i) EXPECT_EQ(asked(i), 200);
    EXPECT_EQ(asked(3), 429);
    EXPECT_EQ(asked(0), 200);
    hub.clock.advance(std::chrono::minutes(6));
    EXPECT_EQ(asked(3), 200);
}

TEST(Enrolment, OneStrangerDoesNotTakeTheRoomOfAll) {
    TestHub hub;
    MemoryAuditLog log;
    Auditor auditor(log, hub.clock);
    Enrolments enrolments(*hub.tokens, auditor, hub.clock);
    int number = 0;
    const auto asked = [&](const std::string& address) {
        Request request;
        request.address = address;
        request.body = json{{"token_sha256", sha256Hex(format("{}", ++number))}}.dump();
        return enrolments.ask(request).status;
    };
    int taken = 0;
    for (int i = 0; i < 600; ++i) taken += asked(format("2001:db8::{}", i)) == 200 ? 1 : 0;
    EXPECT_EQ(taken, 50) << "a network of one subscriber's";
    EXPECT_EQ(asked("192.0.2.7"), 200);
    EXPECT_EQ(asked("2001:db8:0:1::1"), 200);
    hub.clock.advance(std::chrono::minutes(6));
    EXPECT_EQ(asked("2001:db8::1"), 200);
}

TEST(Enrolment, IsInTheAuditLogWithWhoDidIt) {
    const TestHub hub;
    ASSERT_EQ(typeCode(hub, "2222-2222", "screen-51").status, 404);
    ASSERT_EQ(typeCode(hub, askCode(hub, boxToken)["code"], "screen-51").status, 201);
    ASSERT_EQ(hub.ask("DELETE", "/v1/players/screen-51/token", hub.as(Role::administrator)).status, 204);
    const json log = json::parse(hub.ask("GET", "/v1/audit", hub.as(Role::administrator)).body);
    std::vector<std::string> said;
    for (const json& entry : log["entries"]) {
        EXPECT_EQ(entry["role"], "administrator");
        said.push_back(entry["action"].get<std::string>() + " " + entry["target"].get<std::string>() + " " +
                       entry["outcome"].get<std::string>());
    }
    EXPECT_EQ(said, (std::vector<std::string>{"enrol screen-51 refused", "enrol screen-51 done",
                                              "token.revoke screen-51 done"}));
}

TEST(Enrolment, ATokenCanBeRevoked) {
    const TestHub hub;
    ASSERT_EQ(typeCode(hub, askCode(hub, boxToken)["code"], "screen-51").status, 201);
    const Headers administrator = hub.as(Role::administrator);
    EXPECT_EQ(hub.ask("DELETE", "/v1/players/screen-51/token", administrator).status, 204);
    EXPECT_EQ(beatAs(hub, boxToken, "screen-51"), 401);
    EXPECT_EQ(hub.ask("DELETE", "/v1/players/screen-51/token", administrator).status, 404);
    ASSERT_TRUE(hub.tokens->add({"suzuki", Role::reader}, hub.clock.wall()).has_value());
    EXPECT_EQ(hub.ask("DELETE", "/v1/players/suzuki/token", administrator).status, 404) << "no screen";
}

TEST(Enrolment, BadRequestsGetOneClearLine) {
    const TestHub hub;
    for (const char* body : {"", "{}", "[]", R"({"token_sha256":"ab"})", R"({"token_sha256":7})", "\xff"}) {
        EXPECT_EQ(hub.ask("POST", "/v1/enrolments", {}, body).status, 400) << body;
    }
    for (const char* body : {"", "[]", "{}", R"({"code":"7K3M9PQX"})", R"({"code":"7K3M9PQX","player":""})",
                             R"({"code":"7K3M9PQX","player":"a","replace":"yes"})"}) {
        EXPECT_EQ(hub.ask("POST", "/v1/players", hub.as(Role::administrator), body).status, 400) << body;
    }
}

}  // namespace
}  // namespace signage::hub::testing
