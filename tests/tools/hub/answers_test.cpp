// Whatever is asked, by whomever: the answer is one that tools/hub/openapi.json describes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/store/hash.h"
#include "tests/support/must.h"
#include "tests/tools/hub/answers_world.h"
#include "tests/tools/hub/openapi_judge.h"
#include "tools/hub/assets.h"
#include "tools/hub/database.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;
using signage::testing::must;

using Answers = AnswersWorld;

Headers inTheClear(Headers headers) {
    headers.emplace_back("X-Forwarded-Proto", "http");
    return headers;
}

TEST_F(Answers, OfEveryGetRouteAreAsDescribedAndGood) {
    for (const Route& route : hub.hub->router().routes()) {
        if (route.method != "GET" || !openApiDocument().at("paths").contains(route.pattern)) continue;
        expectAnswer(200, "GET", route.pattern, allowed(route.pattern, "GET"));
        expectAnswer(200, "GET", route.pattern, targetOf(route.pattern) + "?", allowed(route.pattern, "GET"));
    }
}

// Lists that are empty would be as described whatever they hold.
TEST_F(Answers, ThatAreJudgedHoldSomething) {
    const auto get = [&](const std::string& target) {
        return json::parse(hub.ask("GET", target, hub.as(Role::administrator)).body);
    };
    must(hub.notes->put("screen-01", {NoteKind::seenTo, "r", "b", hub.clock.wall(),
                                      hub.clock.wall() + std::chrono::hours{1}}));
    expectAnswer(200, "GET", "/v1/players", hub.as(Role::reader));
    expectAnswer(200, "GET", "/v1/players", "/v1/players?view=page", hub.as(Role::reader));
    const json players = get("/v1/players");
    EXPECT_TRUE(players["players"][0]["note"].is_object());
    EXPECT_FALSE(players["players"][0]["tags"].empty());
    EXPECT_FALSE(players["silent"].empty());
    const json page = get("/v1/players?view=page");
    for (const char* list : {"players", "silent", "titles", "channels"})
        EXPECT_FALSE(page[list].empty()) << list;
    EXPECT_TRUE(page["players"][0].contains("note"));
    EXPECT_EQ(get("/v1/plays")["plays"].size(), 2U);
    EXPECT_EQ(get("/v1/players/screen-01/plays")["plays"].size(), 2U);
    const json timeline = get("/v1/players/screen-01/timeline?date=2025-02-10");
    for (const char* list : {"segments", "gaps", "states", "restarts", "skew"})
        EXPECT_FALSE(timeline[list].empty()) << list << timeline;
    const json hours = get("/v1/players/screen-01/hours")["hours"];
    ASSERT_FALSE(hours.empty());
    EXPECT_FALSE(hours[0]["slides"].empty());
    EXPECT_FALSE(get("/v1/audit")["entries"].empty());
    EXPECT_FALSE(get("/v1/accounts")["accounts"].empty());
}

TEST_F(Answers, ToWhomeverAreAsDescribed) {
    for (const Route& route : hub.hub->router().routes()) {
        if (!openApiDocument().at("paths").contains(route.pattern)) continue;
        const auto ask = [&](const Headers& who) {
            describedAnswer(route.method, route.pattern, targetOf(route.pattern), who);
        };
        for (const Role role : {Role::player, Role::publisher, Role::reader, Role::administrator})
            ask(hub.as(role));
        for (const Role role : {Role::publisher, Role::reader, Role::administrator}) {
            ask(hub.loggedIn(role));
            ask({hub.loggedIn(role).front()});  // another site's form has the cookie alone
            ask(formBy(hub.loggedIn(role)));
        }
        ask({});
        ask(inTheClear(hub.as(Role::administrator)));
        ask({{"Authorization", "Bearer 1234"}});
        ask({{"Cookie", "signage_session=1234"}});
    }
}

TEST_F(Answers, ToNonsenseAreAsDescribed) {
    const std::string channel = "/v1/channels/{channel}";
    const Headers reader = hub.as(Role::reader);
    describedAnswer("GET", channel + "/latest.json", "/v1/channels/nobody/latest.json", {});
    describedAnswer("GET", channel + "/editions", "/v1/channels/.x/editions", reader);
    describedAnswer("GET", channel + "/editions", "/v1/channels/nobody/editions", reader);
    describedAnswer("GET", channel + "/editions/{edition}/{file}", "/v1/channels/minato/editions/x/y", {});
    describedAnswer("GET", channel + "/screens", "/v1/channels/nobody/screens", reader);
    const std::string place = "/v1/channels/minato/media/" + sha256Hex(medium);
    describedAnswer("GET", channel + "/media/{sha256}", place, {{"Range", "bytes=2-4"}});
    describedAnswer("GET", channel + "/media/{sha256}", place, {{"Range", "bytes=100-"}});
    describedAnswer("GET", channel + "/media/{sha256}", place, {{"If-None-Match", "*"}});
    for (const char* query : {"?limit=0", "?since=x", "?until=2025-13-01", "?limit=1&since=2025-01-01"})
        describedAnswer("GET", "/v1/players/{id}/heartbeats",
                        std::string("/v1/players/screen-01/heartbeats") + query, reader);
    expectAnswer(404, "GET", "/v1/players/{id}/heartbeats", "/v1/players/nobody/heartbeats", reader);
}

