// Both ways to the glass on a real X server, turned and not: the server shows what was composed, and the
// player says which way it took.
#include <csignal>
#include <filesystem>
#include <string>
#include <tuple>

#include <gtest/gtest.h>

#include "tests/loop/png_pixels.h"
#include "tests/loop/system.h"
#include "tests/loop/virtual_display.h"

namespace signage {
namespace {

using nlohmann::json;

class Renderers : public testing::TestWithParam<std::tuple<const char*, const char*>> {};

TEST_P(Renderers, TheServerShowsWhatWasComposed) {
    const std::string renderer = std::get<0>(GetParam());
    const std::string degrees = std::get<1>(GetParam());
    System system;
    system.startHub();
    const Finished published = system.publish(system.writePlaylist({"one", "two"}, 3, "見守り"));
    ASSERT_EQ(published.status, 0) << published.errors;
    const VirtualDisplay display(system.folder());
    const auto player = system.startPlayer(
        "player", {"--renderer", renderer, "--rotate", degrees},
        {{"DISPLAY", display.name()}, {"SDL_VIDEODRIVER", "x11"}, driversMayLeak}, System::Glass::display);
    ASSERT_TRUE(eventually([&] { return !textOf(system.player(), "slide").empty(); })) << player->errors();

    // A transition may run between the two pictures: then both are taken again.
    const std::string snapshot = system.folder() / "player.png";
    EXPECT_TRUE(eventually([&] {
        std::filesystem::remove(snapshot);
        player->signal(SIGUSR1);
        if (!eventually([&] { return std::filesystem::exists(snapshot); }, std::chrono::seconds{2}))
            return false;
        const auto composed = pixelsOfPng(snapshot);
        return composed.size() == std::size_t{VirtualDisplay::width} * VirtualDisplay::height &&
               display.pixels() == composed;
    })) << "the X server shows other pixels than were composed";
    EXPECT_TRUE(eventually([&] {
        for (const json& line : system.journal()) {
            if (textOf(line, "event") == "renderer") return textOf(line, "why").starts_with(renderer);
        }
        return false;
    }));

    player->signal(SIGTERM);
    EXPECT_EQ(player->wait(), 0) << player->errors();
    const json report = json::parse(readFile(system.folder() / "player.json"));
    if (report.at("renderer") != renderer) GTEST_SKIP() << "no OpenGL here: " << report.at("renderer_why");
    EXPECT_NE(report.at("renderer_why"), "");
    EXPECT_EQ(report.at("state"), "ok") << report;
}

// Upright and software is what RealWindow looks at.
INSTANTIATE_TEST_SUITE_P(Glass, Renderers,
                         testing::Values(std::tuple{"software", "270"}, std::tuple{"accelerated", "0"},
                                         std::tuple{"accelerated", "90"}),
                         [](const auto& given) {
                             return std::string(std::get<0>(given.param)) + std::get<1>(given.param);
                         });

// This machine may have a GPU or none: what is right is that a processor is never taken for one.
TEST(RendererByItself, IsSaidWithItsReason) {
    System system;
    system.startHub();
    ASSERT_EQ(system.publish(system.writePlaylist({"one"}, 60, "見守り")).status, 0);
    const VirtualDisplay display(system.folder());
    const auto player = system.startPlayer(
        "player", {}, {{"DISPLAY", display.name()}, {"SDL_VIDEODRIVER", "x11"}, driversMayLeak},
        System::Glass::display);
    ASSERT_TRUE(eventually([&] { return textOf(system.player(), "slide") == "one"; })) << player->errors();
    player->signal(SIGTERM);
    EXPECT_EQ(player->wait(), 0) << player->errors();
    const json report = json::parse(readFile(system.folder() / "player.json"));
    const std::string why = report.at("renderer_why");
    if (report.at("renderer") == "accelerated") {
        EXPECT_EQ(why.find("llvmpipe"), std::string::npos) << why;
    } else {
        EXPECT_NE(why.find("no GPU"), std::string::npos) << why;
    }
}

}  // namespace
}  // namespace signage
