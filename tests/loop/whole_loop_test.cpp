// Publish, show, hub killed, player killed and restarted offline, hub back, new edition, heartbeats complete:
// with the real programs as processes.
#include <csignal>
#include <filesystem>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "tests/loop/system.h"

namespace signage {
namespace {

using nlohmann::json;

std::int64_t editionNumber(const json& player) {
    if (!player.is_object() || !player.contains("edition") || !player["edition"].is_object()) return 0;
    return player["edition"].value("number", std::int64_t{0});
}

bool journalSays(const System& system, const std::string& event) {
    for (const json& line : system.journal()) {
        if (textOf(line, "event") == event && !textOf(line, "why").empty()) return true;
    }
    return false;
}

// The player has opened its eyes: signals sent earlier would find no one to take them.
bool isUp(Process& player) {
    return eventually(
        [&] { return player.errors().find("state: ") != std::string::npos || !player.running(); });
}

// Every series: seq from 1 without gaps, none twice; "" or what is wrong.
std::string gapsIn(const json& heartbeats) {
    std::map<std::string, std::multiset<std::int64_t>> series;
    for (const json& entry : heartbeats) {
        const json& record = entry.contains("record") ? entry["record"] : entry;
        series[record.at("spool").get<std::string>()].insert(record.at("seq").get<std::int64_t>());
    }
    if (series.empty()) return "no records";
    for (const auto& [spool, numbers] : series) {
        std::int64_t expected = 1;
        for (const std::int64_t number : numbers) {
            if (number != expected) return spool + ": " + std::to_string(expected) + " is not there once";
            ++expected;
        }
    }
    return "";
}

TEST(WholeLoop, GoesOnWithoutTheHubAndCatchesUpWhenItIsBack) {
    System system;
    system.startHub();
    const Finished first = system.publish(system.writePlaylist({"one", "two"}, 3, "最初の版"));
    ASSERT_EQ(first.status, 0) << first.errors;

    auto player = system.startPlayer("player1");
    EXPECT_TRUE(eventually([&] { return editionNumber(system.player()) == 1; })) << player->errors();
    EXPECT_EQ(textOf(system.player(), "state"), "ok");

    // The hub dies: the player goes on and says so in its journal.
    system.killHub();
    EXPECT_TRUE(eventually([&] { return journalSays(system, "stale"); })) << player->errors();
    ASSERT_TRUE(player->running());

    // The player dies too and starts with nobody to ask: the cached edition is on the glass.
    player->signal(SIGKILL);
    player->wait();
    player = system.startPlayer("player2");
    const std::string snapshot = system.folder() / "player2.png";
    EXPECT_TRUE(isUp(*player));
    EXPECT_TRUE(eventually([&] {
        player->signal(SIGUSR1);
        return std::filesystem::exists(snapshot);
    })) << player->errors();
    EXPECT_TRUE(eventually([&] {
        for (const json& line : system.journal()) {
            if (!line.contains("record")) continue;
            const json& record = line["record"];
            if (textOf(record, "state") == "stale" && !textOf(record, "slide").empty()) return true;
        }
        return false;
    })) << player->errors();

    // The hub is back with another edition: the screen changes without a restart.
    system.startHub();
    const Finished second = system.publish(system.writePlaylist({"three", "four"}, 3, "次の版"));
    ASSERT_EQ(second.status, 0) << second.errors;
    EXPECT_TRUE(eventually([&] {
        const json now = system.player();
        return editionNumber(now) == 2 && textOf(now, "state") == "ok";
    })) << player->errors();
    const std::string slide = textOf(system.player(), "slide");
    EXPECT_TRUE(slide == "three" || slide == "four") << slide;

    // One slide is withdrawn: the command ends when the screen shows the edition without it, and says so.
    const Finished withdrawn = system.withdraw("three");
    ASSERT_EQ(withdrawn.status, 0) << withdrawn.errors;
    EXPECT_NE(withdrawn.output.find("1台の画面が新しい版を表示しています"), std::string::npos)
        << withdrawn.output;
    EXPECT_EQ(textOf(system.player(), "slide"), "four");

    EXPECT_TRUE(eventually([&] { return gapsIn(system.heartbeats()).empty(); }));
    player->signal(SIGTERM);
    EXPECT_EQ(player->wait(), 0) << player->errors();
    EXPECT_EQ(gapsIn(system.heartbeats()), "");
    const json report = json::parse(readFile(system.folder() / "player2.json"));
    EXPECT_GT(report.at("frames").at("presented").get<int>(), 0);
    EXPECT_EQ(report.at("edition"), "1-3");
}

TEST(WholeLoop, ShowsTheSlateFirstAndSlidesAsSoonAsTheHubAppears) {
    System system;
    system.startHub();  // takes a port and leaves it: nobody answers there
    system.killHub();
    const auto player = system.startPlayer("player1");
    const std::string snapshot = system.folder() / "player1.png";
    EXPECT_TRUE(isUp(*player));
    EXPECT_TRUE(eventually(
        [&] {
            player->signal(SIGUSR1);
            return std::filesystem::exists(snapshot);
        },
        std::chrono::seconds{4}))
        << player->errors();
    EXPECT_TRUE(eventually([&] { return journalSays(system, "slate"); })) << player->errors();
    system.startHub();
    const Finished published = system.publish(system.writePlaylist({"one"}, 3, "最初の版"));
    ASSERT_EQ(published.status, 0) << published.errors;
    EXPECT_TRUE(eventually([&] { return textOf(system.player(), "slide") == "one"; })) << player->errors();
    player->signal(SIGINT);
    EXPECT_EQ(player->wait(), 0) << player->errors();
}

TEST(WholeLoop, TwoPlayersDoNotShareAFolder) {
    System system;
    system.startHub();
    const auto player = system.startPlayer("player1");
    ASSERT_TRUE(eventually([&] { return std::filesystem::exists(system.stateDir() + "/lock"); }));
    const auto second = system.startPlayer("player2");
    EXPECT_EQ(second->wait(), 1);
    EXPECT_NE(second->errors().find("--state-dir"), std::string::npos) << second->errors();
    EXPECT_TRUE(player->running());
}

}  // namespace
}  // namespace signage
