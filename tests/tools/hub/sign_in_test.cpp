// Logging in over HTTP: by name and password, for a time, from our own pages alone.
#include <algorithm>
#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/platform/system_clock.h"
#include "tests/support/must.h"
#include "tests/tools/hub/test_hub.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;
using signage::testing::must;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string formType = "application/x-www-form-urlencoded";

std::string encoded(const std::string& text) {
    std::string form;
    for (const char c : text) form += format("%{:02X}", static_cast<unsigned char>(c));
    return form;
}

std::string nameAndPassword(const std::string& name, const std::string& password) {
    return "name=" + encoded(name) + "&password=" + encoded(password);
}

Reply logIn(const TestHub& hub, const std::string& name, const std::string& password, Headers headers = {}) {
    headers.emplace_back("Content-Type", formType);
    return hub.ask("POST", "/login", headers, nameAndPassword(name, password));
}

Headers cookieOf(const Reply& login) {
    const std::string cookie = login.header("set-cookie");
    return {{"Cookie", cookie.substr(0, cookie.find(';'))}};
}

struct SignInTest : ::testing::Test {
    SignInTest() { (void)hub.loggedIn(Role::reader); }
    std::string reader = TestHub::accountName(Role::reader);
    TestHub hub;

    std::vector<AuditEntry> audited(const std::string& action) const {
        auto entries = must(hub.audit->list({})).entries;
        std::erase_if(entries, [&](const AuditEntry& entry) { return entry.action != action; });
        return entries;
    }
};

TEST_F(SignInTest, LogInShowsTheFleetUntilLogOut) {
    EXPECT_EQ(hub.ask("GET", "/").header("location"), "/login");
    EXPECT_THAT(hub.ask("GET", "/login").body, HasSubstr("<form method=\"post\" action=\"/login\">"));
    const Reply login = logIn(hub, reader, TestHub::password());
    ASSERT_EQ(login.status, 303);
    EXPECT_EQ(login.header("location"), "/");
    EXPECT_THAT(login.header("set-cookie"), HasSubstr("; Path=/; Max-Age=86400; HttpOnly; SameSite=Strict"));
    EXPECT_THAT(login.header("set-cookie"), Not(HasSubstr("Secure"))) << "loopback has no TLS";
    Headers session = cookieOf(login);
    const Reply page = hub.ask("GET", "/", session);
    EXPECT_EQ(page.status, 200);
    const json me = json::parse(hub.ask("GET", "/v1/me", session).body);
    EXPECT_EQ(me["name"], reader);
    EXPECT_EQ(me["role"], "reader");
    EXPECT_THAT(page.body, HasSubstr("/assets/fleet-")) << "whose button logs out";
    EXPECT_EQ(hub.ask("GET", "/v1/players", session).status, 200) << "the cookie serves the interface too";
    EXPECT_EQ(hub.ask("POST", "/logout", session).status, 403) << "not without the page's word";
    EXPECT_EQ(hub.ask("GET", "/", session).status, 200);
    session.emplace_back("X-CSRF-Token", "another page's word");
    EXPECT_EQ(hub.ask("POST", "/logout", session).status, 403);
    session.back().second = me["csrf"].get<std::string>();
    const Reply logout = hub.ask("POST", "/logout", session);
    EXPECT_EQ(logout.header("location"), "/login");
    EXPECT_THAT(logout.header("set-cookie"), HasSubstr("Max-Age=0"));
    EXPECT_EQ(hub.ask("GET", "/", session).status, 303);
    EXPECT_EQ(hub.ask("GET", "/v1/me", session).status, 401);
    EXPECT_EQ(audited("login").back().actor, reader);
    EXPECT_EQ(audited("login").back().outcome, "done");
    EXPECT_EQ(audited("login").back().address, "127.0.0.1");
    EXPECT_EQ(audited("logout").back().role, "reader");
}

