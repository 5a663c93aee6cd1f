// tools/hub/openapi.json and the running hub have the same routes and roles; the judge of the answers judges.
#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/tools/hub/openapi_judge.h"
#include "tests/tools/hub/test_hub.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

std::set<std::string> rolesOf(const Access& access) {
    if (access.open) return {"anyone"};
    std::set<std::string> roles;
    for (const Role role : access.roles) roles.insert(std::string(roleName(role)));
    return roles;
}

std::set<std::string> parametersOf(const json& operation, const std::string& where) {
    std::set<std::string> found;
    for (const json& parameter : operation.value("parameters", json::array())) {
        if (parameter.at("in") == where) found.insert(parameter.at("name").get<std::string>());
    }
    return found;
}

TEST(OpenApi, HasEveryRouteWithItsRolesAndNoOther) {
    const TestHub hub;
    std::set<std::string> served;
    for (const Route& route : hub.hub->router().routes()) {
        const std::string name = route.method + " " + route.pattern;
        served.insert(name);
        const json& paths = openApiDocument().at("paths");
        if (!paths.contains(route.pattern) || !paths.at(route.pattern).contains(lowerCase(route.method))) {
            ADD_FAILURE() << "tools/hub/openapi.json lacks " << name << ": add it under \"paths\"";
            continue;
        }
        const json& operation = paths.at(route.pattern).at(lowerCase(route.method));
        EXPECT_EQ(operation.value("x-roles", std::set<std::string>()), rolesOf(route.access)) << name;
        EXPECT_EQ(operation.at("security").empty(), route.access.open) << name;
        const bool bySession = std::any_of(operation.at("security").begin(), operation.at("security").end(),
                                           [](const json& way) { return way.contains("session"); });
        // Staff may come with a session, players and strangers not.
        const bool forStaff = !route.access.open && route.access.roles != std::vector<Role>{Role::player};
        EXPECT_EQ(bySession, forStaff) << name << ": \"session\" in \"security\"";
        const bool byToken = std::any_of(operation.at("security").begin(), operation.at("security").end(),
                                         [](const json& way) { return way.contains("token"); });
        EXPECT_EQ(byToken, !route.access.open && !route.access.needsSession) << name;
        EXPECT_EQ(operation.contains("requestBody"), route.maxBody > 0) << name;
        EXPECT_EQ(parametersOf(operation, "header").count("X-CSRF-Token") > 0,
                  forStaff && route.method != "GET" && route.method != "HEAD")
            << name;
    }
    for (const auto& [path, operations] : openApiDocument().at("paths").items()) {
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
    EXPECT_EQ(openApiDocument().at("openapi"), "3.0.3");
    std::set<std::string> ids;
    for (const auto& [path, operations] : openApiDocument().at("paths").items()) {
        std::set<std::string> inPath;
        for (std::size_t at = 0; (at = path.find('{', at)) != std::string::npos; ++at)
            inPath.insert(path.substr(at + 1, path.find('}', at) - at - 1));
        for (const auto& [method, operation] : operations.items()) {
            SCOPED_TRACE(method + " " + path);
            EXPECT_TRUE(ids.insert(operation.at("operationId").get<std::string>()).second);
            EXPECT_FALSE(operation.at("summary").get<std::string>().empty());
            EXPECT_EQ(parametersOf(operation, "path"), inPath);
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
    EXPECT_EQ(json::parse(reply.body), openApiDocument());
    EXPECT_EQ(hub.ask("GET", "/v1/openapi.json", {{"If-None-Match", reply.header("etag")}}).status, 304);
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
    const json tile = {{"$ref", "#/components/schemas/Tile"}};
    EXPECT_NE(faultOf(tile, json::parse(R"({"id":"a","state":"ok","concern":"none"})")), "");
    const json player = openApiDocument().at("components").at("schemas").at("ChannelState");
    EXPECT_EQ(faultOf(player, json::parse(R"({"channel":"a","edition":{"epoch":1,"number":1},"expires":null,)"
                                          R"("keys_expire":"2025-01-01T00:00:00Z"})")),
              "");
    EXPECT_NE(
        faultOf(player, json::parse(R"({"channel":"a","edition":null,"expires":null,"keys_expire":5})")), "");
}

}  // namespace
}  // namespace signage::hub::testing
