// A real window: what the X server shows is what was composed, pixel for pixel.
#include <csignal>
#include <filesystem>
#include <vector>

#include <gtest/gtest.h>

#include "player/base/format.h"
#include "tests/loop/png_pixels.h"
#include "tests/loop/system.h"
#include "tests/loop/virtual_display.h"

namespace signage {
namespace {

TEST(RealWindow, ShowsWhatWasComposed) {
    System system;
    system.startHub();
    const std::string playlist = system.writePlaylist({"one"}, 60, "みなと在宅療養サポート入院");
    const Finished published = system.publish(playlist);
    ASSERT_EQ(published.status, 0) << published.errors;
    const VirtualDisplay display(system.folder());
    ASSERT_GT(display.name().size(), 1U);

    const std::string snapshot = system.folder() / "glass.png";
    std::vector<std::string> command{system.bin("signage-player"),
                                     "--url",
                                     system.url() + "/v1/channels/minato",
                                     "--screen",
                                     "screen-01",
                                     "--state-dir",
                                     system.stateDir(),
                                     "--root-key",
                                     system.folder() / "root.pub",
                                     "--hub",
                                     system.url(),
                                     "--token-file",
                                     system.folder() / "screen-01.token",
                                     "--poll",
                                     "0.2",
                                     "--heartbeat",
                                     "0.3",
                                     "--snapshot",
                                     snapshot};
    Process player(command, system.folder().path(), "player",
                   {{"DISPLAY", display.name()}, {"SDL_VIDEODRIVER", "x11"}});
    ASSERT_TRUE(eventually([&] { return textOf(system.player(), "slide") == "one"; })) << player.errors();

    // Between the two pictures the transition may go on or the footer's clock tick: then both are taken
    // again.
    const bool same = eventually(
        [&] {
            std::filesystem::remove(snapshot);
            player.signal(SIGUSR1);
            if (!eventually([&] { return std::filesystem::exists(snapshot); })) return false;
            const auto composed = pixelsOfPng(snapshot);
            return composed.size() == std::size_t{VirtualDisplay::width} * VirtualDisplay::height &&
                   display.pixels() == composed;
        },
        std::chrono::seconds{2});
    EXPECT_TRUE(same) << "the X server shows other pixels than were composed";

    // What staff see beforehand is what stands there (unless the footer's minute turns between the two).
    const std::string preview = system.folder() / "preview.png";
    const bool previewed = eventually(
        [&] {
            const Finished rendered = runProgram(
                {system.bin("signagectl"), "render", playlist, "--slide", "one", "--screen", "screen-01",
                 "--size", format("{}x{}", VirtualDisplay::width, VirtualDisplay::height), "--root",
                 system.folder().path(), "--out", preview});
            EXPECT_EQ(rendered.status, 0) << rendered.errors;
            return pixelsOfPng(preview) == display.pixels();
        },
        std::chrono::seconds{4});
    EXPECT_TRUE(previewed) << "signagectl render shows another slide than the glass does";
    player.signal(SIGTERM);
    EXPECT_EQ(player.wait(), 0) << player.errors();
}

}  // namespace
}  // namespace signage
