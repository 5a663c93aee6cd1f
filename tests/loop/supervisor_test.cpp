// The player's life and death as its supervisor sees them: killed, stopped, told to end; and what a service
// manager is told. With the real program.
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/loop/patience.h"
#include "tests/loop/system.h"
#include "tests/support/manager_socket.h"

namespace signage {
namespace {

using nlohmann::json;

class Supervised : public ::testing::Test {
  protected:
    // Broken supervisors, to see these tests fail.
    Supervised() {
        if (const char* const other = std::getenv("SIGNAGE_TEST_PLAYER")) system_.setPlayer(other);
    }
    void startWithASlide(const std::map<std::string, std::string>& environment = {},
                         const std::vector<std::string>& more = {}) {
        system_.startHub();
        const Finished published = system_.publish(system_.writePlaylist({"one"}, 3, "見守り"));
        ASSERT_EQ(published.status, 0) << published.errors;
        player_ = system_.startPlayer("player", more, environment);
        ASSERT_TRUE(showsTheSlide()) << player_->errors();
    }
    bool showsTheSlide() const {
        return soon([&] {
            const json row = system_.player();
            return textOf(row, "state") == "ok" && textOf(row, "slide") == "one";
        });
    }
    // Another child than that one, whose glass can be photographed.
    bool isBack(pid_t before) {
        const std::string snapshot = system_.folder() / "player.png";
        std::filesystem::remove(snapshot);
        return soon([&] {
            const pid_t now = childOf(player_->pid());
            if (now <= 0 || now == before) return false;
            player_->signal(SIGUSR1);
            return std::filesystem::exists(snapshot);
        });
    }

    System system_;
    std::unique_ptr<Process> player_;
};

TEST_F(Supervised, AKilledPlayerIsStartedAgainWithItsSlide) {
    startWithASlide();
    system_.killHub();  // what is shown again comes from its own disk
    const pid_t before = childOf(player_->pid());
    ASSERT_GT(before, 0);
    const std::size_t lines = system_.journal().size();
    kill(before, SIGKILL);
    EXPECT_TRUE(isBack(before)) << player_->errors();
    EXPECT_TRUE(soon([&] {
        const auto journal = system_.journal();
        for (std::size_t i = lines; i < journal.size(); ++i) {
            if (journal[i].contains("record") && textOf(journal[i]["record"], "slide") == "one") return true;
        }
        return false;
    })) << player_->errors();
    player_->signal(SIGTERM);
    EXPECT_EQ(player_->wait(), 0) << player_->errors();
}

TEST_F(Supervised, AStoppedPlayerCountsAsHung) {
    startWithASlide();
    const pid_t before = childOf(player_->pid());
    ASSERT_GT(before, 0);
    kill(before, SIGSTOP);
    EXPECT_TRUE(isBack(before)) << player_->errors();
    EXPECT_NE(player_->errors().find("(hang of "), std::string::npos) << player_->errors();
    EXPECT_TRUE(showsTheSlide());
    player_->signal(SIGTERM);
    EXPECT_EQ(player_->wait(), 0) << player_->errors();
}

// A player that dies as soon as it is there must not keep the machine from everything else.
TEST_F(Supervised, QuickDeathsAreFollowedByEverLongerPauses) {
    startWithASlide();
    constexpr std::chrono::seconds span{4};
    const auto end = std::chrono::steady_clock::now() + span;
    int deaths = 0;
    for (pid_t last = 0; std::chrono::steady_clock::now() < end;) {
        const pid_t child = childOf(player_->pid());
        if (child > 0 && child != last) {
            kill(child, SIGKILL);
            last = child;
            ++deaths;
        }
        sleepFor(std::chrono::milliseconds{2});
    }
    // Two without a pause, then after 0.1, 0.2, 0.4, 0.8 and 1.6 s.
    EXPECT_LE(deaths, 9) << player_->errors();
    EXPECT_GE(deaths, 3) << player_->errors();
    EXPECT_TRUE(isBack(0)) << player_->errors();
    player_->signal(SIGTERM);
    EXPECT_EQ(player_->wait(), 0) << player_->errors();
}

TEST_F(Supervised, WithoutItsSupervisorNoPlayerLivesOnAndTheNextOneTakesOver) {
    startWithASlide();
    const pid_t child = childOf(player_->pid());
    ASSERT_GT(child, 0);
    player_->signal(SIGKILL);
    player_->wait();
    player_ = system_.startPlayer("again");
    EXPECT_TRUE(soon([&] { return kill(child, 0) != 0; })) << "it lives on";
    EXPECT_TRUE(showsTheSlide()) << player_->errors();
    EXPECT_TRUE(player_->running());
    player_->signal(SIGTERM);
    EXPECT_EQ(player_->wait(), 0) << player_->errors();
}

TEST_F(Supervised, WhatARestartCannotMendEndsAtOnceWithItsLine) {
    system_.startHub();
    const auto wrong = system_.startPlayer("wrong", {"--rotate", "45"});
    EXPECT_EQ(wrong->wait(), 2);
    EXPECT_NE(wrong->errors().find("--rotate"), std::string::npos) << wrong->errors();
    const auto missing = system_.startPlayer("missing", {"--root-key", system_.folder() / "no-such-key"});
    EXPECT_EQ(missing->wait(), 1);
    EXPECT_NE(missing->errors().find("no-such-key"), std::string::npos) << missing->errors();
    EXPECT_EQ(missing->errors().find("started again"), std::string::npos) << missing->errors();
}

TEST_F(Supervised, RunForCountsFromTheFirstStart) {
    startWithASlide({}, {"--run-for", "20"});
    kill(childOf(player_->pid()), SIGKILL);
    EXPECT_EQ(player_->wait(std::chrono::seconds{60}), 0) << player_->errors();
}

class Notified : public Supervised, public ::testing::WithParamInterface<bool> {};

TEST_P(Notified, TheServiceManagerHearsOfReadinessLifeAndEnd) {
    const bool supervised = GetParam();
    testing::ManagerSocket manager(supervised ? "@signage-test-" + std::to_string(getpid())
                                              : system_.folder() / "notify");
    startWithASlide({{"NOTIFY_SOCKET", manager.name()}, {"WATCHDOG_USEC", "4000000"}},
                    supervised ? std::vector<std::string>{} : std::vector<std::string>{"--no-supervisor"});
    EXPECT_EQ(childOf(player_->pid()) > 0, supervised);
    EXPECT_TRUE(soon([&] { return manager.heard("READY=1") == 1; })) << manager.all();
    EXPECT_TRUE(soon([&] { return manager.heard("slide one") > 0; })) << manager.all();
    EXPECT_TRUE(soon([&] { return manager.heard("WATCHDOG=1") >= 3; })) << manager.all();
    EXPECT_EQ(manager.heard("STOPPING=1"), 0);
    player_->signal(SIGTERM);
    EXPECT_EQ(player_->wait(), 0) << player_->errors();
    EXPECT_EQ(manager.heard("STOPPING=1"), 1) << manager.all();
}

INSTANTIATE_TEST_SUITE_P(Ways, Notified, ::testing::Bool(),
                         [](const auto& supervised) { return supervised.param ? "BySupervisor" : "Alone"; });

}  // namespace
}  // namespace signage
