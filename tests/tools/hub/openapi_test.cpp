// tools/hub/openapi.json and the running hub are the same: routes, roles, statuses and bodies.
// g++ 12 warns of an overlap inside std::string that cannot be (its bug 105651) when valijson is inlined.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wrestrict"
#endif

#include <algorithm>
#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "player/base/format.h"
#include "player/store/hash.h"
#include "tests/tools/hub/test_hub.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

const json& document() {
    static const json parsed = json::parse(readFile(SIGNAGE_SOURCE_DIR "/tools/hub/openapi.json"));
    return parsed;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

// OpenAPI 3.0's dialect as JSON Schema: references put in, "nullable" as a type beside the other.
json asJsonSchema(const json& schema) {
    if (schema.is_array()) {
        json list = json::array();
        for (const json& each : schema) list.push_back(asJsonSchema(each));
        return list;
    }
    if (!schema.is_object()) return schema;
    if (schema.contains("$ref")) {
        const std::string reference = schema.at("$ref").get<std::string>();
        return asJsonSchema(document().at(json::json_pointer(reference.substr(1))));
    }
    json plain = json::object();
    for (const auto& [key, value] : schema.items()) {
        if (key != "nullable") plain[key] = asJsonSchema(value);
    }
    if (!schema.value("nullable", false)) return plain;
    return {{"anyOf", json::array({{{"type", "null"}}, plain})}};
}

std::string faultOf(const json& schema, const json& body) {
    valijson::Schema compiled;
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    const json plain = asJsonSchema(schema);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(plain), compiled);
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    valijson::ValidationResults results;
    if (validator.validate(compiled, valijson::adapters::NlohmannJsonAdapter(body), &results)) return "";
    std::string text;
    for (const auto& error : results) {
        for (const std::string& part : error.context) text += part;
        text += ": " + error.description + "; ";
    }
    return text;
}

// Whether an answer is one that the file describes; else what to write there.
std::string judge(const std::string& pattern, const std::string& method, const Reply& reply) {
    const std::string where = format("tools/hub/openapi.json: {} {}", method, pattern);
    const json& responses = document().at("paths").at(pattern).at(lower(method)).at("responses");
    const std::string status = std::to_string(reply.status);
    if (!responses.contains(status)) return format("{}: status {} is not in \"responses\"", where, status);
    const json& described = responses.at(status);
    if (method == "HEAD" || !described.contains("content"))
        return reply.body.empty() ? "" : format("{}: {} has a body, and no \"content\"", where, status);
    const std::string type = reply.header("content-type");
    const std::string media = type.substr(0, type.find(';'));
    if (!described.at("content").contains(media))
        return format("{}: {} is \"{}\", which is not in \"content\"", where, status, media);
    if (media != "application/json") return "";
    const json body = json::parse(reply.body, nullptr, false);
    if (body.is_discarded()) return format("{}: {} is not JSON", where, status);
    const std::string fault = faultOf(described.at("content").at(media).at("schema"), body);
    return fault.empty() ? "" : format("{}: the body of {} is not as described: {}", where, status, fault);
}

std::set<std::string> rolesOf(const Access& access) {
    if (access.open) return {"anyone"};
    std::set<std::string> roles;
    for (const Role role : access.roles) roles.insert(std::string(roleName(role)));
    return roles;
}

