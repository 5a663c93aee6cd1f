// Slides that kill the player, threads that stop: the last slide is on the glass again, the ladder goes down
// step by step and up again. With real processes; the player is the broken one of this folder.
#include <csignal>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "tests/loop/patience.h"
#include "tests/loop/system.h"

namespace signage {
namespace {

using nlohmann::json;

constexpr const char* died = "the player ended";

class Life : public ::testing::Test {
  protected:
    Life() {
        system_.setPlayer(SIGNAGE_MUTANT_PLAYER);
        system_.startHub();
    }

    void publish(const std::vector<std::string>& slides, const std::string& title = "備え") {
        const Finished published = system_.publish(system_.writePlaylist(slides, 3, title));
        ASSERT_EQ(published.status, 0) << published.errors;
    }
    void start(const std::map<std::string, std::string>& environment = {}) {
        player_ = system_.startPlayer("player" + std::to_string(++starts_), {}, environment);
    }
    bool hubSays(const std::string& state, const std::string& slide, const std::string& reason) const {
        const json row = system_.player();
        return textOf(row, "state") == state && (slide.empty() || textOf(row, "slide") == slide) &&
               textOf(row, "reason").find(reason) != std::string::npos;
    }
    bool eventuallySays(const std::string& state, const std::string& slide = "",
                        const std::string& reason = "") const {
        return soon([&] { return hubSays(state, slide, reason); });
    }
    // A picture of the glass, taken after this call.
    bool showsSomething() {
        const std::string snapshot = system_.folder() / ("player" + std::to_string(starts_) + ".png");
        std::filesystem::remove(snapshot);
        return soon([&] {
            player_->signal(SIGUSR1);
            return std::filesystem::exists(snapshot);
        });
    }
    // As the supervisor counts them: a player that dies young has no time to tell the journal.
    int deaths() const {
        int count = 0;
        const std::string errors = player_->errors();
        for (auto at = errors.find(died); at != std::string::npos; at = errors.find(died, at + 1)) ++count;
        return count;
    }
    // Slides that stand in any record since the start.
    std::set<std::string> slidesSeen() const {
        std::set<std::string> seen;
        for (const json& line : system_.journal()) {
            if (line.contains("record")) seen.insert(textOf(line["record"], "slide"));
        }
        return seen;
    }
    void killPlayer() {
        const pid_t before = childOf(player_->pid());
        ASSERT_GT(before, 0);
        kill(before, SIGKILL);
        EXPECT_TRUE(soon([&] {
            const pid_t now = childOf(player_->pid());
            return now > 0 && now != before;
        }));
    }
    void endWell() {
        EXPECT_TRUE(player_->running());
        player_->signal(SIGTERM);
        EXPECT_EQ(player_->wait(patience()), 0) << player_->errors();
    }

    System system_;
    std::unique_ptr<Process> player_;
    int starts_ = 0;
};

class BadSlide : public Life, public ::testing::WithParamInterface<const char*> {};

TEST_P(BadSlide, IsSkippedAfterTheSecondDeathAndTheOthersGoOn) {
    publish({"good", GetParam(), "fine"});
    start();
    EXPECT_TRUE(soon([&] { return deaths() == 2; })) << player_->errors();
    // Both harmless ones come round, each skipping the bad one between them.
    EXPECT_TRUE(soon([&] {
        const auto seen = slidesSeen();
        return seen.contains("good") && seen.contains("fine");
    })) << player_->errors();
    // Its turn has come and gone, and was told.
    EXPECT_TRUE(soon([&] {
        for (const json& line : system_.journal()) {
            if (!line.contains("record")) continue;
            if (textOf(line["record"], "reason").find("died twice") != std::string::npos) return true;
        }
        return false;
    })) << player_->errors();
    EXPECT_EQ(deaths(), 2) << player_->errors();
    EXPECT_FALSE(slidesSeen().contains(GetParam()));
    EXPECT_TRUE(showsSomething());
    endWell();
}

INSTANTIATE_TEST_SUITE_P(Deaths, BadSlide,
                         ::testing::Values("aborts", "segfaults", "overflows", "hangs", "spins"),
                         [](const auto& slide) { return std::string(slide.param); });

TEST_F(Life, TheLadderGoesDownStepByStepAndUpWithANewEdition) {
    publish({"kept", "withdrawn"});
    start();
    ASSERT_TRUE(eventuallySays("ok")) << player_->errors();
    // One slide is gone, three kill: at the third death the player goes by what both editions hold.
    publish({"kept", "aborts-1", "aborts-2", "aborts-3"});
    EXPECT_TRUE(eventuallySays("degraded", "kept", "1-2")) << player_->errors();
    EXPECT_EQ(deaths(), 3);
    EXPECT_TRUE(showsSomething());
    // What the newer edition withdrew does not come back.
    const auto records = system_.journal();
    bool second = false;
    for (const json& line : records) {
        if (!line.contains("record")) continue;
        const json& edition = line["record"]["edition"];
        second = second || (edition.is_object() && edition.value("number", 0) == 2);
        if (second) {
            EXPECT_NE(textOf(line["record"], "slide"), "withdrawn") << line;
        }
    }
    EXPECT_TRUE(second);

    // Three more deaths, whatever their cause: the slate.
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(eventuallySays("degraded", "kept")) << player_->errors();
        killPlayer();
    }
    EXPECT_TRUE(eventuallySays("slate", "", "1-2")) << player_->errors();
    EXPECT_TRUE(showsSomething());
    EXPECT_TRUE(soon([&] { return std::filesystem::exists(system_.stateDir() + "/crashes"); }));

