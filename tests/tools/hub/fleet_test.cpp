// The fleet judged: who needs a person, in which order.
#include "tools/hub/fleet.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tools/hub/wire.h"

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

// It was heard of when the hub's clock was ahead, and may have been dead ever since.
TEST(HubFleet, WhatWasHeardInTheFutureIsOffline) {
    PlayerStatus ahead = player("s-ok", "ok");
    ahead.heard = fleetTime + std::chrono::hours(5);
    EXPECT_TRUE(judgeFleet({ahead}, {minato()}, fleetTime).rows.front().offline);
    ahead.heard = fleetTime + std::chrono::seconds(59);
    EXPECT_FALSE(judgeFleet({ahead}, {minato()}, fleetTime).rows.front().offline);
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

// Three screens: always open, on weekdays, and closed on that very day (a Monday, the day before a holiday).
ChannelView withHours() {
    auto playlist = std::make_shared<Playlist>();
    Screen always;
    always.id = "s-always";
    Screen weekdays;
    weekdays.id = "s-weekdays";
    weekdays.tags = {{"area", {"shiba"}}};
    OpenHours hours;
    for (int day = 1; day <= 5; ++day) hours.days.weekday[day] = true;
    hours.hours = {510, 1035};  // 08:30-17:15
    weekdays.open = {hours};
    Screen shut;
    shut.id = "s-shut";
    const LocalDate day = dateOf(Zone::tokyo().toLocal(fleetTime));
    shut.closedOn = {{false, false, day, day}};
    playlist->screens = {always, weekdays, shut};
    ChannelView view{"minato", {1, 2}, {}, {}};
    view.playlist = playlist;
    for (const Screen& screen : playlist->screens) {
        view.screens.emplace(screen.id, screen.id);
        view.places.emplace(screen.id, &screen);
    }
    return view;
}

std::map<std::string, Concern> concernsAt(Instant time) {
    std::vector<PlayerStatus> gone{player("s-always", "ok"), player("s-shut", "slate"),
                                   player("s-weekdays", "ok")};
    std::map<std::string, Concern> concerns;
    for (const FleetRow& row : judgeFleet(gone, {withHours()}, time).rows) {
        concerns[row.status.id] = row.concern;
        EXPECT_EQ(row.closed, row.concern == Concern::closed);
    }
    return concerns;
}

TEST(HubFleet, OutsideItsHoursAScreenIsClosedAndNoAlarm) {
    const Instant open = fleetTime + std::chrono::minutes(30);
    EXPECT_EQ(concernsAt(open), (std::map<std::string, Concern>{{"s-always", Concern::offline},
                                                                {"s-shut", Concern::closed},
                                                                {"s-weekdays", Concern::offline}}));
    const Instant evening = fleetTime + std::chrono::minutes(8 * 60 + 15);  // 17:15
    EXPECT_EQ(concernsAt(evening).at("s-weekdays"), Concern::closed);
    EXPECT_EQ(concernsAt(evening - std::chrono::milliseconds(1)).at("s-weekdays"), Concern::offline);
    EXPECT_EQ(concernsAt(evening).at("s-always"), Concern::offline);
    EXPECT_FALSE(isAlarm(Concern::closed));
    EXPECT_FALSE(isAlarm(Concern::maintenance));
    EXPECT_FALSE(isAlarm(Concern::seenTo));
    EXPECT_TRUE(isAlarm(Concern::offline));
}

TEST(HubFleet, ANoteStandsBeforeTheTroubleAndTheHours) {
    const Notes notes{
        {"s-always", {NoteKind::maintenance, "工事", "田中", fleetTime, fleetTime + std::chrono::hours(1)}},
        {"s-shut", {NoteKind::seenTo, "", "鈴木", fleetTime, fleetTime + std::chrono::hours(1)}}};
    const std::vector<PlayerStatus> players{player("s-always", "slate"), player("s-shut", "ok")};
    const Fleet during = judgeFleet(players, {withHours()}, fleetTime, notes);
    ASSERT_EQ(during.rows.size(), 2U);
    EXPECT_EQ(during.rows[0].concern, Concern::seenTo);
    EXPECT_EQ(during.rows[1].concern, Concern::maintenance);
    EXPECT_EQ(during.rows[1].trouble, Concern::slate);
    ASSERT_TRUE(during.rows[1].note);
    const Fleet after = judgeFleet(players, {withHours()}, fleetTime + std::chrono::hours(1), notes);
    for (const FleetRow& row : after.rows) EXPECT_FALSE(row.note);
}

TEST(HubFleet, ASilentScreenHasItsHoursTagsAndNoteToo) {
    const Notes notes{
        {"s-always", {NoteKind::maintenance, "設置前", "", fleetTime, fleetTime + std::chrono::hours(1)}}};
    const Fleet fleet = judgeFleet({}, {withHours()}, fleetTime, notes);
    ASSERT_EQ(fleet.silent.size(), 3U);
    EXPECT_TRUE(fleet.silent[0].note);
    EXPECT_TRUE(fleet.silent[1].closed);
    EXPECT_EQ(fleet.silent[2].tags.at("area"), std::vector<std::string>{"shiba"});
}

TEST(HubFleet, TheGlassIsNeverProvenMoreThanItWas) {
    const auto proof = [](const std::string& check, const std::string& result, const std::string& panel) {
        const std::string record = R"({"glass":{"check":")" + check + R"(","result":")" + result +
                                   R"("},"panel":")" + panel + R"("})";
        return judgeFleet({player("a", "ok", record)}, {}, fleetTime).rows.front().proof;
    };
    EXPECT_EQ(proof("scanout", "match", "on"), GlassProof::panel);
    EXPECT_EQ(proof("server", "match", "unknown"), GlassProof::output);
    EXPECT_EQ(proof("scanout", "match", "standby"), GlassProof::output);
    EXPECT_EQ(proof("own", "match", "on"), GlassProof::drawn);
    EXPECT_EQ(proof("none", "none", "on"), GlassProof::none);
    EXPECT_EQ(proof("scanout", "differs", "on"), GlassProof::none);
    EXPECT_EQ(proof("invented", "match", "on"), GlassProof::none);
    PlayerStatus gone = player("a", "ok", R"({"glass":{"check":"scanout","result":"match"},"panel":"on"})");
    gone.heard = fleetTime - std::chrono::hours(1);
    EXPECT_EQ(judgeFleet({gone}, {}, fleetTime).rows.front().proof, GlassProof::none)
        << "of now nothing is known";
}

