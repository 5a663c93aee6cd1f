// The hub of the answers, filled.
#include "tests/tools/hub/answers_world.h"

#include <map>

#include <nlohmann/json.hpp>

#include "player/base/base64.h"
#include "player/store/hash.h"
#include "tests/support/must.h"
#include "tests/tools/hub/least_jpeg.h"
#include "tests/tools/hub/openapi_judge.h"
#include "tools/hub/assets.h"

namespace signage::hub::testing {

using nlohmann::json;
using signage::testing::must;

namespace {

json showingOf(const std::string& slide, const std::string& start) {
    return {{"slide", slide}, {"edition", "1-1"}, {"start", start},
            {"seconds", 10},  {"verified", true}, {"proof", "panel"}};
}

std::string filledPost() {
    json first = json::parse(record("screen-01", "s", 1, "ok", "a", "2025-02-10T00:00:00Z"));
    first["showings"] = {showingOf("b", "2025-02-09T23:59:40Z"), showingOf("a", "2025-02-09T23:59:50Z")};
    json second = json::parse(record("screen-01", "s", 2, "degraded", "", "2025-02-10T00:01:00Z"));
    second["monotonic_ms"] = 60'001;
    second["reason"] = "映像がありません";
    json restarted = json::parse(record("screen-01", "s", 3, "ok", "a", "2025-02-10T00:01:40Z"));
    restarted["boot"] = "another";
    const json picture{{"taken", "2025-02-10T00:00:00Z"},
                       {"age_seconds", 1},
                       {"slide", "お知らせ"},
                       {"why", "degraded"},
                       {"check", "server"},
                       {"jpeg", ""}};
    json body{{"records", {first, second, restarted}}, {"picture", picture}};
    body["picture"]["jpeg"] = toBase64(jpegOfSize(32, 18));
    return body.dump();
}

}  // namespace

AnswersWorld::AnswersWorld() {
    EditionSpec first;
    first.media = {{"media/a.png", medium}};
    EXPECT_EQ(hub.upload(medium).status, 204);
    EXPECT_EQ(hub.post(first).status, 201);
    EditionSpec second = first;
    second.id = {1, 2};
    EXPECT_EQ(hub.post(second).status, 201);
    EXPECT_EQ(hub.ask("POST", "/v1/heartbeats", hub.as(Role::player), filledPost()).status, 200);
    hub.clock.advance(std::chrono::minutes{2});
    must(hub.tokens->add({"screen-02", Role::player}, hub.clock.wall()));
    (void)hub.loggedIn(Role::reader);
}

std::string AnswersWorld::targetOf(std::string pattern) const {
    const std::string file =
        pattern.rfind("/assets/", 0) == 0 ? assetPath("fleet.js").substr(8) : "playlist.json";
    // A token that is taken away is not the one that these tests use.
    const std::string player = pattern.rfind("/token") == std::string::npos ? "screen-01" : "screen-02";
    for (const auto& [name, value] :
         std::map<std::string, std::string>{{"{channel}", "minato"},
                                            {"{edition}", "1-1"},
                                            {"{file}", file},
                                            {"{sha256}", sha256Hex(medium)},
                                            {"{name}", TestHub::accountName(Role::reader)},
                                            {"{id}", player}}) {
        if (const auto at = pattern.find(name); at != std::string::npos)
            pattern.replace(at, name.size(), value);
    }
    EXPECT_EQ(pattern.find('{'), std::string::npos)
        << pattern << ": say in this test what its parameter may be";
    return pattern;
}

Headers AnswersWorld::allowed(const std::string& pattern, const std::string& method) const {
    const json& operation = openApiDocument().at("paths").at(pattern).at(lowerCase(method));
    const auto first = operation.at("x-roles").at(0).get<std::string>();
    if (first == "anyone") return {};
    const bool byToken = operation.at("security").back().contains("token");
    return byToken ? hub.as(*parseRole(first)) : hub.loggedIn(*parseRole(first));
}

Reply AnswersWorld::describedAnswer(const std::string& method, const std::string& pattern,
                                    const std::string& target, const Headers& headers,
                                    const std::string& body) const {
    Reply reply = hub.ask(method, target, headers, body);
    EXPECT_EQ(judge(pattern, method, reply), "")
        << method << " " << target << " " << body << " gave " << reply.body.substr(0, 300);
    return reply;
}

void AnswersWorld::expectAnswer(int status, const std::string& method, const std::string& pattern,
                                const std::string& target, const Headers& headers,
                                const std::string& body) const {
    EXPECT_EQ(describedAnswer(method, pattern, target, headers, body).status, status)
        << method << " " << target << " " << body;
}

Headers formBy(const Headers& headers) {
    Headers form{{"Content-Type", "application/x-www-form-urlencoded"}};
    for (const auto& header : headers) {
        if (header.first != "X-CSRF-Token") form.push_back(header);
    }
    return form;
}

std::string csrfField(const Headers& headers) {
    for (const auto& [name, value] : headers) {
        if (name == "X-CSRF-Token") return "csrf=" + value;
    }
    ADD_FAILURE() << "these are no session's headers";
    return {};
}

}  // namespace signage::hub::testing
