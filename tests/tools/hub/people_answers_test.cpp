// Answers about people and boxes: accounts, sessions, the log of changes, enrolment.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/tools/hub/answers_world.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;

using PeopleAnswers = AnswersWorld;

std::string logInBody(const std::string& name, const std::string& password) {
    std::string body = "name=" + name + "&password=";
    for (const char c : password) body += c == ' ' ? '+' : c;
    return body;
}

TEST_F(PeopleAnswers, ToLoggingInAndOutAreAsDescribed) {
    const Headers form = formBy({});
    const std::string reader = TestHub::accountName(Role::reader);
    for (const char* bad : {"", "x", "name=nobody&password=x", "name=%00&password=%ff"})
        expectAnswer(403, "POST", "/login", form, bad);
    expectAnswer(403, "POST", "/login", {form.front(), {"Sec-Fetch-Site", "cross-site"}}, "");
    expectAnswer(403, "POST", "/login", {form.front(), {"X-Forwarded-Proto", "http"}}, "");
    expectAnswer(413, "POST", "/login", form, std::string(9'000, 'x'));
    expectAnswer(303, "POST", "/login", form, logInBody(reader, TestHub::password()));
    for (int i = 0; i < 10; ++i)
        describedAnswer("POST", "/login", "/login", form, logInBody(reader, "wrong"));
    expectAnswer(429, "POST", "/login", form, logInBody(reader, "wrong"));
    const Headers session = hub.loggedIn(Role::reader);
    expectAnswer(303, "POST", "/logout", Headers{});
    expectAnswer(403, "POST", "/logout", hub.as(Role::player));
    expectAnswer(403, "POST", "/logout", formBy(session), "csrf=x");
    expectAnswer(303, "POST", "/logout", formBy(session), csrfField(session));
    expectAnswer(401, "GET", "/v1/me", session);
    const Headers other = hub.loggedIn(Role::publisher);
    expectAnswer(200, "GET", "/v1/me", other);
    expectAnswer(200, "GET", "/v1/me", hub.as(Role::reader));
    expectAnswer(403, "GET", "/v1/me", hub.as(Role::player));
}

TEST_F(PeopleAnswers, ToAnotherPasswordAreAsDescribed) {
    const std::string path = "/v1/me/password";
    const auto change = [](const std::string& old, const std::string& fresh) {
        return json{{"old", old}, {"new", fresh}}.dump();
    };
    const std::string fresh = "a quite different 1972";
    Headers session = hub.loggedIn(Role::reader);
    expectAnswer(401, "POST", path, Headers{});
    expectAnswer(403, "POST", path, hub.as(Role::reader), change(TestHub::password(), fresh));
    expectAnswer(403, "POST", path, {session.front()}, change(TestHub::password(), fresh));
    for (const std::string& bad : {std::string(), std::string("x"), std::string(R"({"old":5,"new":"x"})"),
                                   change(TestHub::password(), "short")})
        expectAnswer(400, "POST", path, session, bad);
    expectAnswer(413, "POST", path, session, std::string(9'000, 'x'));
    expectAnswer(403, "POST", path, session, change("wrong", fresh));
    const std::string csrf = csrfField(session);
    expectAnswer(400, "POST", path, formBy(session), csrf + "&old=a&new=b&again=c");
    expectAnswer(403, "POST", path, formBy(session), "old=a&new=b&again=b");
    expectAnswer(403, "POST", path, formBy(session),
                 csrf + "&old=a&new=quite+another+1&again=quite+another+1");
    expectAnswer(204, "POST", path, session, change(TestHub::password(), fresh));
    session = hub.loggedIn(Role::reader);
    expectAnswer(
        303, "POST", path, formBy(session),
        csrfField(session) + "&old=a+quite+different+1972&new=quite+another+1&again=quite+another+1");
    session = hub.loggedIn(Role::reader);
    for (int i = 0; i < 10; ++i) describedAnswer("POST", path, path, session, change("wrong", fresh));
    expectAnswer(429, "POST", path, session, change("wrong", fresh));
    expectAnswer(429, "POST", path, formBy(session),
                 csrfField(session) + "&old=x&new=quite+another+1&again=quite+another+1");
}

TEST_F(PeopleAnswers, AboutAccountsAreAsDescribed) {
    const Headers token = hub.as(Role::administrator);
    const Headers session = hub.loggedIn(Role::administrator);
    const std::string all = "/v1/accounts";
    const std::string one = "/v1/accounts/{name}";
    const std::string fresh = R"("password":"a quite different 1972")";
    const std::string hanako = R"({"name":"hanako","role":"reader",)" + fresh;
    for (const std::string& bad :
         {std::string(), std::string("[]"), std::string(R"({"x":1})"), std::string(R"({"name":"hanako"})"),
          hanako + R"(,"ends":"2025-02-30"})", hanako + R"(,"disabled":true})",
          R"({"name":"hanako","role":"player",)" + fresh + "}",
          R"({"name":".x","role":"reader",)" + fresh + "}",
          std::string(R"({"name":"hanako","role":"reader","password":"x"})")})
        expectAnswer(400, "POST", all, token, bad);
    expectAnswer(413, "POST", all, token, std::string(9'000, 'x'));
    expectAnswer(201, "POST", all, session, hanako + R"(,"ends":"2026-03-31"})");
    expectAnswer(409, "POST", all, token, hanako + "}");
    expectAnswer(200, "GET", all, token);
    for (const char* bad : {"", "{}", R"({"name":"b"})", R"({"disabled":1})", R"({"password":"x"})"})
        expectAnswer(400, "PATCH", one, token, bad);
    expectAnswer(413, "PATCH", one, token, std::string(9'000, 'x'));
    for (const char* good : {R"({"disabled":true})", R"({"ends":null})", R"({"ends":"2026-01-01"})"})
        expectAnswer(200, "PATCH", one, "/v1/accounts/hanako", session, good);
    expectAnswer(404, "PATCH", one, "/v1/accounts/nobody", token, R"({"disabled":true})");
    const std::string own = "/v1/accounts/" + TestHub::accountName(Role::administrator);
    expectAnswer(409, "PATCH", one, own, session, R"({"disabled":true})");
    expectAnswer(409, "DELETE", one, own, session);
    expectAnswer(404, "DELETE", one, "/v1/accounts/%2e", token);
    expectAnswer(204, "DELETE", one, "/v1/accounts/hanako", session);
    for (const char* bad : {"limit=0", "limit=x", "since=x", "until=x", "format=xml"})
        expectAnswer(400, "GET", "/v1/audit", std::string("/v1/audit?") + bad, token);
    for (const char* good : {"", "limit=1", "since=2030-01-01", "format=csv"})
        expectAnswer(200, "GET", "/v1/audit", std::string("/v1/audit?") + good, token);
}

TEST_F(PeopleAnswers, AboutBoxesAreAsDescribed) {
    const Headers token = hub.as(Role::administrator);
    const std::string ask = "/v1/enrolments";
    const std::string admit = "/v1/players";
    const std::string box = R"({"token_sha256":")" + std::string(64, 'a') + "\"}";
    for (const char* bad : {"", "[]", "{}", R"({"token_sha256":"x"})", R"({"token_sha256":5})"})
        expectAnswer(400, "POST", ask, Headers{}, bad);
    expectAnswer(413, "POST", ask, Headers{}, std::string(9'000, 'x'));
    const Reply waiting = describedAnswer("POST", ask, ask, {}, box);
    ASSERT_EQ(waiting.status, 200);
    const std::string code = json::parse(waiting.body)["code"];
    for (const char* bad : {"", "[]", "{}", R"({"code":"AAAA-AAAA","player":".x"})",
                            R"({"code":"AAAA-AAAA","player":"x","replace":1})"})
        expectAnswer(400, "POST", admit, token, bad);
    expectAnswer(413, "POST", admit, token, std::string(9'000, 'x'));
    expectAnswer(401, "POST", admit, Headers{}, box);
    expectAnswer(403, "POST", admit, hub.as(Role::reader), box);
    expectAnswer(409, "POST", admit, token, json{{"code", code}, {"player", "screen-01"}}.dump());
    expectAnswer(201, "POST", admit, token, json{{"code", code}, {"player", "screen-51"}}.dump());
    expectAnswer(200, "POST", ask, Headers{}, box);
    expectAnswer(204, "DELETE", "/v1/players/{id}/token", "/v1/players/screen-51/token", token);
    expectAnswer(404, "DELETE", "/v1/players/{id}/token", "/v1/players/screen-51/token", token);
    const std::string guess = json{{"code", "AAAA-AAAA"}, {"player", "screen-51"}}.dump();
    expectAnswer(404, "POST", admit, token, guess);
    for (int i = 0; i < 10; ++i) describedAnswer("POST", admit, admit, token, guess);
    expectAnswer(429, "POST", admit, token, guess);
}

TEST_F(PeopleAnswers, ToTooManyBoxesAreAsDescribed) {
    int status = 200;
    for (int i = 0; i < 600 && status == 200; ++i) {
        const std::string hash = std::to_string(1'000 + i) + std::string(60, '0');
        status = describedAnswer("POST", "/v1/enrolments", "/v1/enrolments", {},
                                 R"({"token_sha256":")" + hash + "\"}")
                     .status;
    }
    EXPECT_EQ(status, 429);
}

}  // namespace
}  // namespace signage::hub::testing
