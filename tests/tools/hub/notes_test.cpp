// Notes about screens: kept, ended, replaced; and what the routes take.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/must.h"
#include "tests/tools/hub/test_hub.h"
#include "tools/hub/database.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;
using signage::testing::must;
using ::testing::HasSubstr;

const Instant noted = must(parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo()));

Note maintenance(std::chrono::hours length) {
    return {NoteKind::maintenance, "電源工事", "田中", noted, noted + length};
}

TEST(HubNotes, AreKeptReplacedAndRemoved) {
    const TemporaryFolder folder;
    const auto store = must(SqliteNoteStore::open(folder.path() + "/notes.sqlite"));
    EXPECT_TRUE(must(store->notes(noted)).empty());
    ASSERT_TRUE(store->put("screen-01", maintenance(std::chrono::hours(2))));
    EXPECT_EQ(must(store->notes(noted)).at("screen-01"), maintenance(std::chrono::hours(2)));
    const Note seen{NoteKind::seenTo, "", "鈴木'; DROP TABLE notes;--", noted, noted + std::chrono::hours(1)};
    ASSERT_TRUE(store->put("screen-01", seen));
    EXPECT_EQ(must(store->notes(noted)), (Notes{{"screen-01", seen}}));
    EXPECT_TRUE(must(store->remove("screen-01")));
    EXPECT_FALSE(must(store->remove("screen-01")));
    EXPECT_TRUE(must(store->notes(noted)).empty());
}

TEST(HubNotes, VanishWhenTheyEnd) {
    const TemporaryFolder folder;
    const std::string path = folder.path() + "/notes.sqlite";
    const auto store = must(SqliteNoteStore::open(path));
    ASSERT_TRUE(store->put("screen-01", maintenance(std::chrono::hours(2))));
    const Instant end = noted + std::chrono::hours(2);
    EXPECT_EQ(must(store->notes(end - std::chrono::milliseconds(1))).size(), 1U);
    EXPECT_TRUE(must(store->notes(end)).empty());
    Note later = maintenance(std::chrono::hours(5));
    later.since = end;
    ASSERT_TRUE(store->put("screen-02", later));
    const auto database = must(Database::open(path, std::chrono::seconds(1)));
    auto count = must(database->prepare("SELECT count(*) FROM notes"));
    ASSERT_TRUE(must(count.step()));
    EXPECT_EQ(count.integer(0), 1) << "the ended one went with the next";
}

TEST(HubNotes, OutliveARestart) {
    TestHub hub;
    ASSERT_TRUE(hub.notes->put("screen-01", maintenance(std::chrono::hours(2))));
    hub.restart();
    EXPECT_EQ(must(hub.notes->notes(noted)).size(), 1U);
}

constexpr const char* place = "/v1/players/screen-01/note";

TEST(HubNotes, ANoteReachesTheFleetAndCallsNobody) {
    TestHub hub;
    ASSERT_EQ(hub.beat(record("screen-01", "s", 1, "slate", "")).status, 200);
    const Reply put =
        hub.ask("PUT", place, hub.as(Role::administrator),
                R"({"kind":"maintenance","reason":"電源工事","until":"2025-02-10T12:00:00+09:00"})");
    ASSERT_EQ(put.status, 200) << put.body;
    EXPECT_EQ(json::parse(put.body)["by"], "jouhou") << "who noted it, when nobody is named";
    const auto one = [&hub] {
        return json::parse(hub.ask("GET", "/v1/players", hub.as(Role::reader)).body)["players"][0];
    };
    EXPECT_EQ(one()["concern"], "maintenance");
    EXPECT_EQ(one()["trouble"], "slate") << "the truth stays there";
    EXPECT_EQ(one()["note"]["reason"], "電源工事");
    EXPECT_EQ(one()["note"]["until"], "2025-02-10T03:00:00Z");
    hub.clock.advance(std::chrono::hours(3));
    EXPECT_EQ(one()["note"], nullptr);
    EXPECT_EQ(one()["concern"], "offline");
}

