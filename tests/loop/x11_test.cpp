// A real window: what the X server shows is what was composed, pixel for pixel.
#include <csignal>
#include <filesystem>
#include <memory>
#include <vector>

#include <SDL_image.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <gtest/gtest.h>

#include "tests/loop/system.h"

namespace signage {
namespace {

// An X server without any screen, on a display number of its own choosing.
class VirtualDisplay {
  public:
    explicit VirtualDisplay(const TemporaryFolder& folder)
        : server_({"/usr/bin/Xvfb", "-displayfd", "1", "-screen", "0", "640x360x24", "-nolisten", "tcp"},
                  folder.path(), "xvfb") {
        eventually([&] { return !server_.output().empty() || !server_.running(); });
        name_ = ":" + server_.output();
        while (name_.back() == '\n') name_.pop_back();
    }
    const std::string& name() const { return name_; }

    // The whole screen, 0xRRGGBB a pixel; empty when the server does not answer.
    std::vector<std::uint32_t> pixels() const {
        const std::unique_ptr<Display, int (*)(Display*)> display(XOpenDisplay(name_.c_str()), XCloseDisplay);
        if (display == nullptr) return {};
        XImage* image =
            XGetImage(display.get(), DefaultRootWindow(display.get()), 0, 0, 640, 360, AllPlanes, ZPixmap);
        if (image == nullptr) return {};
        std::vector<std::uint32_t> result;
        for (int y = 0; y < image->height; ++y) {
            for (int x = 0; x < image->width; ++x) {
                result.push_back(static_cast<std::uint32_t>(XGetPixel(image, x, y)) & 0xFFFFFFU);
            }
        }
        XDestroyImage(image);
        return result;
    }

  private:
    Process server_;
    std::string name_;
};

std::vector<std::uint32_t> pixelsOfPng(const std::string& path) {
    const std::unique_ptr<SDL_Surface, void (*)(SDL_Surface*)> png(IMG_Load(path.c_str()), SDL_FreeSurface);
    if (png == nullptr) return {};
    const std::unique_ptr<SDL_Surface, void (*)(SDL_Surface*)> plain(
        SDL_ConvertSurfaceFormat(png.get(), SDL_PIXELFORMAT_XRGB8888, 0), SDL_FreeSurface);
    std::vector<std::uint32_t> result;
    for (int y = 0; y < plain->h; ++y) {
        const auto* row =
            static_cast<const char*>(plain->pixels) + static_cast<std::ptrdiff_t>(y) * plain->pitch;
        for (int x = 0; x < plain->w; ++x)
            result.push_back(reinterpret_cast<const std::uint32_t*>(row)[x] & 0xFFFFFFU);
    }
    return result;
}

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
    ASSERT_TRUE(eventually([&] {
        const auto now = system.player();
        return now.is_object() && now.value("slide", "") == "one";
    })) << player.errors();

    // The footer's clock may tick between the two pictures: then take both again.
    bool same = false;
    for (int attempt = 0; attempt < 3 && !same; ++attempt) {
        std::filesystem::remove(snapshot);
        player.signal(SIGUSR1);
        ASSERT_TRUE(eventually([&] { return std::filesystem::exists(snapshot); })) << player.errors();
        const auto composed = pixelsOfPng(snapshot);
        ASSERT_EQ(composed.size(), 640U * 360U);
        same = display.pixels() == composed;
    }
    EXPECT_TRUE(same) << "the X server shows other pixels than were composed";
    player.signal(SIGTERM);
    EXPECT_EQ(player.wait(), 0) << player.errors();
}

}  // namespace
}  // namespace signage
