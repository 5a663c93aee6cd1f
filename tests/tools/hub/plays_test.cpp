// Proof of play over HTTP: counted once, filtered, as CSV that a spreadsheet reads as text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "tests/tools/hub/test_hub.h"
#include "tools/hub/plays_csv.h"
#include "tools/hub/wire.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

json showing(const std::string& slide, const std::string& start, double length = 10) {
    return {{"slide", slide}, {"edition", "1-1"}, {"start", start}, {"seconds", length}, {"verified", true}};
}

std::string recordWith(int seq, const std::vector<json>& showings, const std::string& player = "screen-01",
                       const std::string& wall = "2025-02-10T00:00:00Z") {
    json made = json::parse(record(player, "s", seq, "ok", "consultation-centre", wall));
    made["showings"] = showings;
    return made.dump();
}

class HubPlays : public ::testing::Test {
  protected:
    json get(const std::string& target) const {
        const Reply reply = hub.ask("GET", target, hub.as(Role::reader));
        EXPECT_EQ(reply.status, 200) << target << reply.body;
        return json::parse(reply.body, nullptr, false);
    }
    // Records of any screen, past the token.
    void keep(const std::string& player, int seq, const std::vector<json>& showings) {
        const std::string body = "{\"records\":[" + recordWith(seq, showings, player) + "]}";
        const auto parsed = signage::hub::parseHeartbeats(body, player);
        for (const auto& one : *parsed) {
            ASSERT_TRUE(hub.heartbeats->store({std::get<HeartbeatRecord>(one.content)}, hub.clock.wall()));
        }
    }
    TestHub hub;
};

TEST_F(HubPlays, ARecordsPlaysAreCountedOnce) {
    const std::string once =
        recordWith(1, {showing("a", "2025-02-09T23:59:00Z"), showing("a", "2025-02-09T23:59:10Z")});
    ASSERT_EQ(hub.beat(once).status, 200);
    ASSERT_EQ(hub.beat(once + "," + once).status, 200);
    const json plays = get("/v1/players/screen-01/plays");
    ASSERT_EQ(plays["plays"].size(), 2U);
    EXPECT_EQ(plays["more"], false);
    const json first = {{"player", "screen-01"}, {"slide", "a"},
                        {"edition", "1-1"},      {"start", "2025-02-10T08:59:00+09:00"},
                        {"seconds", 10.0},       {"verified", true},
                        {"proof", "none"}};
    EXPECT_EQ(plays["plays"][0], first) << "an older player says nothing of the proof";
}

TEST_F(HubPlays, FilteredBySlidePeriodScreenAndTag) {
    keep("screen-01", 1, {showing("a", "2025-02-09T00:00:00Z"), showing("b", "2025-02-09T01:00:00Z")});
    keep("screen-02", 1, {showing("a", "2025-02-09T02:00:00Z")});
    keep("screen-03", 1, {showing("a", "2025-02-09T03:00:00Z")});
    EXPECT_EQ(get("/v1/plays")["plays"].size(), 4U);
    EXPECT_EQ(get("/v1/plays?since=2025-02-01&slide=a")["plays"].size(), 3U);
    EXPECT_EQ(get("/v1/plays?since=2025-02-01&slide=never")["plays"].size(), 0U);
    EXPECT_EQ(get("/v1/players/screen-01/plays?since=2025-02-01&slide=a")["plays"].size(), 1U);
    EXPECT_EQ(get("/v1/plays?screen=screen-01,screen-03")["plays"].size(), 3U);
    EXPECT_EQ(get("/v1/plays?since=2025-02-09T01:00:00Z&until=2025-02-09T03:00:00Z")["plays"].size(), 2U);
    const json newest = get("/v1/plays?limit=2");
    ASSERT_EQ(newest["plays"].size(), 2U);
    EXPECT_EQ(newest["plays"][0]["player"], "screen-02");
    EXPECT_EQ(newest["plays"][1]["player"], "screen-03");
    EXPECT_EQ(newest["more"], true);
    EXPECT_EQ(get("/v1/plays?limit=4")["more"], false);
    EXPECT_EQ(get("/v1/plays?tag=kind=branch-office")["plays"].size(), 0U) << "no edition has such a screen";
    // All that were ever played would have to be looked at.
    for (const char* path : {"/v1/plays?slide=a", "/v1/plays?slide=a&format=csv&until=2025-02-10",
                             "/v1/players/screen-01/plays?slide=a&since="}) {
        const Reply refused = hub.ask("GET", path, hub.as(Role::reader));
        EXPECT_EQ(refused.status, 400) << path;
        EXPECT_THAT(refused.body, HasSubstr("slide needs since"));
    }
    for (const char* bad : {"tag=kind", "limit=0", "limit=10001", "format=xml", "since=gestern"}) {
        EXPECT_EQ(hub.ask("GET", std::string("/v1/plays?") + bad, hub.as(Role::reader)).status, 400) << bad;
    }
}

