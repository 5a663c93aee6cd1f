// From heartbeats in the store to messages in the outbox, with the hub stopped and started in between.
#include "tools/hub/alert_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/playlist/reader.h"
#include "tests/support/fake_clock.h"
#include "tests/support/must.h"
#include "tests/support/process.h"
#include "tools/hub/sqlite_alert_store.h"

namespace signage::hub {
namespace {

using nlohmann::json;
using signage::testing::FakeClock;
using signage::testing::must;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

ChannelView channelOf(const std::string& screens) {
    const std::string text =
        R"({"format":"signage-playlist/1","title":"t","timezone":"Asia/Tokyo","slides":[{"id":"a",)"
        R"("layout":"notice","title":"題","lead":"本文"}],"screens":)" +
        screens + "}";
    ReadResult read = readPlaylist(text, "playlist.json", Strictness::player);
    EXPECT_TRUE(read.ok());
    ChannelView view;
    view.channel = "minato";
    view.current = {1, 1};
    for (const Screen& screen : read.playlist.screens) view.screens.emplace(screen.id, screen.name);
    view.playlist = std::make_shared<const Playlist>(std::move(read.playlist));
    return view;
}

class Watching : public ::testing::Test {
  protected:
    Watching() { restart(); }

    void restart() {
        watch.reset();
        store = must(SqliteAlertStore::open(folder / "hub.sqlite"));
        watch = std::make_unique<AlertWatch>(
            [this] { return Result<Fleet>(judgeFleet(players, channels, clock.wall())); }, *store,
            std::vector<std::string>{"webhook"}, clock, metrics);
    }
    PlayerStatus& player(const std::string& id) {
        for (PlayerStatus& each : players) {
            if (each.id == id) return each;
        }
        PlayerStatus fresh;
        fresh.id = id;
        fresh.state = "ok";
        fresh.json = "{}";
        fresh.heard = fresh.received = fresh.wall = fresh.stateSince = clock.wall();
        players.push_back(fresh);
        return players.back();
    }
    // Time passes, with heartbeats of those that are not silent; the events queued.
    std::vector<std::string> pass(seconds time) {
        for (seconds gone(0); gone < time; gone += seconds(5)) {
            for (PlayerStatus& each : players) {
                if (silent.count(each.id) == 0) each.heard = clock.wall();
            }
            must(watch->look());
            clock.advance(seconds(5));
        }
        std::vector<std::string> events;
        while (const auto entry = must(store->due("webhook", clock.wall()))) {
            const json body = json::parse(entry->body);
            events.push_back(body["event"].get<std::string>() + ":" +
                             (body["screen"].is_null() ? "" : body["screen"].get<std::string>()));
            last = body;
            must(store->remove(entry->id));
        }
        return events;
    }

