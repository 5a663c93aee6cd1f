// Every route by every kind of caller: nobody gets in who may not, nobody is kept out who may.
#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "player/base/format.h"
#include "tests/support/must.h"
#include "tests/tools/hub/test_hub.h"

namespace signage::hub::testing {
namespace {

using signage::testing::must;

// Who may use a route, in letters: P player, B publisher, R reader, A administrator; * anybody, strangers
// too. A session is as good as a token of its role; "s" before the letters: a session alone will do.
struct Permission {
    std::string route;
    std::string who;
};

const std::vector<Permission>& permissions() {
    static const std::vector<Permission> table{{"GET /healthz", "*"},
                                               {"GET /login", "*"},
                                               {"POST /login", "*"},
                                               {"GET /v1/channels/{channel}/latest.json", "*"},
                                               {"GET /v1/channels/{channel}/editions/{edition}/{file}", "*"},
                                               {"GET /v1/channels/{channel}/media/{sha256}", "*"},
                                               {"GET /v1/channels/{channel}/editions", "BRA"},
                                               {"POST /v1/channels/{channel}/editions", "B"},
                                               {"GET /v1/channels/{channel}/screens", "BRA"},
                                               {"HEAD /v1/uploads/{sha256}", "B"},
                                               {"PATCH /v1/uploads/{sha256}", "B"},
                                               {"POST /v1/heartbeats", "P"},
                                               {"GET /v1/players", "RA"},
                                               {"GET /v1/players/{id}/heartbeats", "RA"},
                                               {"POST /v1/enrolments", "*"},
                                               {"POST /v1/players", "A"},
                                               {"DELETE /v1/players/{id}/token", "A"},
                                               {"GET /v1/players/{id}/plays", "RA"},
                                               {"POST /v1/players/{id}/picture-request", "RA"},
                                               {"GET /v1/players/{id}/picture", "RA"},
                                               {"PUT /v1/players/{id}/note", "A"},
                                               {"DELETE /v1/players/{id}/note", "A"},
                                               {"GET /screens/{id}", "RA"},
                                               {"GET /people", "A"},
                                               {"GET /audit", "A"},
                                               {"GET /enrol", "A"},
                                               {"GET /assets/{file}", "*"},
                                               {"GET /v1/players/{id}/timeline", "RA"},
                                               {"GET /v1/players/{id}/hours", "RA"},
                                               {"GET /v1/plays", "RA"},
                                               {"GET /v1/openapi.json", "*"},
                                               {"GET /metrics", "RA"},
                                               {"GET /", "RA"},
                                               {"POST /logout", "BRA"},
                                               {"GET /account", "sBRA"},
                                               {"GET /v1/me", "BRA"},
                                               {"POST /v1/me/password", "sBRA"},
                                               {"GET /v1/accounts", "A"},
                                               {"POST /v1/accounts", "A"},
                                               {"PATCH /v1/accounts/{name}", "A"},
                                               {"DELETE /v1/accounts/{name}", "A"},
                                               {"GET /v1/audit", "A"}};
    return table;
}

std::string routeName(const Route& route) {
    return route.method + " " + route.pattern;
}

// One who asks: `letter` of the role when the credentials are good, 0 when they are worth nothing.
struct Caller {
    std::string name;
    char letter = 0;
    bool session = false;
    bool csrf = false;  // shows the page's word
    Headers headers;
};

char letterOf(Role role) {
    return roleName(role) == "publisher" ? 'B' : static_cast<char>(std::toupper(roleName(role).front()));
}

Headers without(Headers headers, const std::string& name) {
    std::erase_if(headers, [&](const auto& header) { return header.first == name; });
    return headers;
}

const std::vector<Role> staff{Role::publisher, Role::reader, Role::administrator};

class Authorisation : public ::testing::Test {
  protected:
    Authorisation() {
        callers.push_back({"nobody", 0, false, false, {}});
        callers.push_back(
            {"wrong token", 0, false, false, {{"Authorization", "Bearer " + std::string(64, '0')}}});
        callers.push_back({"wrong session", 0, true, false, {{"Cookie", cookie(std::string(64, '0'))}}});
        for (const auto& [role, token] : hub.token) {
            callers.push_back(
                {format("token {}", roleName(role)), letterOf(role), false, false, hub.as(role)});
            // A token in the cookie is no session.
            callers.push_back(
                {format("token as cookie {}", roleName(role)), 0, true, false, {{"Cookie", cookie(token)}}});
        }
        // Those whose time is over first: the clock goes on before the good ones log in.
        for (const Role role : staff) worthless(role);
        hub.clock.advance(sessionLife);
        for (const Role role : staff) worthy(role);
    }

