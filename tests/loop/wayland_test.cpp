// Wayland, by a compositor that has Xvfb for its screen: one without any screen has no seat either, and
// SDL 2.26 does not survive that.
#include <csignal>
#include <filesystem>

#include <gtest/gtest.h>

#include "tests/loop/png_pixels.h"
#include "tests/loop/system.h"
#include "tests/loop/virtual_display.h"

namespace signage {
namespace {

using nlohmann::json;

TEST(Wayland, IsFilledByTheWayThatThereIs) {
    if (!std::filesystem::exists("/usr/bin/weston")) GTEST_SKIP() << "no weston";
    System system;
    system.startHub();
    ASSERT_EQ(system.publish(system.writePlaylist({"one"}, 60, "見守り")).status, 0);
    const VirtualDisplay display(system.folder());
    const std::string runtime = system.folder() / "runtime";
    std::filesystem::create_directory(runtime);
    std::filesystem::permissions(runtime, std::filesystem::perms::owner_all);
    Process weston({"/usr/bin/weston", "--backend=x11-backend.so", "--use-pixman", "--socket=wayland-9",
                    "--width=480", "--height=270", "--idle-time=0"},
                   system.folder().path(), "weston",
                   {{"DISPLAY", display.name()}, {"XDG_RUNTIME_DIR", runtime}});
    eventually([&] { return std::filesystem::exists(runtime + "/wayland-9") || !weston.running(); });
    if (!weston.running()) GTEST_SKIP() << "weston does not run here: " << weston.errors();
    const auto player = system.startPlayer("player", {},
                                           {{"XDG_RUNTIME_DIR", runtime},
                                            {"WAYLAND_DISPLAY", "wayland-9"},
                                            {"SDL_VIDEODRIVER", "wayland"},
                                            driversMayLeak},
                                           System::Glass::display);
    ASSERT_TRUE(eventually([&] {
        const json seen = system.player();
        return textOf(seen, "slide") == "one" && textOf(seen, "state") == "ok";
    })) << player->errors();
    player->signal(SIGTERM);
    EXPECT_EQ(player->wait(), 0) << player->errors();
    // The size is the compositor's, so it is no stand-in that was drawn on.
    EXPECT_EQ(pixelsOfPng(system.folder() / "player.png").size(), std::size_t{480} * 270);
    const json report = json::parse(readFile(system.folder() / "player.json"));
    EXPECT_EQ(report.at("renderer"), "accelerated") << report.at("renderer_why");
}

}  // namespace
}  // namespace signage
