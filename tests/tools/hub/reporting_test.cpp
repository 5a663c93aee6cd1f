// Heartbeats and pages over HTTP: acknowledged after the commit, judged one by one, shown to readers.
#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "tests/tools/hub/test_hub.h"
#include "tools/hub/database.h"
#include "tools/hub/fleet.h"
#include "tools/hub/retention.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

json players(const TestHub& hub) {
    return json::parse(hub.ask("GET", "/v1/players", hub.as(Role::reader)).body);
}

json list(const TestHub& hub, const std::string& query = {}) {
    return json::parse(hub.ask("GET", "/v1/players/screen-01/heartbeats" + query, hub.as(Role::reader)).body);
}

TEST(HubReporting, StoredDuplicateRejected) {
    const TestHub hub;
    const Reply reply = hub.beat(record("screen-01", "s", 1) + "," + record("screen-01", "s", 1) + "," +
                                 record("screen-02", "s", 5) + ",5");
    ASSERT_EQ(reply.status, 200);
    const json results = json::parse(reply.body)["results"];
    ASSERT_EQ(results.size(), 4U);
    EXPECT_EQ(results[0], json::parse(R"({"spool":"s","seq":1,"status":"stored"})"));
    EXPECT_EQ(results[1]["status"], "duplicate");
    EXPECT_EQ(results[2]["status"], "rejected");
    EXPECT_EQ(results[2]["seq"], 5);
    EXPECT_THAT(results[2]["why"].get<std::string>(), HasSubstr("screen-01"));
    EXPECT_EQ(results[3]["status"], "rejected");
    EXPECT_EQ(list(hub)["heartbeats"].size(), 1U);
    EXPECT_EQ(players(hub)["players"].size(), 1U);
}

// Listed nowhere, without a token, and silent: nobody is called for it any more.
TEST(HubReporting, AScreenOutOfServiceIsInNoFleet) {
    TestHub hub;
    ASSERT_EQ(hub.beat(record("screen-01", "s", 1)).status, 200);
    const auto offline = [&hub] { return players(hub)["counts"]["offline"]; };
    ASSERT_TRUE(hub.tokens->revoke("screen-01"));
    EXPECT_EQ(players(hub)["players"].size(), 1U) << "it was heard of a moment ago";
    hub.clock.advance(std::chrono::hours(1));
    EXPECT_EQ(players(hub)["players"].size(), 0U);
    EXPECT_EQ(offline(), 0);
    EXPECT_EQ(list(hub)["heartbeats"].size(), 1U) << "what it reported stays";
    ASSERT_TRUE(hub.tokens->add({"screen-01", Role::player}, hub.clock.wall()));
    EXPECT_EQ(players(hub)["players"].size(), 1U) << "it may come back";
    EXPECT_EQ(offline(), 1);
    ASSERT_TRUE(hub.tokens->revoke("screen-01"));
    EditionSpec listing;
    listing.extraSlides = {{"a", "題"}};
    ASSERT_EQ(hub.post(listing).status, 201);
    EXPECT_EQ(players(hub)["players"].size(), 1U) << "a channel lists it";
}

TEST(HubReporting, TheReplyNamesTheCurrentEditions) {
    const TestHub hub;
    EXPECT_EQ(json::parse(hub.beat("").body)["latest"], json::object());
    EditionSpec spec;
    spec.id = {1, 42};
    spec.extraSlides = {{"a", "題"}};
    ASSERT_EQ(hub.post(spec).status, 201);
    EXPECT_EQ(json::parse(hub.beat("").body)["latest"], json::parse(R"({"minato":{"epoch":1,"number":42}})"));
}

TEST(HubReporting, WrongJsonIsA400) {
    const TestHub hub;
    for (const char* body : {"", "{", "[]", "{\"records\":1}", "\xff"}) {
        EXPECT_EQ(hub.ask("POST", "/v1/heartbeats", hub.as(Role::player), body).status, 400) << body;
    }
}

