// The bare console: KMS, without any display server. Needs a DRM device that nobody else draws on; the
// kernel's virtual one will do (modprobe vkms).
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <tuple>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/loop/png_pixels.h"
#include "tests/loop/system.h"

namespace signage {
namespace {

using nlohmann::json;

// A card that can be opened, with a screen on it; empty with the reason why there is none.
struct Card {
    std::string path;
    std::string why;
};

bool hasScreen(const std::string& card) {
    namespace fs = std::filesystem;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator("/sys/class/drm", none)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(card + "-") && readFile(entry.path().string() + "/status") == "connected\n")
            return true;
    }
    return false;
}

Card findCard() {
    namespace fs = std::filesystem;
    // Where the module is there but not loaded; without the right to, or the module, nothing happens.
    if (!fs::exists("/dev/dri")) std::ignore = std::system("modprobe vkms >/dev/null 2>&1");
    if (!fs::exists("/dev/dri")) return {"", "no /dev/dri, and the kernel's vkms cannot be loaded here"};
    std::string why = "no card in /dev/dri";
    for (const auto& entry : fs::directory_iterator("/dev/dri")) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with("card")) continue;
        const int file = open(entry.path().c_str(), O_RDWR | O_CLOEXEC);
        if (file >= 0) close(file);
        if (file < 0) {
            why = entry.path().string() + " cannot be opened";
        } else if (!hasScreen(name)) {
            why = entry.path().string() + " has no screen";
        } else {
            return {entry.path().string(), ""};
        }
    }
    return {"", why};
}

TEST(Console, IsFilledWithoutADisplayServer) {
    const Card card = findCard();
    if (card.path.empty()) GTEST_SKIP() << card.why;
    if (std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr)
        GTEST_SKIP() << "somebody's desktop is on " << card.path;
    System system;
    system.startHub();
    ASSERT_EQ(system.publish(system.writePlaylist({"one"}, 60, "見守り")).status, 0);
    const auto player = system.startPlayer("player", {}, {{"SDL_VIDEODRIVER", "KMSDRM"}, driversMayLeak},
                                           System::Glass::display);
    ASSERT_TRUE(eventually([&] {
        const json seen = system.player();
        return textOf(seen, "slide") == "one" && textOf(seen, "state") == "ok";
    })) << player->errors();
    player->signal(SIGTERM);
    EXPECT_EQ(player->wait(), 0) << player->errors();
    // The card's mode and no stand-in, through OpenGL: there is no other way there.
    EXPECT_FALSE(pixelsOfPng(system.folder() / "player.png").empty());
    const json report = json::parse(readFile(system.folder() / "player.json"));
    EXPECT_EQ(report.at("renderer"), "accelerated") << report.at("renderer_why");
}

}  // namespace
}  // namespace signage