TEST(HubNotes, SeeingToAScreenEndsByItself) {
    TestHub hub;
    EXPECT_EQ(hub.ask("PUT", place, hub.as(Role::administrator), R"({"kind":"seen_to"})").status, 404)
        << "nobody knows it yet";
    ASSERT_EQ(hub.beat(record("screen-01", "s", 1)).status, 200);
    ASSERT_EQ(hub.ask("PUT", place, hub.as(Role::administrator), R"({"kind":"seen_to","by":"佐藤"})").status,
              200);
    EXPECT_EQ(must(hub.notes->notes(hub.clock.wall())).at("screen-01").by, "佐藤");
    EXPECT_TRUE(must(hub.notes->notes(hub.clock.wall() + std::chrono::hours(24))).empty());
    EXPECT_EQ(hub.ask("DELETE", place, hub.as(Role::administrator)).status, 204);
    EXPECT_EQ(hub.ask("DELETE", place, hub.as(Role::administrator)).status, 204) << "again: nothing is there";
}

TEST(HubNotes, WhoNotedWhatIsInTheAuditLog) {
    TestHub hub;
    ASSERT_EQ(hub.beat(record("screen-01", "s", 1)).status, 200);
    const Headers boss = hub.as(Role::administrator);
    const std::string body =
        R"({"kind":"maintenance","reason":"電源工事","by":"施設課","until":"2025-02-10T12:00:00+09:00"})";
    ASSERT_EQ(hub.ask("PUT", place, boss, body).status, 200);
    ASSERT_EQ(hub.ask("PUT", place, boss, "{}").status, 400);
    ASSERT_EQ(hub.ask("DELETE", place, boss).status, 204);
    const auto entries = must(hub.audit->list({})).entries;
    ASSERT_EQ(entries.size(), 2U) << "what was refused changed nothing";
    EXPECT_EQ(entries[0].action, "note.put");
    EXPECT_EQ(entries[0].target, "screen-01");
    EXPECT_EQ(entries[0].actor, "jouhou");
    EXPECT_EQ(entries[0].outcome, "done");
    EXPECT_EQ(entries[0].detail, "maintenance until 2025-02-10T03:00:00Z by 施設課: 電源工事");
    EXPECT_EQ(entries[1].action, "note.remove");
    EXPECT_EQ(entries[1].target, "screen-01");
}

TEST(HubNotes, WhatMakesNoSenseIsRefusedAndSaysWhy) {
    const TestHub hub;
    ASSERT_EQ(hub.beat(record("screen-01", "s", 1)).status, 200);
    const auto refusal = [&hub](const std::string& body, const std::string& target = place) {
        const Reply reply = hub.ask("PUT", target, hub.as(Role::administrator), body);
        EXPECT_EQ(reply.status, target == place ? 400 : 404) << body;
        return json::parse(reply.body)["error"]["en"].get<std::string>();
    };
    const std::string end = R"("until":"2025-02-10T12:00:00+09:00")";
    EXPECT_THAT(refusal("["), HasSubstr("not JSON"));
    EXPECT_THAT(refusal("{}"), HasSubstr("kind"));
    EXPECT_THAT(refusal(R"({"kind":"holiday",)" + end + "}"), HasSubstr("kind"));
    EXPECT_THAT(refusal(R"({"kind":"maintenance",)" + end + "}"), HasSubstr("reason"));
    EXPECT_THAT(refusal(R"({"kind":"maintenance","reason":5,)" + end + "}"), HasSubstr("reason"));
    EXPECT_THAT(refusal(R"({"kind":"maintenance","reason":"x"})"), HasSubstr("until"));
    EXPECT_THAT(refusal(R"({"kind":"maintenance","reason":"x","until":"2025-02-10T08:00:00+09:00"})"),
                HasSubstr("after now"));
    EXPECT_THAT(refusal(R"({"kind":"maintenance","reason":"x","until":"2035-02-10T08:00:00+09:00"})"),
                HasSubstr("within a year"));
    EXPECT_THAT(refusal(R"({"kind":"seen_to","reason":")" + std::string(301, 'x') + "\"}"), HasSubstr("300"));
    EXPECT_THAT(refusal(R"({"kind":"seen_to"})", "/v1/players/a%20b/note"), HasSubstr("no such screen"));
    EXPECT_TRUE(must(hub.notes->notes(noted)).empty());
}

}  // namespace
}  // namespace signage::hub::testing