TEST(OpenApi, HasEveryRouteWithItsRolesAndNoOther) {
    const TestHub hub;
    std::set<std::string> served;
    for (const Route& route : hub.hub->router().routes()) {
        const std::string name = route.method + " " + route.pattern;
        served.insert(name);
        const json& paths = document().at("paths");
        if (!paths.contains(route.pattern) || !paths.at(route.pattern).contains(lower(route.method))) {
            ADD_FAILURE() << "tools/hub/openapi.json lacks " << name << ": add it under \"paths\"";
            continue;
        }
        const json& operation = paths.at(route.pattern).at(lower(route.method));
        EXPECT_EQ(operation.value("x-roles", std::set<std::string>()), rolesOf(route.access)) << name;
        EXPECT_EQ(operation.at("security").empty(), route.access.open) << name;
        const bool bySession = std::any_of(operation.at("security").begin(), operation.at("security").end(),
                                           [](const json& way) { return way.contains("session"); });
        // Staff may come with a session, players and strangers not.
        const bool forStaff = !route.access.open && route.access.roles != std::vector<Role>{Role::player};
        EXPECT_EQ(bySession, forStaff) << name << ": \"session\" in \"security\"";
        EXPECT_EQ(operation.contains("requestBody"), route.maxBody > 0 && route.pattern != "/logout") << name;
    }
    for (const auto& [path, operations] : document().at("paths").items()) {
        for (const auto& [method, operation] : operations.items()) {
            std::string name = method;
            std::transform(name.begin(), name.end(), name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
            EXPECT_EQ(served.count(name + " " + path), 1U)
                << name << " " << path << " is in tools/hub/openapi.json, but the hub does not serve it";
        }
    }
}

// What a reader of the file relies on, beyond its being JSON.
TEST(OpenApi, IsWellFormed) {
    EXPECT_EQ(document().at("openapi"), "3.0.3");
    std::set<std::string> ids;
    for (const auto& [path, operations] : document().at("paths").items()) {
        std::set<std::string> inPath;
        for (std::size_t at = 0; (at = path.find('{', at)) != std::string::npos; ++at)
            inPath.insert(path.substr(at + 1, path.find('}', at) - at - 1));
        for (const auto& [method, operation] : operations.items()) {
            SCOPED_TRACE(method + " " + path);
            EXPECT_TRUE(ids.insert(operation.at("operationId").get<std::string>()).second);
            EXPECT_FALSE(operation.at("summary").get<std::string>().empty());
            std::set<std::string> described;
            for (const json& parameter : operation.value("parameters", json::array())) {
                if (parameter.at("in") == "path") described.insert(parameter.at("name").get<std::string>());
            }
            EXPECT_EQ(described, inPath);
            for (const auto& [status, response] : operation.at("responses").items()) {
                EXPECT_TRUE(response.contains("description")) << status;
                const json contents = response.value("content", json::object());
                for (const auto& [media, content] : contents.items())
                    EXPECT_NO_THROW((void)asJsonSchema(content.at("schema"))) << status << " " << media;
            }
        }
    }
}

TEST(OpenApi, IsServedAsItIs) {
    const TestHub hub;
    const Reply reply = hub.ask("GET", "/v1/openapi.json");
    EXPECT_EQ(json::parse(reply.body), document());
    EXPECT_EQ(hub.ask("GET", "/v1/openapi.json", {{"If-None-Match", reply.header("etag")}}).status, 304);
}

struct Asked {
    std::string method;
    std::string pattern;
    std::string target;
    Reply reply;
};

// A hub with screens of all kinds and two editions, asked for everything, well and badly.
class Answers : public ::testing::Test {
  protected:
    Answers() {
        EditionSpec first;
        first.media = {{"media/a.png", picture}};
        EXPECT_EQ(hub.upload(picture).status, 204);
        EXPECT_EQ(hub.post(first).status, 201);
        EditionSpec second = first;
        second.id = {1, 2};
        EXPECT_EQ(hub.post(second).status, 201);
        EXPECT_EQ(hub.beat(record("screen-01", "s", 1)).status, 200);
        EXPECT_EQ(hub.beat(record("screen-01", "s", 2, "degraded", "")).status, 200);
    }
    std::string targetOf(std::string pattern) const {
        for (const auto& [name, value] : std::map<std::string, std::string>{{"{channel}", "minato"},
                                                                            {"{edition}", "1-1"},
                                                                            {"{file}", "playlist.json"},
                                                                            {"{sha256}", sha256Hex(picture)},
                                                                            {"{id}", "screen-01"}}) {
            if (const auto at = pattern.find(name); at != std::string::npos)
                pattern.replace(at, name.size(), value);
        }
        EXPECT_EQ(pattern.find('{'), std::string::npos)
            << pattern << ": say in this test what its parameter may be";
        return pattern;
    }
    // The first role that may, by the file.
    Headers allowed(const std::string& pattern, const std::string& method) const {
        const json& roles = document().at("paths").at(pattern).at(lower(method)).at("x-roles");
        const auto first = roles.at(0).get<std::string>();
        if (first == "anyone") return {};
        return hub.as(*parseRole(first));
    }
    void expectDescribed(const std::string& method, const std::string& pattern, const std::string& target,
                         const Headers& headers, const std::string& body = "") {
        const Reply reply = hub.ask(method, target, headers, body);
        const std::string fault = judge(pattern, method, reply);
        EXPECT_EQ(fault, "") << method << " " << target << " gave " << reply.body.substr(0, 300);
    }

    const std::string picture = "\x89PNG picture";
    TestHub hub;
};

TEST_F(Answers, OfEveryGetRouteAreAsDescribedAndGood) {
    for (const Route& route : hub.hub->router().routes()) {
        if (route.method != "GET" || !document().at("paths").contains(route.pattern)) continue;
        const std::string target = targetOf(route.pattern);
        const Reply reply = hub.ask("GET", target, allowed(route.pattern, "GET"));
        EXPECT_EQ(reply.status, 200) << target;
        EXPECT_EQ(judge(route.pattern, "GET", reply), "") << target << " gave " << reply.body.substr(0, 300);
    }
}

TEST_F(Answers, ToWhomeverAreAsDescribed) {
    for (const Route& route : hub.hub->router().routes()) {
        if (!document().at("paths").contains(route.pattern)) continue;
        for (const Role role : {Role::player, Role::publisher, Role::reader, Role::administrator})
            expectDescribed(route.method, route.pattern, targetOf(route.pattern), hub.as(role));
        expectDescribed(route.method, route.pattern, targetOf(route.pattern), {});
    }
}

TEST_F(Answers, ToNonsenseAreAsDescribed) {
    const std::string channel = "/v1/channels/{channel}";
    const Headers reader = hub.as(Role::reader);
    expectDescribed("GET", channel + "/latest.json", "/v1/channels/nobody/latest.json", {});
    expectDescribed("GET", channel + "/editions", "/v1/channels/.x/editions", reader);
    expectDescribed("GET", channel + "/editions", "/v1/channels/nobody/editions", reader);
    expectDescribed("GET", channel + "/editions/{edition}/{file}", "/v1/channels/minato/editions/x/y", {});
    expectDescribed("GET", channel + "/screens", "/v1/channels/nobody/screens", reader);
    const std::string medium = "/v1/channels/minato/media/" + sha256Hex(picture);
    expectDescribed("GET", channel + "/media/{sha256}", medium, {{"Range", "bytes=2-4"}});
    expectDescribed("GET", channel + "/media/{sha256}", medium, {{"Range", "bytes=100-"}});
    expectDescribed("GET", channel + "/media/{sha256}", medium, {{"If-None-Match", "*"}});
    for (const char* query : {"?limit=0", "?since=x", "?until=2025-13-01", "?limit=1&since=2025-01-01"})
        expectDescribed("GET", "/v1/players/{id}/heartbeats",
                        std::string("/v1/players/screen-01/heartbeats") + query, reader);
    expectDescribed("GET", "/v1/players/{id}/heartbeats", "/v1/players/nobody/heartbeats", reader);
    for (const char* body : {"", "x", R"({"records":[5,{"spool":"s","seq":1}]})"})
        expectDescribed("POST", "/v1/heartbeats", "/v1/heartbeats", hub.as(Role::player), body);
    EditionSpec again;
    again.id = {1, 2};
    again.title = "別のもの";
    Headers publisher = hub.as(Role::publisher);
    const std::string editions = "/v1/channels/minato/editions";
    for (const char* body : {"", "x"})
        expectDescribed("POST", channel + "/editions", editions, publisher, body);
    expectDescribed("POST", channel + "/editions", editions, publisher, makeEditionBody(again));
    publisher.emplace_back("If-Match", "\"1-2\"");
    expectDescribed("POST", channel + "/editions", editions, publisher, makeEditionBody(again));
    again.id = {1, 3};
    again.media = {{"media/b.png", "not uploaded"}};
    expectDescribed("POST", channel + "/editions", editions, publisher, makeEditionBody(again));
    publisher.back().second = "\"1-1\"";
    expectDescribed("POST", channel + "/editions", editions, publisher, makeEditionBody(again));
}

// The judge itself, or all of the above could pass for nothing.
TEST(OpenApi, AnAnswerThatIsNotDescribedIsFound) {
    const auto health = [](int status, const std::string& body) {
        return Reply{status, {{"content-type", "application/json; charset=utf-8"}}, body};
    };
    EXPECT_EQ(judge("/healthz", "GET", health(200, R"({"status":"ok"})")), "");
    EXPECT_THAT(judge("/healthz", "GET", health(418, "{}")),
                HasSubstr("tools/hub/openapi.json: GET /healthz: status 418 is not in \"responses\""));
    for (const char* body : {"{}", R"({"status":"fine"})", R"({"status":"ok","more":1})", "[]", "x"})
        EXPECT_NE(judge("/healthz", "GET", health(200, body)), "") << body;
    EXPECT_THAT(judge("/healthz", "GET", health(503, R"({"error":{"ja":"x"}})")),
                HasSubstr("not as described"));
    EXPECT_EQ(judge("/healthz", "GET", health(503, R"({"error":{"ja":"x","en":"y"}})")), "");
    EXPECT_NE(judge("/healthz", "GET", {200, {{"content-type", "text/html"}}, "{}"}), "");
    EXPECT_NE(judge("/v1/uploads/{sha256}", "PATCH", health(204, "x")), "");
    const json player = document().at("components").at("schemas").at("ChannelState");
    EXPECT_EQ(faultOf(player, json::parse(R"({"channel":"a","edition":{"epoch":1,"number":1},"expires":null,)"
                                          R"("keys_expire":"2025-01-01T00:00:00Z"})")),
              "");
    EXPECT_NE(
        faultOf(player, json::parse(R"({"channel":"a","edition":null,"expires":null,"keys_expire":5})")), "");
}

}  // namespace
}  // namespace signage::hub::testing
