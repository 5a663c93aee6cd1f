// The hub over real sockets: who may do what, conditional and partial answers, rude clients.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/store/hash.h"
#include "tests/tools/hub/openapi_judge.h"
#include "tests/tools/hub/test_hub.h"
#include "tools/hub/assets.h"
#include "tools/hub/client_address.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

const std::string picture = std::string("\x89PNG\r\n") + std::string(100'000, 'x') + "end";

EditionSpec withPicture(std::int64_t number) {
    EditionSpec spec;
    spec.id = {1, number};
    spec.media = {{"media/poster.png", picture}};
    return spec;
}

struct Expected {
    std::string method;
    std::string target;
    std::map<Role, int> status;  // with a good token of that role
    int stranger = 401;
};

std::vector<Expected> expectations() {
    using enum Role;
    const auto all = [](int status) {
        return std::map<Role, int>{
            {player, status}, {publisher, status}, {reader, status}, {administrator, status}};
    };
    const std::map<Role, int> readers{{player, 403}, {publisher, 403}, {reader, 200}, {administrator, 200}};
    const auto publishers = [](int status) {
        return std::map<Role, int>{{player, 403}, {publisher, status}, {reader, 403}, {administrator, 403}};
    };
    const auto administrators = [](int status) {
        return std::map<Role, int>{{player, 403}, {publisher, 403}, {reader, 403}, {administrator, status}};
    };
    const std::string hash = sha256Hex("not there");
    return {
        {"GET", "/healthz", all(200), 200},
        {"GET", "/v1/channels/minato/latest.json", all(200), 200},
        {"GET", "/v1/channels/minato/editions/1-1/playlist.json", all(200), 200},
        {"GET", "/v1/channels/minato/media/" + sha256Hex(picture), all(200), 200},
        {"GET",
         "/v1/channels/minato/editions",
         {{player, 403}, {publisher, 200}, {reader, 200}, {administrator, 200}}},
        {"GET",
         "/v1/channels/minato/screens",
         {{player, 403}, {publisher, 200}, {reader, 200}, {administrator, 200}}},
        {"POST", "/v1/channels/minato/editions", publishers(400)},
        {"HEAD", "/v1/uploads/" + hash, publishers(404)},
        {"PATCH", "/v1/uploads/" + hash, publishers(400)},
        {"POST", "/v1/heartbeats", {{player, 400}, {publisher, 403}, {reader, 403}, {administrator, 403}}},
        {"GET", "/v1/players", readers},
        {"GET", "/v1/players/screen-01/heartbeats", readers},
        {"POST", "/v1/enrolments", all(400), 400},
        {"POST", "/v1/players", {{player, 403}, {publisher, 403}, {reader, 403}, {administrator, 400}}},
        {"DELETE",
         "/v1/players/screen-99/token",
         {{player, 403}, {publisher, 403}, {reader, 403}, {administrator, 404}}},
        {"GET", "/v1/players/screen-01/plays", readers},
        {"GET", "/v1/players/screen-01/timeline", readers},
        {"GET", "/v1/players/screen-01/hours", readers},
        {"GET", "/v1/plays", readers},
        {"PUT",
         "/v1/players/screen-01/note",
         {{player, 403}, {publisher, 403}, {reader, 403}, {administrator, 400}}},
        {"DELETE",
         "/v1/players/screen-01/note",
         {{player, 403}, {publisher, 403}, {reader, 403}, {administrator, 204}}},
        {"POST",
         "/v1/players/screen-01/picture-request",
         {{player, 403}, {publisher, 403}, {reader, 202}, {administrator, 202}}},
        {"GET",
         "/v1/players/screen-01/picture",
         {{player, 403}, {publisher, 403}, {reader, 404}, {administrator, 404}}},
        {"GET", "/v1/openapi.json", all(200), 200},
        {"GET", "/metrics", readers},
        {"GET", "/", readers, 303},
        {"GET", "/screens/screen-01", readers, 303},
        {"GET", assetPath("fleet.js"), all(200), 200},
        {"GET", "/login", all(200), 200},
        {"POST", "/login", all(403), 403},
        {"POST", "/logout", {{player, 403}, {publisher, 303}, {reader, 303}, {administrator, 303}}, 303},
        {"GET", "/account", all(403), 303},
        {"GET", "/v1/me", {{player, 403}, {publisher, 200}, {reader, 200}, {administrator, 200}}},
        {"POST", "/v1/me/password", all(403)},
        {"GET", "/v1/accounts", administrators(200)},
        {"POST", "/v1/accounts", administrators(400)},
        {"PATCH", "/v1/accounts/nobody", administrators(400)},
        {"DELETE", "/v1/accounts/nobody", administrators(404)},
        {"GET", "/v1/audit", administrators(200)},
        {"GET", "/people", administrators(200), 303},
        {"GET", "/audit", administrators(200), 303},
        {"GET", "/enrol", administrators(200), 303}};
}

TEST(HubServer, EveryRouteByEveryRole) {
    const TestHub hub;
    ASSERT_EQ(hub.upload(picture).status, 204);
    ASSERT_EQ(hub.post(withPicture(1)).status, 201);
    for (const Expected& expected : expectations()) {
        SCOPED_TRACE(expected.method + " " + expected.target);
        EXPECT_EQ(hub.ask(expected.method, expected.target).status, expected.stranger);
        const bool open = expected.stranger == expected.status.at(Role::player);
        const Headers wrong{{"Authorization", "Bearer " + std::string(64, '0')}};
        EXPECT_EQ(hub.ask(expected.method, expected.target, wrong).status, expected.stranger) << open;
        for (const auto& [role, status] : expected.status) {
            EXPECT_EQ(hub.ask(expected.method, expected.target, hub.as(role)).status, status)
                << roleName(role);
        }
    }
}

// So that a route added later cannot be forgotten in the matrix above.
TEST(HubServer, TheMatrixNamesEveryRoute) {
    const TestHub hub;
    EXPECT_EQ(hub.hub->router().routes().size(), expectations().size());
}

TEST(HubServer, RefusalsSayWhatIsWrongInBothLanguages) {
    const TestHub hub;
    const Reply reply = hub.ask("GET", "/v1/players");
    EXPECT_EQ(reply.header("www-authenticate"), "Bearer realm=\"signage-hub\"");
    const json body = json::parse(reply.body);
    EXPECT_THAT(body["error"]["ja"].get<std::string>(), HasSubstr("トークン"));
    EXPECT_THAT(body["error"]["en"].get<std::string>(), HasSubstr("token"));
    const json forbidden = json::parse(hub.ask("GET", "/v1/players", hub.as(Role::player)).body);
    EXPECT_EQ(forbidden["error"]["en"], "screen-01 (role player) may not do this");
}

TEST(HubServer, UnknownPlacesAndWrongMethods) {
    const TestHub hub;
    EXPECT_EQ(hub.ask("GET", "/v1/nothing").status, 404);
    EXPECT_EQ(hub.ask("GET", "/v1/channels/minato/latest.json/more").status, 404);
    EXPECT_EQ(hub.ask("GET", "/v1/channels/../../hub.sqlite").status, 404);
    EXPECT_EQ(hub.ask("GET", "/v1/channels/%2e%2e/latest.json").status, 404);
    EXPECT_EQ(hub.ask("GET", "/v1/channels/..%2f..%2fhub.sqlite/latest.json").status, 404);
    EXPECT_EQ(hub.ask("GET", "/v1/channels/nobody/latest.json").status, 404);
    const Reply reply = hub.ask("DELETE", "/v1/channels/minato/editions");
    EXPECT_EQ(reply.status, 405);
    EXPECT_EQ(reply.header("allow"), "GET, POST");
}

TEST(HubServer, ATokenOverPlainHttpThroughAProxyIsRefused) {
    const TestHub hub;
    Headers headers = hub.as(Role::reader);
    headers.emplace_back("X-Forwarded-Proto", "http");
    EXPECT_EQ(hub.ask("GET", "/v1/players", headers).status, 403);
    headers.back().second = "https";
    EXPECT_EQ(hub.ask("GET", "/v1/players", headers).status, 200);
}

// A proxy that does not say how the request came may have taken it in the clear.
TEST(HubServer, BehindAProxyCredentialsNeedItsWordThatTheyCameByTls) {
    const auto clear = [](const std::string& peer, const Headers& headers, bool behindProxy = true,
                          bool tls = false) {
        Request request;
        for (const auto& [name, value] : headers) request.headers.emplace(lowerCase(name), value);
        noteOrigin(request, peer, tls, behindProxy);
        return request.inTheClear;
    };
    const std::pair<std::string, std::string> forwarded{"X-Forwarded-For", "192.0.2.7"};
    const std::pair<std::string, std::string> https{"X-Forwarded-Proto", "https"};
    EXPECT_FALSE(clear("192.0.2.1", {https, forwarded}));
    EXPECT_TRUE(clear("192.0.2.1", {forwarded}));
    EXPECT_TRUE(clear("192.0.2.1", {}));
    EXPECT_TRUE(clear("", {}));
    EXPECT_TRUE(clear("192.0.2.1", {{"X-Forwarded-Proto", "http"}}));
    EXPECT_TRUE(clear("127.0.0.1", {forwarded})) << "the proxy is on this machine";
    EXPECT_FALSE(clear("127.0.0.1", {})) << "somebody on this machine, past the proxy";
    EXPECT_FALSE(clear("::1", {}));
    EXPECT_FALSE(clear("192.0.2.1", {}, true, true)) << "by TLS to us";
    EXPECT_FALSE(clear("192.0.2.1", {}, false));

    TestHub hub;
    hub.options.server.behindProxy = true;
    hub.restart();
    Headers headers = hub.as(Role::reader);
    EXPECT_EQ(hub.ask("GET", "/v1/players", headers).status, 200);
    headers.push_back(forwarded);
    EXPECT_EQ(hub.ask("GET", "/v1/players", headers).status, 403);
    headers.push_back(https);
    EXPECT_EQ(hub.ask("GET", "/v1/players", headers).status, 200);
}

TEST(HubServer, ARevokedTokenIsOutAtOnce) {
    const TestHub hub;
    ASSERT_EQ(hub.ask("GET", "/v1/players", hub.as(Role::reader)).status, 200);
    ASSERT_TRUE(hub.tokens->revoke("chiiki"));
    EXPECT_EQ(hub.ask("GET", "/v1/players", hub.as(Role::reader)).status, 401);
}

TEST(HubServer, PublishedFilesAreServedAsTheyWereSigned) {
    const TestHub hub;
    ASSERT_EQ(hub.upload(picture).status, 204);
    ASSERT_EQ(hub.post(withPicture(7)).status, 201);
    const EditionFiles files = makeEdition(withPicture(7));
    const std::string base = "/v1/channels/minato/";
    EXPECT_EQ(json::parse(hub.ask("GET", base + "latest.json").body),
              json::parse(R"({"epoch":1,"number":7})"));
    EXPECT_EQ(hub.ask("GET", base + "editions/1-7/playlist.json").body, files.playlist);
    EXPECT_EQ(hub.ask("GET", base + "editions/1-7/playlist.json.minisig").body, files.playlistSignature);
    EXPECT_EQ(hub.ask("GET", base + "editions/1-7/keys.json").body, files.keys);
    EXPECT_EQ(hub.ask("GET", base + "editions/1-7/keys.json.minisig").body, files.keysSignature);
    EXPECT_EQ(hub.ask("GET", base + "media/" + sha256Hex(picture)).body, picture);
    EXPECT_EQ(hub.ask("GET", base + "editions/1-7/other.json").status, 404);
    EXPECT_EQ(hub.ask("GET", base + "editions/1-8/playlist.json").status, 404);
}

TEST(HubServer, TheFolderHasTheLayoutOfTheWire) {
    const TestHub hub;
    ASSERT_EQ(hub.upload(picture).status, 204);
    ASSERT_EQ(hub.post(withPicture(7)).status, 201);
    const std::string channel = hub.data() + "/channels/minato/";
    EXPECT_EQ(readFile(channel + "latest.json"), R"({"epoch":1,"number":7})");
    EXPECT_EQ(readFile(channel + "editions/1-7/playlist.json"), makePlaylist(withPicture(7)));
    EXPECT_EQ(readFile(channel + "media/" + sha256Hex(picture)), picture);
}

TEST(HubServer, ConditionalGet) {
    const TestHub hub;
    ASSERT_EQ(hub.upload(picture).status, 204);
    ASSERT_EQ(hub.post(withPicture(1)).status, 201);
    const std::string base = "/v1/channels/minato/";
    for (const std::string& target : {base + "latest.json", base + "editions/1-1/playlist.json",
                                      base + "media/" + sha256Hex(picture), assetPath("hub.css")}) {
        SCOPED_TRACE(target);
        const Reply whole = hub.ask("GET", target);
        ASSERT_EQ(whole.status, 200);
        const std::string tag = whole.header("etag");
        ASSERT_FALSE(tag.empty());
        const Reply same = hub.ask("GET", target, {{"If-None-Match", tag}});
        EXPECT_EQ(same.status, 304);
        EXPECT_EQ(same.header("etag"), tag);
        EXPECT_EQ(same.header("cache-control"), whole.header("cache-control"));
        EXPECT_TRUE(same.body.empty());
        EXPECT_EQ(hub.ask("GET", target, {{"If-None-Match", "\"other\", " + tag}}).status, 304);
        EXPECT_EQ(hub.ask("GET", target, {{"If-None-Match", "\"other\""}}).status, 200);
    }
    EXPECT_EQ(hub.ask("GET", base + "latest.json").header("cache-control"), "no-cache");
    EXPECT_THAT(hub.ask("GET", base + "media/" + sha256Hex(picture)).header("cache-control"),
                HasSubstr("immutable"));
    EXPECT_THAT(hub.ask("GET", base + "editions/1-1/keys.json").header("cache-control"),
                HasSubstr("immutable"));
}

TEST(HubServer, TheTagOfLatestChangesWithTheEdition) {
    const TestHub hub;
    ASSERT_EQ(hub.upload(picture).status, 204);
    ASSERT_EQ(hub.post(withPicture(1)).status, 201);
    const std::string tag = hub.ask("GET", "/v1/channels/minato/latest.json").header("etag");
    ASSERT_EQ(hub.post(withPicture(2)).status, 201);
    const Reply next = hub.ask("GET", "/v1/channels/minato/latest.json", {{"If-None-Match", tag}});
    EXPECT_EQ(next.status, 200);
    EXPECT_EQ(next.body, R"({"epoch":1,"number":2})");
}

TEST(HubServer, RangesOfMedia) {
    const TestHub hub;
    ASSERT_EQ(hub.upload(picture).status, 204);
    ASSERT_EQ(hub.post(withPicture(1)).status, 201);
    const std::string target = "/v1/channels/minato/media/" + sha256Hex(picture);
    const Reply rest = hub.ask("GET", target, {{"Range", "bytes=99000-"}});
    EXPECT_EQ(rest.status, 206);
    EXPECT_EQ(rest.body, picture.substr(99000));
    EXPECT_EQ(rest.header("content-range"), format("bytes 99000-{}/{}", picture.size() - 1, picture.size()));
    const std::string tag = '"' + sha256Hex(picture) + '"';
    EXPECT_EQ(hub.ask("GET", target, {{"Range", "bytes=0-5"}, {"If-Range", tag}}).body, picture.substr(0, 6));
    EXPECT_EQ(hub.ask("GET", target, {{"Range", "bytes=0-5"}, {"If-Range", "\"other\""}}).body, picture);
    const Reply beyond = hub.ask("GET", target, {{"Range", "bytes=9999999-"}});
    EXPECT_EQ(beyond.status, 416);
    EXPECT_EQ(beyond.header("content-range"), format("bytes */{}", picture.size()));
    const Reply head = hub.ask("HEAD", target);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("content-length"), std::to_string(picture.size()));
    EXPECT_TRUE(head.body.empty());
}

