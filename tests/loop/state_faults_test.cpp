// A real player whose state directory or clock fails it: what is on the glass stays, the process stays, and
// the heartbeat says what happened.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "tests/loop/system.h"

namespace signage {
namespace {

using nlohmann::json;

class StateFaults : public ::testing::Test {
  protected:
    StateFaults() {
        system_.startHub();
        const Finished published = system_.publish(system_.writePlaylist({"one", "two"}, 3, "備え"));
        EXPECT_EQ(published.status, 0) << published.errors;
    }

    // Runs a player until its records are at the hub, and ends it.
    void runOnce() {
        player_ = system_.startPlayer("before");
        ASSERT_TRUE(eventually([&] { return textOf(system_.player(), "state") == "ok"; }))
            << player_->errors();
        player_->signal(SIGTERM);
        ASSERT_EQ(player_->wait(), 0) << player_->errors();
    }

    std::map<std::string, std::string> preloaded(const std::string& library) const {
        return {{"LD_PRELOAD", SIGNAGE_BINARY_DIR "/tests/lib" + library + ".so"},
                {"ASAN_OPTIONS", "verify_asan_link_order=0"}};
    }

    std::set<std::string> spools() const {
        std::set<std::string> names;
        for (const json& one : system_.heartbeats()) names.insert(one["record"]["spool"].get<std::string>());
        return names;
    }
    std::set<std::string> events() const {
        std::set<std::string> names;
        for (const json& line : system_.journal()) names.insert(textOf(line, "event"));
        return names;
    }
    void endWell() {
        EXPECT_TRUE(player_->running());
        player_->signal(SIGTERM);
        EXPECT_EQ(player_->wait(), 0) << player_->errors();
    }
    // The slide is on the glass and the hub knows it, in that state.
    bool showsIn(const std::string& state) const {
        return eventually(
            [&] {
                const json row = system_.player();
                return textOf(row, "state") == state && !textOf(row, "slide").empty();
            },
            std::chrono::seconds{8});
    }

    System system_;
    std::unique_ptr<Process> player_;
};

TEST_F(StateFaults, AReadOnlyDiskIsToldAndChangesNothingOnTheGlass) {
    runOnce();
    auto environment = preloaded("read_only_folder");
    environment["SIGNAGE_TEST_READ_ONLY"] = system_.stateDir();
    player_ = system_.startPlayer("player", {}, environment);
    EXPECT_TRUE(showsIn("degraded")) << player_->errors() << system_.player();
    EXPECT_NE(textOf(system_.player(), "reason").find("ディスク"), std::string::npos) << system_.player();
    EXPECT_EQ(spools().size(), 2U);  // a series of the memory's own
    endWell();
}

TEST_F(StateFaults, ADamagedSpoolBecomesANewSeries) {
    runOnce();
    const auto before = spools();
    ASSERT_EQ(before.size(), 1U);
    const std::string spool = system_.stateDir() + "/heartbeat/spool.sqlite";
    {
        std::fstream file(spool, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(0);
        file << std::string(8'192, '\x5a');
    }
    player_ = system_.startPlayer("player");
    EXPECT_TRUE(eventually([&] { return spools().size() == 2; }, std::chrono::seconds{8}))
        << player_->errors();
    EXPECT_TRUE(showsIn("ok"));
    EXPECT_TRUE(events().contains("spool-damaged"));
    EXPECT_TRUE(std::filesystem::exists(spool + ".damaged"));
    endWell();
    // Cut short: whatever is left of it, the next start goes on.
    std::filesystem::resize_file(spool, 5'000);
    player_ = system_.startPlayer("again");
    EXPECT_TRUE(eventually([&] { return spools().size() == 3; }, std::chrono::seconds{8}))
        << player_->errors();
    EXPECT_TRUE(showsIn("ok"));
    endWell();
}

TEST_F(StateFaults, AClockThatStepsTwoDaysEitherWayShowsTheSame) {
    const std::string file = system_.folder() / "offset";
    writeFile(file, "0");
    auto environment = preloaded("wrong_clock");
    environment["SIGNAGE_TEST_CLOCK_FILE"] = file;
    player_ = system_.startPlayer("player", {}, environment);
    ASSERT_TRUE(showsIn("ok")) << player_->errors();
    const pid_t pid = player_->pid();
    for (const char* step : {"172800", "0"}) {
        writeFile(file, step);
        const std::size_t before = system_.journal().size();
        // Records go on coming, and in none of them is it the slate.
        EXPECT_TRUE(eventually(
            [&] {
                int records = 0;
                const auto lines = system_.journal();
                for (std::size_t i = before; i < lines.size(); ++i) {
                    if (!lines[i].contains("record")) continue;
                    EXPECT_NE(textOf(lines[i]["record"], "slide"), "");
                    ++records;
                }
                return records >= 4;
            },
            std::chrono::seconds{9}))
            << step;
    }
    EXPECT_EQ(player_->pid(), pid);
    endWell();
    // Lengths come from the clock that does not step.
    int showings = 0;
    for (const json& line : system_.journal()) {
        if (!line.contains("record")) continue;
        EXPECT_EQ(line["record"]["dropped"], 0);
        EXPECT_EQ(line["record"]["restarts_24h"], 0);
        for (const json& shown : line["record"]["showings"]) {
            ++showings;
            EXPECT_GE(shown["seconds"].get<double>(), 0.0);
            EXPECT_LT(shown["seconds"].get<double>(), 15.0) << shown;
        }
    }
    EXPECT_GE(showings, 1);
    EXPECT_EQ(spools().size(), 1U);
}

}  // namespace
}  // namespace signage
