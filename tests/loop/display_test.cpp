// Displays that come late, are pulled out or go: the player lives, says so, and fills what is there.
#include "tests/loop/on_display.h"

namespace signage {
namespace {

using nlohmann::json;

class Displays : public OnDisplay, public ::testing::WithParamInterface<const char*> {
  protected:
    Displays() : OnDisplay(60) {}
};

TEST_F(Displays, OneThatComesLaterIsUsedAndTheWaitIsTold) {
    const std::string name = VirtualDisplay::freeName();
    startPlayer(name);
    ASSERT_TRUE(eventually([&] {
        const json record = newest();
        return textOf(record, "state") == "degraded" && !textOf(record, "slide").empty();
    })) << player_->errors()
        << newest();
    EXPECT_NE(textOf(newest(), "reason").find("there is no display"), std::string::npos) << newest();
    EXPECT_EQ(newest()["display"]["connected"], false);
    EXPECT_EQ(newest()["glass"]["check"], "none");
    EXPECT_TRUE(player_->running());

    const VirtualDisplay display(system_.folder(), name);
    EXPECT_TRUE(showsWhatWasComposed(display, std::size_t{VirtualDisplay::width} * VirtualDisplay::height))
        << player_->errors();
    EXPECT_TRUE(eventually([&] {
        const json record = newest();
        return textOf(record, "state") == "ok" && record["display"]["connected"] == true;
    })) << newest();
    player_->signal(SIGTERM);
    EXPECT_EQ(player_->wait(), 0) << player_->errors();
}

TEST_F(Displays, ADisplayServerThatDiesEndsThePlayerForItsSupervisor) {
    VirtualDisplay display(system_.folder());
    startPlayer(display.name(), {"--no-supervisor"});
    ASSERT_TRUE(eventually([&] { return textOf(newest(), "state") == "ok"; })) << player_->errors();
    display.die();
    const auto status = player_->wait(std::chrono::seconds{20});
    ASSERT_TRUE(status.has_value()) << "the player hangs on a server that is gone";
    EXPECT_EQ(*status, 69) << player_->errors();
}

// Three crashes in ten minutes would cost the edition its place.
TEST_F(Displays, NoEditionIsBlamedForADisplayServerThatKeepsDying) {
    const std::string name = VirtualDisplay::freeName();
    startPlayer(name);
    const auto counted = [&](const std::string& event) {
        int count = 0;
        for (const json& line : system_.journal()) count += textOf(line, "event") == event ? 1 : 0;
        return count;
    };
    for (int deaths = 0; deaths < 3; ++deaths) {
        VirtualDisplay display(system_.folder(), name);
        const std::size_t pixels = std::size_t{VirtualDisplay::width} * VirtualDisplay::height;
        ASSERT_TRUE(showsWhatWasComposed(display, pixels)) << player_->errors();
        display.die();
        ASSERT_TRUE(eventually([&] { return counted("display-server-lost") == deaths + 1; }))
            << player_->errors();
    }
    const VirtualDisplay display(system_.folder(), name);
    EXPECT_TRUE(eventually([&] {
        return textOf(newest(), "state") == "ok" && !textOf(newest(), "slide").empty();
    })) << newest();
    EXPECT_EQ(counted("stepped-down"), 0);
    EXPECT_EQ(counted("died"), 0);
    player_->signal(SIGTERM);
    EXPECT_EQ(player_->wait(), 0) << player_->errors();
}

TEST_F(Displays, AnotherNumberThanThereAreIsSaidClearly) {
    const VirtualDisplay display(system_.folder());
    startPlayer(display.name(), {"--display", "7"});
    EXPECT_EQ(player_->wait(), 1);
    EXPECT_NE(player_->errors().find("--display: there is no display 7 (0 to 0)"), std::string::npos)
        << player_->errors();
}

TEST_F(Displays, WithoutAnyDriverNothingIsClaimed) {
    player_ =
        system_.startPlayer("player", {}, {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}}, System::Glass::display);
    ASSERT_TRUE(eventually([&] { return !textOf(newest(), "slide").empty(); })) << player_->errors();
    if (newest()["display"]["connected"] == true) GTEST_SKIP() << "this machine has a console of its own";
    EXPECT_EQ(textOf(newest(), "state"), "degraded") << newest();
}

TEST_P(Displays, OneThatIsPulledOutIsToldAndFilledWhenItIsBack) {
    if (!std::filesystem::exists("/usr/bin/xrandr")) GTEST_SKIP() << "no xrandr (x11-xserver-utils)";
    constexpr std::size_t whole = std::size_t{VirtualDisplay::width} * VirtualDisplay::height;
    const VirtualDisplay display(system_.folder());
    startPlayer(display.name(), {"--renderer", GetParam()});
    ASSERT_TRUE(eventually([&] { return textOf(newest(), "state") == "ok"; })) << player_->errors();
    ASSERT_TRUE(showsWhatWasComposed(display, whole));
    ASSERT_TRUE(display.pullOut());
    // A glass that shows something else may be told of first.
    EXPECT_TRUE(eventually([&] {
        const json record = newest();
        return textOf(record, "state") == "degraded" && record["display"]["connected"] == false;
    })) << player_->errors()
        << newest();
    ASSERT_TRUE(display.plugIn());
    EXPECT_TRUE(eventually([&] { return textOf(newest(), "state") == "ok"; })) << player_->errors();
    EXPECT_TRUE(showsWhatWasComposed(display, whole)) << player_->errors();
    EXPECT_TRUE(player_->running());
}

INSTANTIATE_TEST_SUITE_P(Plug, Displays, ::testing::Values("software", "accelerated"),
                         [](const auto& renderer) { return std::string(renderer.param); });

}  // namespace
}  // namespace signage