TEST_F(HubPlays, CsvForAnOffice) {
    json panel = showing("=cmd|' /C calc'!A0", "2025-02-09T15:00:00Z", 12.5);
    panel["proof"] = "panel";
    json output = showing("線,\"引用\"\n", "2025-02-09T16:00:00Z");
    output["proof"] = "output";
    output["verified"] = false;
    keep("screen-01", 1, {panel, output});
    const Reply reply = hub.ask("GET", "/v1/players/screen-01/plays?format=csv", hub.as(Role::reader));
    EXPECT_EQ(reply.header("content-type"), "text/csv; charset=utf-8");
    EXPECT_THAT(reply.header("content-disposition"), HasSubstr("attachment"));
    EXPECT_THAT(reply.body, HasSubstr("\xEF\xBB\xBF\"# これは画面の再生記録です"));
    EXPECT_THAT(reply.body, HasSubstr("証拠にはなりません。\"\r\n\"画面ID\","));
    EXPECT_THAT(reply.body, HasSubstr("\"'=cmd|' /C calc'!A0\",\"\",\"1-1\",\"2025-02-10T00:00:00\",\"12.5\","
                                      "\"一致\",\"画面の電源まで確認\"\r\n"));
    EXPECT_THAT(reply.body, HasSubstr("\"線,\"\"引用\"\" \","));
    EXPECT_THAT(reply.body, HasSubstr("\"未照合\",\"映像出力まで確認\"\r\n"));
}

TEST(PlaysCsv, CellsAreText) {
    EXPECT_EQ(csvCell("a"), "\"a\"");
    EXPECT_EQ(csvCell("a\"b"), "\"a\"\"b\"");
    for (const char* formula : {"=1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "\t=1"}) {
        EXPECT_THAT(csvCell(formula), StartsWith("\"'")) << formula;
    }
    EXPECT_EQ(csvCell("\r\n=1"), "\"  =1\"");
}

// What a year is exported by: more than one piece, nothing twice, nothing left out, also while plays come.
TEST_F(HubPlays, ALongCsvComesInPieces) {
    constexpr int records = 30;
    constexpr int each = 120;
    for (int r = 1; r <= records; ++r) {
        std::vector<json> showings;
        for (int i = 0; i < each; ++i) {
            showings.push_back(showing(format("slide-{}-{}", r, i), "2025-02-09T00:00:00Z"));
        }
        keep(r % 2 == 0 ? "screen-01" : "screen-02", r, showings);
    }
    const auto source = playsCsv(hub.heartbeats->plays(), {}, {});
    std::string whole;
    std::size_t largest = 0;
    int pieces = 0;
    while (true) {
        const std::string piece = *source->next();
        if (piece.empty()) break;
        if (++pieces == 3) keep("screen-09", 1, {showing("late", "2025-02-09T00:00:00Z")});
        largest = std::max(largest, piece.size());
        whole += piece;
    }
    EXPECT_LT(largest, 300'000U);
    EXPECT_GE(pieces, 4);
    for (int r = 1; r <= records; ++r) {
        for (int i = 0; i < each; ++i) {
            const std::string cell = format("\"slide-{}-{}\"", r, i);
            const auto first = whole.find(cell);
            ASSERT_NE(first, std::string::npos) << cell;
            ASSERT_EQ(whole.find(cell, first + 1), std::string::npos) << cell;
        }
    }
    const Reply reply =
        hub.ask("GET", "/v1/plays?format=csv&since=2025-02-01&slide=slide-3-7", hub.as(Role::administrator));
    EXPECT_THAT(reply.body, HasSubstr("slide-3-7"));
}

TEST_F(HubPlays, TheTimelineOfADayInTokyo) {
    hub.clock.setWall("2025-02-10T10:00:00+09:00");
    ASSERT_EQ(hub.beat(recordWith(1, {showing("a", "2025-02-09T23:50:00Z", 600)})).status, 200);
    const json timeline = get("/v1/players/screen-01/timeline?date=2025-02-10");
    EXPECT_EQ(timeline["player"], "screen-01");
    EXPECT_EQ(timeline["date"], "2025-02-10");
    ASSERT_GE(timeline["segments"].size(), 1U);
    EXPECT_EQ(timeline["segments"][0]["start"], "2025-02-10T08:50:00+09:00");
    EXPECT_EQ(timeline["segments"][0]["seconds"], 600.0);
    EXPECT_EQ(timeline["gaps"][0]["start"], "2025-02-10T00:00:00+09:00");
    EXPECT_EQ(timeline["gaps"][0]["why"], "no_contact");
    EXPECT_EQ(timeline["skew"][0]["seconds"], 3600.0);
    EXPECT_EQ(get("/v1/players/screen-01/timeline")["date"], "2025-02-10");
    EXPECT_EQ(hub.ask("GET", "/v1/players/screen-01/timeline?date=2025-02-30", hub.as(Role::reader)).status,
              400);
}

TEST_F(HubPlays, HoursFromRecordsThatAreNotSummarisedYet) {
    const std::string second = recordWith(2, {}, "screen-01", "2025-02-10T00:01:00Z");
    ASSERT_EQ(hub.beat(recordWith(1, {showing("a", "2025-02-09T23:50:00Z")}) + "," + second).status, 200);
    const json hours =
        get("/v1/players/screen-01/hours?since=2025-02-10T08:00&until=2025-02-10T10:00")["hours"];
    ASSERT_EQ(hours.size(), 2U);
    EXPECT_EQ(hours[0]["slides"][0]["plays"], 1);
    EXPECT_EQ(hours[0]["verified_seconds"], 10.0);
    EXPECT_EQ(hours[1]["records"], 2);
    EXPECT_EQ(hours[1]["hour"], "2025-02-10T09:00:00+09:00");
    EXPECT_EQ(
        hub.ask("GET", "/v1/players/screen-01/hours?since=2024-01-01&until=2025-01-01", hub.as(Role::reader))
            .status,
        400);
}

}  // namespace
}  // namespace signage::hub::testing