TEST(HubServer, BodiesOverTheLimitAreRefused) {
    const TestHub hub;
    const std::string large(1024 * 1024 + 1, ' ');
    EXPECT_EQ(hub.ask("POST", "/v1/heartbeats", hub.as(Role::player), large).status, 413);
    const std::string larger(4 * 1024 * 1024 + 1, ' ');
    EXPECT_EQ(hub.ask("POST", "/v1/channels/minato/editions", hub.as(Role::publisher), larger).status, 413);
    EXPECT_EQ(hub.ask("POST", "/login", {}, std::string(9000, 'a')).status, 413);
    EXPECT_EQ(hub.ask("GET", "/healthz", {}, "unexpected").status, 413);
    EXPECT_EQ(hub.ask("GET", "/healthz").status, 200);
}

TEST(HubServer, ALengthThatIsOnlyAnnouncedIsRefusedAtOnce) {
    const TestHub hub;
    const Connection connection(hub.port());
    Headers headers = hub.as(Role::player);
    headers.emplace_back("Expect", "100-continue");
    ASSERT_TRUE(connection.send(requestHead("POST", "/v1/heartbeats", headers, std::int64_t{1} << 40)));
    EXPECT_EQ(parseReply(connection.receive()).status, 413);
}

TEST(HubServer, ABodyInChunksIsCountedToo) {
    const TestHub hub;
    const Connection connection(hub.port());
    Headers headers = hub.as(Role::player);
    headers.emplace_back("Transfer-Encoding", "chunked");
    ASSERT_TRUE(connection.send(requestHead("POST", "/v1/heartbeats", headers, -1)));
    const std::string block = "10000\r\n" + std::string(0x10000, ' ') + "\r\n";
    for (int i = 0; i < 17; ++i) ASSERT_TRUE(connection.send(block));
    ASSERT_TRUE(connection.send("0\r\n\r\n"));
    EXPECT_EQ(parseReply(connection.receive()).status, 413);
}