TEST_F(Answers, ToNonsensePostedByMachinesAreAsDescribed) {
    for (const char* body :
         {"", "x", R"({"records":[5,{"spool":"s","seq":1}]})", R"({"records":[],"picture":5})",
          R"({"records":[],"picture":{"taken":"x","why":"asked","jpeg":"AAAA"}})"})
        describedAnswer("POST", "/v1/heartbeats", "/v1/heartbeats", hub.as(Role::player), body);
    EditionSpec again;
    again.id = {1, 3};
    again.title = "別のもの";
    again.media = {{"media/a.png", medium}};
    Headers publisher = hub.as(Role::publisher);
    const std::string list = "/v1/channels/{channel}/editions";
    for (const char* body : {"", "x"}) expectAnswer(400, "POST", list, publisher, body);
    expectAnswer(428, "POST", list, publisher, makeEditionBody(again));
    again.id = {1, 2};
    describedAnswer("POST", list, targetOf(list), publisher, makeEditionBody(again));
    publisher.emplace_back("If-Match", "\"1-2\"");
    describedAnswer("POST", list, targetOf(list), publisher, makeEditionBody(again));
    again.id = {1, 3};
    again.media = {{"media/b.png", "not uploaded"}};
    expectAnswer(422, "POST", list, publisher, makeEditionBody(again));
    publisher.back().second = "\"1-1\"";
    expectAnswer(412, "POST", list, publisher, makeEditionBody(again));
}