TEST_F(SignInTest, WrongUnknownDisabledAndEndedReadTheSame) {
    must(hub.accounts->add({"shut", Role::reader, {}, must(hub.accounts->find(reader))->passwordHash},
                           hub.clock.wall()));
    must(hub.accounts->add({"over", Role::reader, LocalDate{std::chrono::year(2025) / 2 / 9},
                            must(hub.accounts->find(reader))->passwordHash},
                           hub.clock.wall()));
    AccountChange disabled;
    disabled.disabled = true;
    must(hub.accounts->change("shut", disabled));
    const Reply wrong = logIn(hub, reader, "wrong password here");
    EXPECT_EQ(wrong.status, 403);
    EXPECT_EQ(wrong.header("set-cookie"), "");
    EXPECT_THAT(wrong.body, HasSubstr("role=\"alert\""));
    EXPECT_EQ(logIn(hub, "shut", TestHub::password()).body, wrong.body);
    EXPECT_EQ(logIn(hub, "over", TestHub::password()).body, wrong.body);
    EXPECT_EQ(logIn(hub, "nobody", TestHub::password()).body, wrong.body);
    EXPECT_EQ(logIn(hub, "", "").body, wrong.body);
    EXPECT_EQ(hub.ask("POST", "/login", {}, "token=" + hub.token.at(Role::reader)).status, 403)
        << "a token logs nobody in";
    const auto entries = audited("login");
    ASSERT_EQ(entries.size(), 6U);
    EXPECT_EQ(entries[0].detail, "wrong password");
    EXPECT_EQ(entries[0].actor, reader);
    EXPECT_EQ(entries[1].detail, "disabled or ended");
    EXPECT_EQ(entries[3].detail, "unknown name");
    EXPECT_EQ(entries[3].actor, "") << "it may be a password in the wrong field";
    EXPECT_EQ(entries[3].outcome, "refused");
}

TEST_F(SignInTest, GuessingIsSlowedDownAndSaysForHowLong) {
    for (int i = 0; i < 10; ++i) ASSERT_EQ(logIn(hub, "nobody", "x").status, 403) << i;
    const Reply limited = logIn(hub, "nobody", "x");
    EXPECT_EQ(limited.status, 429);
    EXPECT_EQ(limited.header("retry-after"), "60");
    EXPECT_EQ(logIn(hub, reader, TestHub::password()).status, 303) << "others get in";
    EXPECT_EQ(logIn(hub, "nobody", "x").status, 429);
    const auto entries = audited("login");
    EXPECT_EQ(std::count_if(entries.begin(), entries.end(),
                            [](const AuditEntry& entry) { return entry.outcome == "limited"; }),
              1)
        << "a guesser does not fill the log";
    hub.clock.advance(std::chrono::seconds(60));
    EXPECT_EQ(logIn(hub, "nobody", "x").status, 403);
}

TEST_F(SignInTest, ADifferentAddressBehindTheProxyIsAnother) {
    hub.options.server.behindProxy = true;
    hub.restart();
    const auto from = [this](const std::string& address, int i) {
        return logIn(hub, "n" + std::to_string(i), "x",
                     {{"X-Forwarded-Proto", "https"}, {"X-Forwarded-For", "1.2.3.4, " + address}})
            .status;
    };
    for (int i = 0; i < 30; ++i) ASSERT_EQ(from("192.0.2.7", i), 403) << i;
    EXPECT_EQ(from("192.0.2.7", 31), 429);
    EXPECT_EQ(from("192.0.2.8", 31), 403);
    EXPECT_EQ(audited("login").back().address, "192.0.2.8");
    const Reply login = logIn(hub, reader, TestHub::password(),
                              {{"X-Forwarded-Proto", "https"}, {"X-Forwarded-For", "192.0.2.8"}});
    EXPECT_THAT(login.header("set-cookie"), HasSubstr("; Secure"));
}

// Each password costs a tenth of a second by intention; whoever floods the log-in must not silence the
// screens.
TEST_F(SignInTest, HeartbeatsGoOnWhileManyLogIn) {
    hub.options.server.behindProxy = true;
    hub.options.server.threads = ServerOptions().threads;
    hub.restart();
    std::atomic<int> busy{0};
    std::atomic<int> answered{0};
    std::atomic<int> running{8};
    std::vector<std::thread> crowd;
    for (int person = 0; person < 8; ++person) {
        crowd.emplace_back([&, person] {
            for (int i = 0; i < 10; ++i) {
                const Reply reply = logIn(hub, "n" + std::to_string(person), "x",
                                          {{"X-Forwarded-Proto", "https"},
                                           {"X-Forwarded-For", "192.0.2." + std::to_string(person)}});
                busy += reply.status == 503 && reply.header("retry-after") == "2" ? 1 : 0;
                answered += reply.status == 503 || reply.status == 403 ? 1 : 0;
            }
            --running;
        });
    }
    int beats = 0;
    int lost = 0;
    const SystemClock clock;
    std::chrono::nanoseconds slowest{0};
    while (running > 0) {
        const auto before = clock.monotonic();
        lost += hub.beat(record("screen-01", "s", ++beats)).status == 200 ? 0 : 1;
        slowest = std::max(slowest, clock.monotonic() - before);
    }
    for (std::thread& person : crowd) person.join();
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(slowest).count();
    std::cout << beats << " heartbeats among 80 log-ins, " << busy << " of them sent away; the slowest took "
              << milliseconds << " ms\n";
    EXPECT_EQ(lost, 0);
    EXPECT_EQ(answered, 80);
    EXPECT_GT(busy, 0);
    EXPECT_GT(beats, 3);
    EXPECT_LT(milliseconds, 5000);
}