TEST(HubFleet, ThePagesListLeavesOutWhatIsUsual) {
    ChannelView channel = withHours();
    channel.slides = {{"a", "相談件数"}};
    const std::string record =
        R"({"edition":{"epoch":1,"number":2},"panel":"on","clock":"trusted","dropped":0,)"
        R"("glass":{"check":"server","result":"match"}})";
    const Fleet fleet = judgeFleet({player("s-always", "ok", record)}, {channel}, fleetTime);
    const auto body = nlohmann::json::parse(fleetPageBody(fleet));
    const auto& tile = body["players"][0];
    EXPECT_EQ(tile["concern"], "none");
    EXPECT_EQ(tile["edition"], "1-2");
    EXPECT_EQ(tile["proof"], "panel");
    EXPECT_EQ(body["titles"]["a"], "相談件数");
    for (const char* usual :
         {"reason", "panel", "clock", "dropped", "trouble", "note", "closed", "tags", "skew"})
        EXPECT_FALSE(tile.contains(usual)) << usual;
    EXPECT_EQ(body["silent"].size(), 2U);
    EXPECT_LT(fleetPageBody(fleet).size(), playersBody(fleet).size());
    EXPECT_EQ(fleetPageBody(fleet), fleetPageBody(judgeFleet({player("s-always", "ok", record)}, {channel},
                                                             fleetTime + std::chrono::seconds(20))))
        << "the same bytes while nothing changes";
}

}  // namespace
}  // namespace signage::hub