TEST_F(Answers, AboutTheGlassAreAsDescribed) {
    const Headers reader = hub.as(Role::reader);
    const std::string plays = "/v1/players/{id}/plays";
    for (const char* path : {"/v1/plays", "/v1/players/screen-01/plays"}) {
        const std::string pattern = path == std::string("/v1/plays") ? path : plays;
        for (const char* bad :
             {"limit=0", "limit=x", "tag=kind", "format=xml", "since=x", "until=2025-02-30", "slide=a"})
            expectAnswer(400, "GET", pattern, std::string(path) + "?" + bad, reader);
        for (const char* good :
             {"format=csv", "screen=nobody", "tag=a=b", "limit=1", "slide=%00&since=2025-02-01", "since="})
            expectAnswer(200, "GET", pattern, std::string(path) + "?" + good, reader);
    }
    expectAnswer(404, "GET", plays, "/v1/players/nobody/plays", reader);
    const std::string timeline = "/v1/players/{id}/timeline";
    for (const char* bad : {"2025-02-30", "x", "2025-02-10T00:00:00Z"})
        expectAnswer(400, "GET", timeline, targetOf(timeline) + "?date=" + bad, reader);
    expectAnswer(200, "GET", timeline, targetOf(timeline) + "?date=2025-02-10", reader);
    expectAnswer(404, "GET", timeline, "/v1/players/nobody/timeline", reader);
    const std::string hours = "/v1/players/{id}/hours";
    for (const char* bad : {"since=x", "until=x", "since=2024-01-01", "since=2025-02-11&until=2025-02-10"})
        expectAnswer(400, "GET", hours, targetOf(hours) + "?" + bad, reader);
    expectAnswer(404, "GET", hours, "/v1/players/nobody/hours", reader);
    const std::string picture = "/v1/players/{id}/picture";
    for (const char* query : {"?why=degraded", "?why=x"})
        expectAnswer(200, "GET", picture, targetOf(picture) + query, reader);
    expectAnswer(404, "GET", picture, "/v1/players/nobody/picture", reader);
    const std::string request = picture + "-request";
    for (const char* nobody : {".x", "nobody"})
        expectAnswer(404, "POST", request, std::string("/v1/players/") + nobody + "/picture-request", reader);
    expectAnswer(413, "POST", request, reader, std::string(9'000, 'x'));
    expectAnswer(202, "POST", request, reader);
    const Reply wanted = describedAnswer("POST", "/v1/heartbeats", "/v1/heartbeats", hub.as(Role::player),
                                         "{\"records\":[" + record("screen-01", "s", 1) + "]}");
    EXPECT_EQ(json::parse(wanted.body)["wanted"]["picture"], true);
    EXPECT_EQ(json::parse(wanted.body)["results"][0]["status"], "conflict");
}

TEST_F(Answers, OfPagesAreAsDescribed) {
    const Headers reader = hub.as(Role::reader);
    const std::string players = "/v1/players";
    expectAnswer(200, "GET", players, "/v1/players?view=x", reader);
    Headers known = reader;
    known.emplace_back("If-None-Match", hub.ask("GET", "/v1/players?view=page", reader).header("etag"));
    expectAnswer(304, "GET", players, "/v1/players?view=page", known);
    expectAnswer(200, "GET", "/screens/{id}", "/screens/%3Cscript%3E", reader);
    expectAnswer(404, "GET", "/assets/{file}", "/assets/nothing.js", {});
    expectAnswer(304, "GET", "/assets/{file}", {{"If-None-Match", "*"}});
    expectAnswer(200, "GET", "/assets/{file}", assetPath("icon.svg"), {});
    expectAnswer(200, "GET", "/assets/{file}", assetPath("hub.css"), {});
    for (const char* page : {"/", "/screens/{id}", "/account"}) expectAnswer(303, "GET", page, Headers{});
    expectAnswer(403, "GET", "/account", reader);
    expectAnswer(403, "GET", "/", hub.as(Role::publisher));
    const std::string note = "/v1/players/{id}/note";
    const Headers administrator = hub.as(Role::administrator);
    for (const char* bad : {"", "[]", R"({"kind":"x"})", R"({"kind":5})", R"({"kind":"maintenance"})",
                            R"({"kind":"seen_to","until":"2025-02-09"})"})
        expectAnswer(400, "PUT", note, administrator, bad);
    expectAnswer(413, "PUT", note, administrator, std::string(9'000, 'x'));
    for (const char* nobody : {".x", "nobody"})
        expectAnswer(404, "PUT", note, std::string("/v1/players/") + nobody + "/note", administrator,
                     R"({"kind":"seen_to"})");
    expectAnswer(200, "PUT", note, administrator, R"({"kind":"seen_to","reason":null})");
    expectAnswer(200, "GET", "/v1/players", administrator);
    expectAnswer(404, "DELETE", note, "/v1/players/.x/note", administrator);
    for (int i = 0; i < 2; ++i) expectAnswer(204, "DELETE", note, administrator);
}

// Every table but those by which callers are known, then those too.
TEST_F(Answers, OfAHubWhoseStoreFailsAreAsDescribed) {
    const auto session = hub.loggedIn(Role::administrator);
    const auto database = must(Database::open(databasePath(hub.data()), std::chrono::seconds{5}));
    const auto askAll = [&](int least) {
        for (const Route& route : hub.hub->router().routes()) {
            if (route.access.open || !openApiDocument().at("paths").contains(route.pattern)) continue;
            const Headers who = route.access.needsSession ? session : allowed(route.pattern, route.method);
            const std::string body = route.pattern == "/v1/heartbeats"
                                         ? "{\"records\":[" + record("screen-01", "u", 1) + "]}"
                                         : std::string();
            const Reply reply =
                describedAnswer(route.method, route.pattern, targetOf(route.pattern), who, body);
            EXPECT_GE(reply.status, least) << route.method << " " << route.pattern;
        }
    };
    for (const char* table :
         {"heartbeats", "series", "players", "notes", "pictures", "picture_requests", "plays", "play_names",
          "played_by", "hours", "hour_states", "hour_slides", "audit"})
        must(database->execute(std::string("DROP TABLE ") + table));
    askAll(200);
    for (const char* path : {"/v1/players", "/v1/plays", "/metrics"})
        expectAnswer(503, "GET", path, hub.as(Role::reader));
    for (const char* path : {"heartbeats", "plays", "timeline", "hours", "picture"})
        expectAnswer(503, "GET", std::string("/v1/players/{id}/") + path, hub.as(Role::reader));
    expectAnswer(503, "GET", "/healthz", Headers{});
    expectAnswer(500, "GET", "/v1/audit", hub.as(Role::administrator));
    for (const char* table : {"tokens", "sessions", "accounts"})
        must(database->execute(std::string("DROP TABLE ") + table));
    askAll(500);
    expectAnswer(503, "POST", "/login", {{"Content-Type", "application/x-www-form-urlencoded"}},
                 "name=hiroko&password=x");
    expectAnswer(500, "POST", "/v1/enrolments", Headers{},
                 R"({"token_sha256":")" + std::string(64, 'a') + "\"}");
}

}  // namespace
}  // namespace signage::hub::testing