TEST(HubReporting, APlayerAsTheReaderSeesIt) {
    TestHub hub;
    EditionSpec spec;
    spec.extraSlides = {{"consultation-centre", "在宅療養の相談は相談センターへ"}};
    ASSERT_EQ(hub.post(spec).status, 201);
    hub.clock.advance(std::chrono::seconds(2));
    ASSERT_EQ(hub.beat(record("screen-01", "s", 1)).status, 200);
    const json all = players(hub);
    const json& one = all["players"][0];
    EXPECT_EQ(one["id"], "screen-01");
    EXPECT_EQ(one["name"], "芝地区総合支所");
    EXPECT_EQ(one["state"], "ok");
    EXPECT_EQ(one["reason"], "");
    EXPECT_EQ(one["slide"], "consultation-centre");
    EXPECT_EQ(one["slide_title"], "在宅療養の相談は相談センターへ");
    EXPECT_EQ(one["since"], "2025-02-10T00:00:00Z");
    EXPECT_EQ(one["edition"], json::parse(R"({"epoch":1,"number":1})"));
    EXPECT_EQ(one["received"], "2025-02-10T00:00:02Z");
    EXPECT_EQ(one["skew_seconds"], 2.0);
    EXPECT_EQ(one["offline"], false);
    EXPECT_EQ(all["silent"], json::parse(R"([{"id":"screen-02","name":"麻布地区総合支所"}])"));
    hub.clock.advance(offlineAfter + std::chrono::seconds(1));
    EXPECT_EQ(players(hub)["players"][0]["offline"], true);
    EXPECT_EQ(players(hub)["counts"]["offline"], 1);
}

TEST(HubReporting, ABacklogDoesNotOverwriteWhatIsNewer) {
    const TestHub hub;
    ASSERT_EQ(hub.beat(record("screen-01", "s", 9, "ok", "live", "2025-02-10T00:09:00Z")).status, 200);
    ASSERT_EQ(hub.beat(record("screen-01", "s", 3, "slate", "", "2025-02-10T00:03:00Z")).status, 200);
    const json one = players(hub)["players"][0];
    EXPECT_EQ(one["state"], "ok");
    EXPECT_EQ(one["slide"], "live");
    EXPECT_EQ(list(hub)["heartbeats"].size(), 2U);
}

TEST(HubReporting, HeartbeatsByTimeAndNumber) {
    const TestHub hub;
    std::string records = record("screen-01", "s", 1, "ok", "a", "2025-02-10T00:01:00Z");
    for (int seq = 2; seq <= 9; ++seq) {
        records.append(",").append(
            record("screen-01", "s", seq, "ok", "a", format("2025-02-10T00:0{}:00Z", seq)));
    }
    ASSERT_EQ(hub.beat(records).status, 200);
    EXPECT_EQ(list(hub)["heartbeats"].size(), 9U);
    EXPECT_EQ(list(hub)["more"], false);
    const json some = list(hub, "?since=2025-02-10T00:03:00Z&until=2025-02-10T09:08:00%2B09:00&limit=3");
    ASSERT_EQ(some["heartbeats"].size(), 3U);
    EXPECT_EQ(some["more"], true);
    EXPECT_EQ(some["heartbeats"][0]["record"]["seq"], 5);
    EXPECT_EQ(some["heartbeats"][2]["record"]["seq"], 7);
    EXPECT_EQ(some["heartbeats"][2]["received"], "2025-02-10T00:00:00Z");
    EXPECT_EQ(some["heartbeats"][2]["skew_seconds"], -420.0);
    for (const char* bad : {"?limit=0", "?limit=x", "?limit=100000", "?since=gestern", "?until=2025-02-30"}) {
        const std::string target = std::string("/v1/players/screen-01/heartbeats") + bad;
        EXPECT_EQ(hub.ask("GET", target, hub.as(Role::reader)).status, 400) << bad;
    }
}

TEST(HubReporting, PublishersAskHowFarAnEditionHasCome) {
    const TestHub hub;
    const std::string path = "/v1/channels/minato/screens";
    EXPECT_EQ(hub.ask("GET", path).status, 401);
    EXPECT_EQ(hub.ask("GET", path, hub.as(Role::player)).status, 403);
    EXPECT_EQ(hub.ask("GET", path, hub.as(Role::publisher)).status, 404) << "nothing is published yet";
}