    TemporaryFolder folder;
    FakeClock clock{"2025-02-10T08:00:00+09:00"};  // a Monday
    Metrics metrics;
    std::vector<PlayerStatus> players;
    std::set<std::string> silent;
    std::vector<ChannelView> channels;
    std::unique_ptr<SqliteAlertStore> store;
    std::unique_ptr<AlertWatch> watch;
    json last;
};

TEST_F(Watching, ASilentScreenIsToldOnceAndItsReturnOnce) {
    channels = {channelOf(R"([{"id":"s1","name":"芝地区総合支所","tags":{"area":"shiba"}},)"
                          R"({"id":"never","name":"聞いたことがない"}])")};
    (void)player("s1");
    EXPECT_THAT(pass(minutes(10)), IsEmpty());
    const Instant heard = clock.wall() - seconds(5);
    silent.insert("s1");
    EXPECT_THAT(pass(minutes(30)), ElementsAre("offline:s1"));
    EXPECT_EQ(last["name"], "芝地区総合支所");
    EXPECT_EQ(last["since"], formatInstant(heard, Zone::tokyo()));
    silent.clear();
    EXPECT_THAT(pass(minutes(30)), ElementsAre("recovered:s1"));
}

TEST_F(Watching, WhatTheHeartbeatSaysIsTold) {
    (void)player("s1");
    (void)pass(minutes(1));
    const std::vector<std::pair<std::string, std::string>> cases{
        {"degraded", R"({"reason":"写真がない"})"}, {"slate", "{}"}, {"stale", "{}"}};
    for (const auto& [state, record] : cases) {
        player("s1").state = state;
        player("s1").json = record;
        EXPECT_THAT(pass(minutes(3)), ElementsAre(state + ":s1"));
    }
    player("s1").state = "ok";
    player("s1").json = R"({"panel":"standby"})";
    EXPECT_THAT(pass(minutes(30)), ElementsAre("glass:s1"));
    player("s1").json = "{}";
    player("s1").twoSeries = true;
    EXPECT_THAT(pass(minutes(30)), ElementsAre("twins:s1"));
}

TEST_F(Watching, ARestartNeitherRepeatsNorLosesAMessage) {
    for (const char* id : {"told", "untold", "well"}) (void)player(id);
    (void)pass(minutes(10));
    player("told").state = "degraded";
    ASSERT_THAT(pass(minutes(2)), ElementsAre("degraded:told"));
    player("untold").state = "slate";
    ASSERT_THAT(pass(seconds(30)), IsEmpty());
    restart();
    EXPECT_THAT(pass(minutes(30)), ElementsAre("slate:untold"));
    restart();
    EXPECT_THAT(pass(minutes(30)), IsEmpty());
    player("told").state = player("untold").state = "ok";
    restart();
    EXPECT_THAT(pass(minutes(30)), ElementsAre("recovered:told", "recovered:untold"));
}

TEST_F(Watching, AHubThatWasAwayBlamesNobody) {
    for (int i = 0; i < 12; ++i) (void)player(format("s{:02}", i));
    silent.insert("s11");
    ASSERT_THAT(pass(minutes(10)), ElementsAre("offline:s11"));
    watch.reset();
    clock.advance(std::chrono::hours(3));
    restart();
    // The first heartbeats come within a minute; until then everyone has been silent for hours.
    for (int i = 0; i < 12; ++i) silent.insert(format("s{:02}", i));
    EXPECT_THAT(pass(seconds(60)), IsEmpty());
    silent = {"s10", "s11"};
    EXPECT_THAT(pass(minutes(30)), ElementsAre("offline:s10")) << "one told before, one lost meanwhile";
}

TEST_F(Watching, OpeningHoursAreThePlaylists) {
    channels = {
        channelOf(R"([{"id":"s1","name":"芝","open":["mon-fri 08:30-17:15"],"closed_on":["holiday"]}])")};
    (void)player("s1");
    (void)pass(minutes(5));
    silent.insert("s1");
    EXPECT_THAT(pass(minutes(25)), IsEmpty());
    EXPECT_THAT(pass(minutes(5)), ElementsAre("offline:s1"));
    EXPECT_EQ(last["at"], "2025-02-10T08:31:00+09:00");
    clock.setWall("2025-02-10T23:00:00+09:00");
    silent.clear();
    EXPECT_THAT(pass(minutes(60)), IsEmpty());
    clock.setWall("2025-02-11T10:00:00+09:00");
    EXPECT_THAT(pass(minutes(60)), IsEmpty()) << "a holiday";
    clock.setWall("2025-02-12T08:29:00+09:00");
    EXPECT_THAT(pass(minutes(10)), ElementsAre("recovered:s1"));
}

TEST_F(Watching, ADigestGroupsByTheTag) {
    std::string screens;
    for (int i = 0; i < 12; ++i) {
        screens += format(R"({}{{"id":"s{:02}","name":"第{}","tags":{{"area":"{}"}}}})", i == 0 ? "" : ",", i,
                          i, i < 6 ? "shiba" : "azabu");
        (void)player(format("s{:02}", i));
    }
    channels = {channelOf("[" + screens + "]")};
    (void)pass(minutes(5));
    for (int i = 0; i < 12; ++i) silent.insert(format("s{:02}", i));
    EXPECT_THAT(pass(minutes(30)), ElementsAre("digest:"));
    EXPECT_EQ(last["screens"].size(), 12U);
    EXPECT_THAT(last["text"]["en"].get<std::string>(), ::testing::HasSubstr("azabu: 6 screens"));
    silent.clear();
    EXPECT_THAT(pass(minutes(30)), ElementsAre("recovery_digest:"));
}

TEST_F(Watching, AStoreThatFailsLosesNothing) {
    (void)player("s1");
    (void)pass(minutes(1));
    player("s1").state = "slate";
    auto other = must(Database::open(folder / "hub.sqlite", seconds(5)));
    must(other->execute(
        "CREATE TRIGGER full BEFORE INSERT ON alert_outbox BEGIN SELECT RAISE(ABORT, 'no'); END"));
    for (int i = 0; i < 40; ++i) {
        (void)watch->look();
        clock.advance(seconds(5));
        player("s1").heard = clock.wall();
    }
    must(other->execute("DROP TRIGGER full"));
    EXPECT_THAT(pass(minutes(5)), ElementsAre("slate:s1"));
}

}  // namespace
}  // namespace signage::hub