TEST(HubServer, NonsenseIsNoHarm) {
    const TestHub hub;
    for (const char* nonsense : {"\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\x02",
                                 "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "GET / HTTP/9.9\r\n\r\n"}) {
        const Connection connection(hub.port());
        (void)connection.send(nonsense);
    }
    EXPECT_EQ(hub.ask("GET", "/" + std::string(20'000, 'a')).status, 404);
    EXPECT_EQ(hub.ask("GET", "/healthz").status, 200);
}

// A library that holds a thread per connection would stand still here.
TEST(HubServer, IdleAndSlowConnectionsBlockNobody) {
    const TestHub hub;
    std::vector<Connection> idle;
    for (int i = 0; i < 200; ++i) {
        idle.emplace_back(hub.port());
        ASSERT_TRUE(idle.back().open());
        const bool begun = idle.back().send(i % 2 == 0 ? "" : "POST /v1/heartbeats HTTP/1.1\r\nHo");
        ASSERT_TRUE(begun);
    }
    for (int i = 0; i < 20; ++i) ASSERT_EQ(hub.ask("GET", "/healthz").status, 200);
    ASSERT_EQ(hub.beat(record("screen-01", "s", 1)).status, 200);
}

// Rude in every way at once: idle, slow in the head, slow in the body, bodies that are too large. Heartbeats
// go on.
TEST(HubServer, RudeClientsDoNotStopHeartbeats) {
    const TestHub hub;
    std::vector<Connection> rude;
    const std::string large(1024 * 1024 + 1, ' ');
    for (int i = 0; i < 300; ++i) {
        rude.emplace_back(hub.port());
        ASSERT_TRUE(rude.back().open());
        if (i % 3 == 1) {
            ASSERT_TRUE(
                rude.back().send(requestHead("POST", "/v1/heartbeats", hub.as(Role::player), 1000) + "{"));
        }
    }
    for (int seq = 1; seq <= 30; ++seq) {
        for (int i = 0; i < 300; i += 10) (void)rude[static_cast<std::size_t>(i) + 1].send(" ");
        if (seq % 10 == 0) {
            EXPECT_EQ(hub.ask("POST", "/v1/heartbeats", hub.as(Role::player), large).status, 413);
        }
        ASSERT_EQ(hub.beat(record("screen-01", "s", seq)).status, 200);
    }
    const Reply kept = hub.ask("GET", "/v1/players/screen-01/heartbeats", hub.as(Role::reader));
    EXPECT_EQ(json::parse(kept.body)["heartbeats"].size(), 30U);
}

TEST(HubServer, PostsThatComeTogetherAreEachAnswered) {
    const TestHub hub;
    std::vector<Connection> posts;
    constexpr int together = 60;
    for (int seq = 1; seq <= together; ++seq) {
        const std::string body = "{\"records\":[" + record("screen-01", "s", seq) + "]}";
        posts.emplace_back(hub.port());
        ASSERT_TRUE(posts.back().send(requestHead("POST", "/v1/heartbeats", hub.as(Role::player),
                                                  static_cast<std::int64_t>(body.size())) +
                                      body));
    }
    for (int seq = 1; seq <= together; ++seq) {
        const Reply reply = parseReply(posts[static_cast<std::size_t>(seq) - 1].receive());
        ASSERT_EQ(reply.status, 200);
        EXPECT_EQ(json::parse(reply.body)["results"][0]["seq"], seq);
    }
    EXPECT_LE(hub.heartbeats->writer().commits(), static_cast<std::size_t>(together));
}

// While posts wait for the store, the server is stopped: it ends, and nothing is answered that is not stored.
TEST(HubServer, StoppingWithPostsUnderWay) {
    TestHub hub;
    std::vector<Connection> posts;
    for (int seq = 1; seq <= 20; ++seq) {
        const std::string body = "{\"records\":[" + record("screen-01", "s", seq) + "]}";
        posts.emplace_back(hub.port());
        ASSERT_TRUE(posts.back().send(requestHead("POST", "/v1/heartbeats", hub.as(Role::player),
                                                  static_cast<std::int64_t>(body.size())) +
                                      body));
    }
    hub.hub.reset();
    std::size_t answered = 0;
    for (const Connection& post : posts) answered += parseReply(post.receive()).status == 200 ? 1U : 0U;
    hub.restart();
    const Reply kept = hub.ask("GET", "/v1/players/screen-01/heartbeats", hub.as(Role::reader));
    EXPECT_GE(json::parse(kept.body)["heartbeats"].size(), answered);
}

TEST(HubServer, AnIdleConnectionIsDropped) {
    TestHub hub;
    hub.options.server.idle = std::chrono::seconds(1);
    hub.restart();
    const Connection connection(hub.port());
    ASSERT_TRUE(connection.send("GET /healthz HTTP/1.1\r\n"));
    EXPECT_EQ(parseReply(connection.receive(std::chrono::seconds(8))).status, 0);
    EXPECT_EQ(hub.ask("GET", "/healthz").status, 200);
}

TEST(HubServer, StoppingDoesNotWaitForIdleConnections) {
    TestHub hub;
    const Connection connection(hub.port());
    ASSERT_TRUE(connection.send("POST /v1/heartbeats HTTP/1.1\r\n"));
    hub.hub.reset();
    EXPECT_EQ(connection.receive(), "");
}

TEST(HubServer, APortThatIsTakenIsOneClearLine) {
    const TestHub hub;
    HubOptions options = hub.options;
    options.server.listen.port = hub.port();
    PosixDisk disk;
    const auto second = Hub::start(options, disk, hub.clock, hub.stores());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().fault, Fault::network);
    EXPECT_THAT(second.error().line(Language::english),
                HasSubstr(format("127.0.0.1:{}: cannot listen", hub.port())));
}

TEST(HubServer, MetricsCountRequestsHeartbeatsAndPlayers) {
    const TestHub hub;
    ASSERT_EQ(hub.beat(record("screen-01", "s", 1) + "," + record("screen-02", "s", 1)).status, 200);
    ASSERT_EQ(hub.beat(record("screen-01", "s", 1)).status, 200);
    ASSERT_EQ(hub.ask("GET", "/a-stranger-looks-around").status, 404);
    const Reply reply = hub.ask("GET", "/metrics", hub.as(Role::reader));
    EXPECT_THAT(reply.header("content-type"), HasSubstr("text/plain; version=0.0.4"));
    EXPECT_THAT(reply.body, HasSubstr("signage_players{state=\"ok\"} 1\n"));
    EXPECT_THAT(reply.body, HasSubstr("signage_players{state=\"offline\"} 0\n"));
    EXPECT_THAT(reply.body, HasSubstr("signage_heartbeats_total{result=\"stored\"} 1\n"));
    EXPECT_THAT(reply.body, HasSubstr("signage_heartbeats_total{result=\"duplicate\"} 1\n"));
    EXPECT_THAT(reply.body, HasSubstr("signage_heartbeats_total{result=\"rejected\"} 1\n"));
    EXPECT_THAT(reply.body,
                HasSubstr("signage_http_requests_total{route=\"/v1/heartbeats\",status=\"200\"} 2\n"));
    EXPECT_THAT(reply.body, HasSubstr("signage_http_requests_total{route=\"\",status=\"404\"} 1\n"));
    EXPECT_EQ(reply.body.find("stranger"), std::string::npos);
}

}  // namespace
}  // namespace signage::hub::testing
