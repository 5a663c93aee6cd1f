// The fleet judged: who needs a person, in which order.
#include "tools/hub/fleet.h"

#include <gtest/gtest.h>

namespace signage::hub {
namespace {

const Instant fleetTime = *parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo());

PlayerStatus player(const std::string& id, const std::string& state, const std::string& record = "{}") {
    PlayerStatus status;
    status.id = id;
    status.state = state;
    status.slide = std::string("a");
    status.wall = fleetTime - std::chrono::seconds(31);
    status.received = fleetTime - std::chrono::seconds(30);
    status.heard = status.received;
    status.json = record;
    return status;
}

ChannelView minato() {
    return {
        "minato", {1, 2}, {{"s-ok", "芝"}, {"s-silent", "麻布"}, {"s-behind", "赤坂"}}, {{"a", "相談件数"}}};
}

TEST(HubFleet, ThoseThatNeedAPersonComeFirst) {
    PlayerStatus offline = player("s-offline", "ok");
    offline.heard = fleetTime - offlineAfter - std::chrono::seconds(1);
    PlayerStatus twins = player("s-twins", "ok");
    twins.twoSeries = true;
    const std::string current = R"({"edition":{"epoch":1,"number":2}})";
    const Fleet fleet = judgeFleet(
        {player("s-ok", "ok", current), player("s-behind", "ok", R"({"edition":{"epoch":1,"number":1}})"),
         player("s-stale", "stale"), player("s-degraded", "degraded"),
         player("s-glass", "ok", R"({"panel":"standby"})"), twins, player("s-slate", "slate"), offline},
        {minato()}, fleetTime);
    std::vector<std::string> order;
    for (const FleetRow& row : fleet.rows) order.push_back(row.status.id);
    EXPECT_EQ(order, (std::vector<std::string>{"s-offline", "s-slate", "s-twins", "s-glass", "s-degraded",
                                               "s-stale", "s-behind", "s-ok"}));
    EXPECT_EQ(fleet.counts, (std::map<std::string, int>{
                                {"ok", 4}, {"stale", 1}, {"degraded", 1}, {"slate", 1}, {"offline", 1}}));
    ASSERT_EQ(fleet.silent.size(), 1U);
    EXPECT_EQ(fleet.silent.front().id, "s-silent");
}

TEST(HubFleet, ARolloutCountsTheScreensOfItsChannel) {
    const std::string current = R"({"edition":{"epoch":1,"number":2}})";
    PlayerStatus gone = player("s-silent", "ok", current);
    gone.heard = fleetTime - std::chrono::hours(1);
    const Fleet fleet = judgeFleet(
        {player("s-ok", "ok", current), player("s-behind", "ok", R"({"edition":{"epoch":1,"number":1}})"),
         player("s-stranger", "ok"), gone},
        {minato()}, fleetTime);
    const auto rollout = rolloutOf(fleet, "minato");
    ASSERT_TRUE(rollout);
    EXPECT_EQ(rollout->current, (EditionId{1, 2}));
    EXPECT_EQ(rollout->showing, 1);
    ASSERT_EQ(rollout->behind.size(), 1U);
    EXPECT_EQ(rollout->behind[0].id, "s-behind");
    ASSERT_EQ(rollout->offline.size(), 1U);
    EXPECT_EQ(rollout->offline[0].id, "s-silent");
    EXPECT_FALSE(rolloutOf(fleet, "elsewhere"));
}

TEST(HubFleet, OfflineBeginsAfterThreeMissedHeartbeats) {
    PlayerStatus just = player("a", "ok");
    just.heard = fleetTime - offlineAfter;
    PlayerStatus gone = player("b", "ok");
    gone.heard = fleetTime - offlineAfter - std::chrono::milliseconds(1);
    const Fleet fleet = judgeFleet({just, gone}, {}, fleetTime);
    EXPECT_EQ(fleet.rows[0].status.id, "b");
    EXPECT_TRUE(fleet.rows[0].offline);
    EXPECT_FALSE(fleet.rows[1].offline);
}

TEST(HubFleet, ARecordIsReadAsFarAsItMakesSense) {
    const std::string record =
        R"({"reason":"版が古い","edition":{"epoch":1,"number":2},"panel":"on","clock":"trusted",)"
        R"("glass":{"check":"own","result":"differs"},"display":{"name":"HDMI-1","width":1920,)"
        R"("height":1080},"dropped":3,"free_bytes":18446744073709551615,"pretended":"2025-02-10"})";
    const Fleet fleet = judgeFleet({player("s-ok", "ok", record)}, {minato()}, fleetTime);
    const FleetRow& row = fleet.rows.front();
    EXPECT_EQ(row.name, "芝");
    EXPECT_EQ(row.slideTitle, "相談件数");
    EXPECT_EQ(row.reason, "版が古い");
    EXPECT_EQ(row.edition, (EditionId{1, 2}));
    EXPECT_EQ(row.display, "HDMI-1 1920x1080");
    EXPECT_EQ(row.dropped, 3);
    EXPECT_FALSE(row.freeBytes);
    EXPECT_TRUE(row.pretended);
    EXPECT_EQ(row.concern, Concern::glass);
    EXPECT_DOUBLE_EQ(row.skewSeconds, 1);
}

TEST(HubFleet, ARecordOfTheWrongTypesIsNoHarm) {
    for (const char* record :
         {"null", "[]", "not json", R"({"edition":5,"glass":[1],"display":"x","reason":{},"panel":7})",
          R"({"edition":{"epoch":"1","number":2}})"}) {
        const Fleet fleet = judgeFleet({player("a", "ok", record)}, {}, fleetTime);
        EXPECT_FALSE(fleet.rows.front().edition) << record;
        EXPECT_EQ(fleet.rows.front().reason, "") << record;
    }
}

}  // namespace
}  // namespace signage::hub