TEST_F(SignInTest, NotOverPlainHttpAndNotFromAnotherSite) {
    EXPECT_EQ(logIn(hub, reader, TestHub::password(), {{"X-Forwarded-Proto", "http"}}).status, 403);
    EXPECT_EQ(logIn(hub, reader, TestHub::password(), {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
    EXPECT_EQ(logIn(hub, reader, TestHub::password(), {{"Sec-Fetch-Site", "same-origin"}}).status, 303);
    const Headers session = hub.loggedIn(Role::reader);
    EXPECT_EQ(hub.ask("GET", "/v1/me", {session[0], {"X-Forwarded-Proto", "http"}}).status, 403);
}

TEST_F(SignInTest, ANewLogInEndsTheSessionOfThisBrowser) {
    const Headers before = cookieOf(logIn(hub, reader, TestHub::password()));
    const Headers elsewhere = cookieOf(logIn(hub, reader, TestHub::password()));
    const Headers after = cookieOf(logIn(hub, reader, TestHub::password(), before));
    EXPECT_EQ(hub.ask("GET", "/v1/me", before).status, 401);
    EXPECT_EQ(hub.ask("GET", "/v1/me", elsewhere).status, 200);
    EXPECT_EQ(hub.ask("GET", "/v1/me", after).status, 200);
}

TEST_F(SignInTest, APublisherLandsOnTheirAccount) {
    (void)hub.loggedIn(Role::publisher);
    const Reply login = logIn(hub, TestHub::accountName(Role::publisher), TestHub::password());
    EXPECT_EQ(login.header("location"), "/account");
    EXPECT_EQ(hub.ask("GET", "/account", cookieOf(login)).status, 200);
    EXPECT_EQ(hub.ask("GET", "/", cookieOf(login)).status, 403);
}

TEST_F(SignInTest, ASessionOutlivesARestartOfTheHub) {
    const Headers session = hub.loggedIn(Role::reader);
    hub.restart();
    EXPECT_EQ(hub.ask("GET", "/v1/me", session).status, 200);
    hub.clock.advance(sessionIdle);
    EXPECT_EQ(hub.ask("GET", "/v1/me", session).status, 401);
}

TEST_F(SignInTest, OnesOwnPasswordIsChangedByWhoKnowsIt) {
    const Headers session = hub.loggedIn(Role::reader);
    const auto change = [&](const std::string& old, const std::string& fresh) {
        return hub.ask("POST", "/v1/me/password", session, json{{"old", old}, {"new", fresh}}.dump()).status;
    };
    EXPECT_EQ(change("wrong password here", "another long password"), 403);
    EXPECT_EQ(change(TestHub::password(), "short"), 400);
    EXPECT_EQ(hub.ask("POST", "/v1/me/password", session, "{}").status, 400);
    EXPECT_EQ(hub.ask("GET", "/v1/me", session).status, 200);
    EXPECT_EQ(change(TestHub::password(), "another long password"), 204);
    EXPECT_EQ(hub.ask("GET", "/v1/me", session).status, 401) << "every session ends";
    EXPECT_EQ(logIn(hub, reader, TestHub::password()).status, 403);
    EXPECT_EQ(logIn(hub, reader, "another long password").status, 303);
    EXPECT_EQ(audited("password").back().outcome, "done");
}

TEST_F(SignInTest, TheAccountsPageChangesThePassword) {
    Headers session = cookieOf(logIn(hub, reader, TestHub::password()));
    const std::string csrf = json::parse(hub.ask("GET", "/v1/me", session).body)["csrf"];
    EXPECT_THAT(hub.ask("GET", "/account", session).body, HasSubstr("value=\"" + csrf + "\""));
    session.emplace_back("Content-Type", formType);
    const auto change = [&](const std::string& word, const std::string& again) {
        return hub.ask("POST", "/v1/me/password", session,
                       "csrf=" + word + "&old=" + encoded(TestHub::password()) +
                           "&new=another+long+password&again=" + encoded(again));
    };
    EXPECT_EQ(change("wrong", "another long password").status, 403);
    EXPECT_THAT(change(csrf, "something else").body, HasSubstr("role=\"alert\""));
    EXPECT_EQ(change(csrf, "another long password").header("location"), "/login");
    EXPECT_EQ(logIn(hub, reader, "another long password").status, 303);
}

TEST_F(SignInTest, AdministratorsMakeAndChangeAccounts) {
    const Headers boss = hub.loggedIn(Role::administrator);
    const json fresh = {
        {"name", "akira"}, {"role", "publisher"}, {"password", "a long enough one"}, {"ends", "2026-03-31"}};
    EXPECT_EQ(hub.ask("POST", "/v1/accounts", {boss[0]}, fresh.dump()).status, 403) << "without the header";
    const Reply added = hub.ask("POST", "/v1/accounts", boss, fresh.dump());
    ASSERT_EQ(added.status, 201);
    EXPECT_EQ(json::parse(added.body)["ends"], "2026-03-31");
    EXPECT_EQ(added.body.find("argon2"), std::string::npos);
    EXPECT_EQ(hub.ask("POST", "/v1/accounts", boss, fresh.dump()).status, 409);
    EXPECT_EQ(logIn(hub, "akira", "a long enough one").status, 303);
    const auto patch = [&](const std::string& name, const json& body) {
        return hub.ask("PATCH", "/v1/accounts/" + name, boss, body.dump()).status;
    };
    const Headers akira = cookieOf(logIn(hub, "akira", "a long enough one"));
    EXPECT_EQ(patch("akira", {{"role", "reader"}, {"ends", nullptr}}), 200);
    EXPECT_EQ(hub.ask("GET", "/v1/me", akira).status, 401) << "a changed role ends sessions";
    EXPECT_EQ(patch("akira", {{"disabled", true}}), 200);
    EXPECT_EQ(logIn(hub, "akira", "a long enough one").status, 403);
    EXPECT_EQ(patch("nobody", {{"disabled", true}}), 404);
    for (const json& bad : {json::object(), json{{"role", "player"}}, json{{"role", "root"}},
                            json{{"ends", "31.3."}}, json{{"disabled", 1}}, json{{"password", "short"}},
                            json{{"name", "b"}}, json{{"x", 1}}, json::array()}) {
        EXPECT_EQ(patch("akira", bad), 400) << bad;
    }
    const json list = json::parse(hub.ask("GET", "/v1/accounts", boss).body)["accounts"];
    ASSERT_EQ(list.size(), 3U);
    EXPECT_EQ(list[0], json::parse(R"({"name":"akira","role":"reader","created":"2025-02-10T00:00:00Z",)"
                                   R"("ends":null,"disabled":true})"));
    EXPECT_EQ(hub.ask("DELETE", "/v1/accounts/akira", boss).status, 204);
    EXPECT_EQ(hub.ask("DELETE", "/v1/accounts/akira", boss).status, 404);
    const auto entries = audited("account.change");
    ASSERT_GE(entries.size(), 2U);
    EXPECT_EQ(entries[0].target, "akira");
    EXPECT_EQ(entries[0].detail, "role reader, ends never");
    EXPECT_EQ(entries[0].actor, TestHub::accountName(Role::administrator));
}

TEST_F(SignInTest, NobodyLocksThemselvesOut) {
    const Headers boss = hub.loggedIn(Role::administrator);
    const std::string own = "/v1/accounts/" + TestHub::accountName(Role::administrator);
    EXPECT_EQ(hub.ask("PATCH", own, boss, R"({"disabled":true})").status, 409);
    EXPECT_EQ(hub.ask("PATCH", own, boss, R"({"role":"reader"})").status, 409);
    EXPECT_EQ(hub.ask("PATCH", own, boss, R"({"ends":"2020-01-01"})").status, 409);
    EXPECT_EQ(hub.ask("DELETE", own, boss).status, 409);
    EXPECT_EQ(hub.ask("GET", "/v1/me", boss).status, 200);
}

}  // namespace
}  // namespace signage::hub::testing