    static std::string cookie(const std::string& session) {
        return std::string(sessionCookie) + "=" + session;
    }

    void worthless(Role role) {
        add("expired session", role, hub.loggedIn(role));
        const std::string hash = must(hub.accounts->find(TestHub::accountName(role)))->passwordHash;
        const Instant now = hub.clock.wall();
        for (const std::string state : {"disabled", "ended", "removed", "logged-out"}) {
            const std::string name = state + "-" + std::string(roleName(role));
            must(hub.accounts->add({name, role, {}, hash}, now));
            // Opened in the evening, so that the session itself is still good.
            const auto session =
                must(hub.accounts->openSession(*must(hub.accounts->find(name)), now + sessionLife)).value();
            AccountChange change;
            if (state == "disabled") change.disabled = true;
            if (state == "ended") change.ends = LocalDate{std::chrono::year(2025) / 2 / 10};
            if (state == "removed") {
                must(hub.accounts->remove(name));
            } else if (state == "logged-out") {
                must(hub.accounts->closeSession(session));
            } else {
                must(hub.accounts->change(name, change));
            }
            add(state, role, {{"Cookie", cookie(session)}, {"X-CSRF-Token", csrfOf(session)}});
        }
    }
    void add(const std::string& what, Role role, const Headers& headers) {
        callers.push_back({format("{} {}", what, roleName(role)), 0, true, true, headers});
    }

    void worthy(Role role) {
        const Headers session = hub.loggedIn(role);
        callers.push_back({format("session {}", roleName(role)), letterOf(role), true, true, session});
        const Headers bare = without(session, "X-CSRF-Token");
        callers.push_back(
            {format("session without csrf {}", roleName(role)), letterOf(role), true, false, bare});
        Headers wrong = bare;
        wrong.emplace_back("X-CSRF-Token", std::string(64, '0'));
        callers.push_back(
            {format("session with wrong csrf {}", roleName(role)), letterOf(role), true, false, wrong});
        // The word of another session is not this one's.
        Headers other = bare;
        other.push_back(hub.loggedIn(role).back());
        callers.push_back(
            {format("session with another's csrf {}", roleName(role)), letterOf(role), true, false, other});
    }

    static bool may(const Caller& caller, const Route& route, const std::string& who) {
        if (who == "*") return true;
        const bool sessionOnly = who.front() == 's';
        if (caller.letter == 0 || who.find(caller.letter) == std::string::npos) return false;
        if (sessionOnly && !caller.session) return false;
        const bool unsafe = route.method != "GET" && route.method != "HEAD";
        return !unsafe || !caller.session || caller.csrf;
    }

    // The request as the server would hand it over.
    static Request requestOf(const Caller& caller, const Route& route) {
        Request request;
        request.method = route.method;
        for (std::size_t i = 0; i < route.pattern.size(); ++i) {
            if (route.pattern[i] != '{') {
                request.path += route.pattern[i];
                continue;
            }
            request.path += "x";
            i = route.pattern.find('}', i);
        }
        for (const auto& [name, value] : caller.headers) {
            if (name == "Cookie")
                request.cookies[std::string(sessionCookie)] = value.substr(value.find('=') + 1);
            if (name == "Authorization") request.headers["authorization"] = value;
            if (name == "X-CSRF-Token") request.headers["x-csrf-token"] = value;
        }
        return request;
    }