    // No restart brings it back, not even one of the supervisor.
    endWell();
    const std::size_t before = system_.journal().size();
    start();
    EXPECT_TRUE(soon([&] {
        const auto lines = system_.journal();
        for (std::size_t i = before; i < lines.size(); ++i) {
            if (lines[i].contains("record") && textOf(lines[i]["record"], "state") == "slate" &&
                textOf(lines[i]["record"], "reason").find("1-2") != std::string::npos)
                return true;
        }
        return false;
    })) << player_->errors();

    // A newer edition is shown at once.
    publish({"kept", "mended"}, "直した版");
    EXPECT_TRUE(eventuallySays("ok")) << player_->errors();
    EXPECT_TRUE(soon([&] { return slidesSeen().contains("mended"); }));
    endWell();
}

TEST_F(Life, WithoutAnEditionBeforeItTheSlateIsNext) {
    publish({"kept", "aborts-1", "aborts-2"});
    start();
    EXPECT_TRUE(eventuallySays("slate", "", "1-1")) << player_->errors();
    EXPECT_EQ(deaths(), 3);
    EXPECT_TRUE(showsSomething());
    endWell();
}

TEST_F(Life, ADamagedMemoryOfCrashesIsIgnoredAndTold) {
    publish({"one"});
    std::filesystem::create_directories(system_.stateDir());
    writeFile(system_.stateDir() + "/crashes", "signage-crashes/1\nrung 2\n");
    start();
    EXPECT_TRUE(eventuallySays("ok", "one")) << player_->errors();
    EXPECT_TRUE(soon([&] {
        for (const json& line : system_.journal()) {
            if (textOf(line, "event") == "crashes-unreadable") return true;
        }
        return false;
    }));
    endWell();
}

class StoppedThread : public Life, public ::testing::WithParamInterface<const char*> {};

TEST_P(StoppedThread, EndsInARestartThatShowsTheSlideAgain) {
    const std::string stop = system_.folder() / "stop";
    publish({"one"});
    start({{"SIGNAGE_MUTANT", GetParam()}, {"SIGNAGE_TEST_STOP", stop}});
    ASSERT_TRUE(eventuallySays("ok", "one")) << player_->errors();
    const pid_t before = childOf(player_->pid());
    writeFile(stop, "");
    EXPECT_TRUE(soon([&] { return !std::filesystem::exists(stop); })) << "it never stopped";
    EXPECT_TRUE(soon([&] {
        const pid_t now = childOf(player_->pid());
        return now > 0 && now != before;
    })) << player_->errors();
    EXPECT_TRUE(soon([&] { return deaths() == 1; })) << player_->errors();
    EXPECT_TRUE(eventuallySays("ok", "one")) << player_->errors();
    EXPECT_TRUE(showsSomething());
    endWell();
}

INSTANTIATE_TEST_SUITE_P(Threads, StoppedThread,
                         ::testing::Values("loop-stops", "sync-stops", "reporter-stops", "signals-stop"),
                         [](const auto& thread) {
                             std::string name = thread.param;
                             name.erase(name.find('-'), 1);
                             return name;
                         });

TEST_F(Life, ADisplayServerThatGoesAwayBeforeTheFirstFrameIsWaitedFor) {
    const std::string stop = system_.folder() / "stop";
    publish({"one"});
    writeFile(stop, "");
    start({{"SIGNAGE_MUTANT", "loses-server"}, {"SIGNAGE_TEST_STOP", stop}});
    EXPECT_TRUE(eventuallySays("ok", "one")) << player_->errors();
    EXPECT_FALSE(std::filesystem::exists(stop));
    EXPECT_EQ(deaths(), 1);
    endWell();
}

// A server that takes a connection and then says nothing is no reason to end: a request may wait for it
// longer than a thread may hang.
TEST_F(Life, AHubThatNeverAnswersKillsNobody) {
    publish({"one"});
    start();
    ASSERT_TRUE(eventuallySays("ok", "one")) << player_->errors();
    const pid_t before = childOf(player_->pid());
    system_.signalHub(SIGSTOP);
    sleepFor(std::chrono::seconds{9});
    EXPECT_EQ(childOf(player_->pid()), before) << player_->errors();
    EXPECT_EQ(deaths(), 0);
    system_.signalHub(SIGCONT);
    endWell();
}

TEST_F(Life, AHubThatNeverAnswersWouldKillOneWhoseRequestsAreMute) {
    publish({"one"});
    start({{"SIGNAGE_MUTANT", "mute-requests"}});
    ASSERT_TRUE(eventuallySays("ok", "one")) << player_->errors();
    system_.signalHub(SIGSTOP);
    EXPECT_TRUE(soon([&] { return deaths() > 0; }));
    EXPECT_NE(player_->errors().find("hang of "), std::string::npos) << player_->errors();
    system_.signalHub(SIGCONT);
    endWell();
}

TEST_F(Life, AStoppedEnrolmentEndsInARestartToo) {
    const std::string stop = system_.folder() / "stop";
    writeFile(stop, "");
    setenv("SIGNAGE_MUTANT", "enrolment-stops", 1);
    setenv("SIGNAGE_TEST_STOP", stop.c_str(), 1);
    player_ = system_.startUnknownPlayer("player1", system_.stateDir());
    unsetenv("SIGNAGE_MUTANT");
    unsetenv("SIGNAGE_TEST_STOP");
    EXPECT_TRUE(soon([&] { return player_->errors().find("hang of enrolment") != std::string::npos; }))
        << player_->errors();
    EXPECT_TRUE(soon([&] { return player_->errors().find("enrolment code: ") != std::string::npos; }))
        << player_->errors();
    endWell();
}

}  // namespace
}  // namespace signage
