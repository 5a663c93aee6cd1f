// Nothing over the slide and nothing instead of it: no cursor, no screen saver; and a display that takes
// another mode is filled anew while the timeline goes on.
#include "tests/loop/on_display.h"

namespace signage {
namespace {

using nlohmann::json;

constexpr std::size_t wholeScreen = std::size_t{VirtualDisplay::width} * VirtualDisplay::height;

class Undisturbed : public OnDisplay {
  protected:
    Undisturbed() : OnDisplay(60) {}

    void endWell() {
        player_->signal(SIGTERM);
        EXPECT_EQ(player_->wait(), 0) << player_->errors();
    }

    VirtualDisplay display_{system_.folder()};
};

TEST_F(Undisturbed, NoCursorIsOnTheGlass) {
    ASSERT_TRUE(display_.pointAt(VirtualDisplay::width / 2, VirtualDisplay::height / 2));
    // The server's own one, before anybody asks for none.
    ASSERT_TRUE(display_.showsCursor());
    startPlayer(display_.name());
    ASSERT_TRUE(becomes("ok")) << player_->errors();
    ASSERT_TRUE(showsWhatWasComposed(display_, wholeScreen)) << player_->errors();
    EXPECT_TRUE(eventually([&] { return !display_.showsCursor(); }));
    // Nor where somebody's mouse brings it.
    for (const int x : {0, 1, VirtualDisplay::width - 1}) {
        ASSERT_TRUE(display_.pointAt(x, VirtualDisplay::height - 1));
        EXPECT_FALSE(display_.showsCursor()) << x;
    }
    endWell();
}

// The extension that is asked to suspend the screen saver suspends the display's power saving by the same
// request; a server without a screen has none to look at.
TEST_F(Undisturbed, TheScreenSaverStaysAwayWhileThePlayerLives) {
    constexpr int seconds = 2;
    startPlayer(display_.name());
    ASSERT_TRUE(becomes("ok")) << player_->errors();
    ASSERT_TRUE(showsWhatWasComposed(display_, wholeScreen)) << player_->errors();
    ASSERT_TRUE(display_.setScreenSaver(seconds));
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{3 * seconds};
    while (std::chrono::steady_clock::now() < end) {
        ASSERT_EQ(display_.screenSaver(), VirtualDisplay::Saver::off);
        sleepFor(std::chrono::milliseconds{100});
    }
    EXPECT_TRUE(showsWhatWasComposed(display_, wholeScreen));
    endWell();
    // It was the player that held it off.
    EXPECT_TRUE(eventually([&] { return display_.screenSaver() == VirtualDisplay::Saver::on; }));
}

// The player that waits for it is ended, and no slide is to blame: when the server goes on, all goes on.
class FrozenServer : public OnDisplay {
  protected:
    FrozenServer() : OnDisplay(3) {}
};

TEST_F(FrozenServer, IsNoFaultOfTheEdition) {
    VirtualDisplay display(system_.folder());
    startPlayer(display.name());
    ASSERT_TRUE(becomes("ok")) << player_->errors();
    display.stop();
    const auto ended = [&] {
        return player_->errors().find("hang of the display server") != std::string::npos;
    };
    EXPECT_TRUE(eventually(ended, std::chrono::seconds{60})) << player_->errors();
    display.goOn();
    EXPECT_TRUE(showsWhatWasComposed(display, wholeScreen)) << player_->errors();
    EXPECT_TRUE(becomes("ok")) << newest();
    player_->signal(SIGTERM);
    EXPECT_EQ(player_->wait(), 0) << player_->errors();
    int told = 0;
    for (const json& line : system_.journal()) {
        told +=
            textOf(line, "event") == "died" && textOf(line, "why") == "hang of the display server" ? 1 : 0;
        EXPECT_NE(textOf(line, "event"), "stepped-down") << line;
    }
    EXPECT_EQ(told, 1);
}

class Modes : public OnDisplay, public ::testing::WithParamInterface<const char*> {
  protected:
    Modes() : OnDisplay(3) {}

    std::string slide() const { return textOf(newest(), "slide"); }
    // The journal's slide becomes another one, and that one is told of as well.
    bool goesOn() const {
        const std::string before = slide();
        return eventually([&] { return slide() != before; }, std::chrono::seconds{40});
    }
};

TEST_P(Modes, AnotherModeIsFilledAndTheTimelineGoesOn) {
    if (!std::filesystem::exists("/usr/bin/xrandr")) GTEST_SKIP() << "no xrandr (x11-xserver-utils)";
    const VirtualDisplay display(system_.folder());
    startPlayer(display.name(), {"--renderer", GetParam()});
    ASSERT_TRUE(becomes("ok")) << player_->errors();
    ASSERT_TRUE(showsWhatWasComposed(display, wholeScreen)) << player_->errors();
    struct Mode {
        int width;
        int height;
    };
    for (const Mode mode : {Mode{480, 270}, Mode{VirtualDisplay::width, VirtualDisplay::height}}) {
        ASSERT_TRUE(display.setMode(mode.width, mode.height));
        const auto pixels = static_cast<std::size_t>(mode.width) * static_cast<std::size_t>(mode.height);
        EXPECT_EQ(display.pixels().size(), pixels);
        EXPECT_TRUE(showsWhatWasComposed(display, pixels)) << player_->errors();
        EXPECT_TRUE(goesOn()) << newest();
        EXPECT_TRUE(eventually([&] {
            const json record = newest();
            return textOf(record, "state") == "ok" && record["display"]["width"] == mode.width &&
                   record["display"]["height"] == mode.height;
        })) << newest();
    }
    player_->signal(SIGTERM);
    EXPECT_EQ(player_->wait(), 0) << player_->errors();
    // One player all the time.
    EXPECT_EQ(player_->errors().find("the player ended"), std::string::npos) << player_->errors();
}

INSTANTIATE_TEST_SUITE_P(Ways, Modes, ::testing::Values("software", "accelerated"),
                         [](const auto& renderer) { return std::string(renderer.param); });

}  // namespace
}  // namespace signage