    TestHub hub;
    std::vector<Caller> callers;
};

TEST_F(Authorisation, TheTableNamesEveryRouteAndNoOther) {
    std::multiset<std::string> there;
    for (const Route& route : hub.hub->router().routes()) there.insert(routeName(route));
    std::multiset<std::string> named;
    for (const Permission& permission : permissions()) named.insert(permission.route);
    EXPECT_THAT(there, ::testing::ContainerEq(named));
}

TEST_F(Authorisation, EveryRouteByEveryCaller) {
    ASSERT_EQ(callers.size(), 3U + 8U + 15U + 12U);
    int wronglyAllowed = 0;
    int wronglyRefused = 0;
    int judged = 0;
    for (const Route& route : hub.hub->router().routes()) {
        const auto entry = std::find_if(permissions().begin(), permissions().end(),
                                        [&](const Permission& one) { return one.route == routeName(route); });
        ASSERT_NE(entry, permissions().end()) << routeName(route) << " is not in the table";
        for (const Caller& caller : callers) {
            Request request = requestOf(caller, route);
            const Verdict verdict = hub.hub->router().judge(request);
            ASSERT_EQ(verdict.route, &route) << routeName(route);
            const bool allowed = verdict.answer == nullptr;
            const bool expected = may(caller, route, entry->who);
            EXPECT_EQ(allowed, expected) << routeName(route) << " by " << caller.name;
            wronglyAllowed += allowed && !expected ? 1 : 0;
            wronglyRefused += !allowed && expected ? 1 : 0;
            ++judged;
            if (allowed) continue;
            EXPECT_THAT(verdict.answer->status, ::testing::AnyOf(303, 401, 403)) << routeName(route);
            const bool redirected = verdict.answer->status == 303;
            EXPECT_EQ(verdict.answer->header("Location"), redirected ? "/login" : "");
        }
    }
    std::cout << "judged " << judged << ", wrongly allowed " << wronglyAllowed << ", wrongly refused "
              << wronglyRefused << '\n';
    EXPECT_EQ(wronglyAllowed, 0);
    EXPECT_EQ(wronglyRefused, 0);
}

// A form's word comes in its body, which the router sees later.
TEST_F(Authorisation, AFormWithoutTheWordDoesNothing) {
    int handled = 0;
    Route route{"POST", "/x", Access::only({Role::reader}), 100, {}, {}};
    route.handle = [&handled](const Request& /*request*/) {
        ++handled;
        return emptyResponse(204);
    };
    Route streamed = route;
    streamed.pattern = "/streamed";
    streamed.handle = {};
    streamed.stream = [](const Request& /*request*/) { return Opening(emptyResponse(204)); };
    const Router router({route, streamed}, *hub.tokens, *hub.accounts, hub.clock);
    const std::string session = callers.back().headers.front().second.substr(sessionCookie.size() + 1);
    const Headers reader = hub.loggedIn(Role::reader);
    const std::string token = reader.front().second.substr(sessionCookie.size() + 1);
    for (const auto& [body, status] : {std::pair<std::string, int>{"csrf=" + csrfOf(token), 204},
                                       {"a=b&csrf=" + csrfOf(token), 204},
                                       {"csrf=" + csrfOf(session), 403},
                                       {"csrf=", 403},
                                       {"", 403},
                                       {"csrf=x&csrf=" + csrfOf(token), 403}}) {
        Request request;
        request.method = "POST";
        request.path = "/x";
        request.cookies[std::string(sessionCookie)] = token;
        request.headers["content-type"] = "application/x-www-form-urlencoded; charset=utf-8";
        ASSERT_EQ(router.judge(request).answer, nullptr);
        request.body = body;
        EXPECT_EQ(Router::handle(router.routes().front(), request).status, status) << body;
    }
    EXPECT_EQ(handled, 2);
    Request stream;
    stream.method = "POST";
    stream.path = "/streamed";
    stream.cookies[std::string(sessionCookie)] = token;
    stream.headers["content-type"] = "application/x-www-form-urlencoded";
    ASSERT_NE(router.judge(stream).answer, nullptr) << "there is no later for a streamed body";
}

}  // namespace
}  // namespace signage::hub::testing