TEST(HubReporting, NothingIsAcknowledgedThatIsNotCommitted) {
    TestHub hub;
    hub.hub.reset();
    hub.heartbeats =
        std::move(*SqliteHeartbeatStore::open(databasePath(hub.data()), std::chrono::milliseconds(0)));
    hub.hub = std::move(*Hub::start(hub.options, hub.disk, hub.clock, hub.stores()));
    auto other = Database::open(databasePath(hub.data()), std::chrono::milliseconds(0));
    ASSERT_TRUE(other);
    ASSERT_TRUE((*other)->execute("BEGIN IMMEDIATE"));
    const Reply refused = hub.beat(record("screen-01", "s", 1));
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.header("retry-after"), "30");
    EXPECT_FALSE(json::parse(refused.body).contains("results"));
    ASSERT_TRUE((*other)->execute("ROLLBACK"));
    EXPECT_EQ(json::parse(hub.beat(record("screen-01", "s", 1)).body)["results"][0]["status"], "stored");
}

TEST(HubReporting, OldRecordsGoWithTheTime) {
    TestHub hub;
    ASSERT_EQ(hub.beat(record("screen-01", "s", 1)).status, 200);
    hub.clock.advance(std::chrono::days(93));
    ASSERT_EQ(hub.beat(record("screen-01", "s", 2)).status, 200);
    while (*retainOnce(hub.heartbeats->summaries(), retentionOf(hub.options.keep), hub.clock.wall()) > 0) {
    }
    const json kept = list(hub)["heartbeats"];
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0]["record"]["seq"], 2);
}

TEST(HubReporting, StatusOutlivesARestart) {
    TestHub hub;
    ASSERT_EQ(hub.beat(record("screen-01", "s", 1)).status, 200);
    hub.restart();
    EXPECT_EQ(players(hub)["players"][0]["slide"], "consultation-centre");
    EXPECT_EQ(json::parse(hub.beat(record("screen-01", "s", 1)).body)["results"][0]["status"], "duplicate");
}

TEST(HubPagesOverHttp, NothingOfAPlayerIsInThePagesFrame) {
    const TestHub hub;
    json evil = json::parse(record("screen-01", "s", 1));
    evil["slide"] = "<script>alert(1)</script>";
    evil["reason"] = "\"><img src=x onerror=alert(2)>";
    ASSERT_EQ(hub.beat(evil.dump()).status, 200);
    for (const char* path : {"/", "/screens/%3Cscript%3Ealert(1)"}) {
        const Reply page = hub.ask("GET", path, hub.as(Role::reader));
        ASSERT_EQ(page.status, 200);
        EXPECT_THAT(page.body, Not(HasSubstr("alert")));
    }
    const Reply list = hub.ask("GET", "/v1/players?view=page", hub.as(Role::reader));
    EXPECT_THAT(list.header("content-type"), HasSubstr("application/json"));
    EXPECT_EQ(list.header("x-content-type-options"), "nosniff");
}

TEST(HubReporting, ManyAtOnceLoseNothing) {
    const TestHub hub;
    std::vector<std::thread> senders;
    std::atomic<int> stored{0};
    for (int sender = 0; sender < 8; ++sender) {
        senders.emplace_back([&hub, &stored, sender] {
            for (int i = 0; i < 10; ++i) {
                // Every record comes from two senders.
                const int seq = sender / 2 * 10 + i + 1;
                const Reply reply = hub.beat(record("screen-01", "s", seq));
                if (reply.body.find("\"stored\"") != std::string::npos) ++stored;
                (void)hub.ask("GET", "/v1/players", hub.as(Role::reader));
            }
        });
    }
    for (std::thread& sender : senders) sender.join();
    EXPECT_EQ(stored, 40);
    EXPECT_EQ(list(hub)["heartbeats"].size(), 40U);
}

}  // namespace
}  // namespace signage::hub::testing
