// A picture of the glass, asked for by staff: it comes at once, from a real player through a real hub.
#include <csignal>
#include <memory>

#include <SDL_image.h>
#include <gtest/gtest.h>

#include "player/platform/curl_http.h"
#include "tests/loop/system.h"
#include "tests/loop/virtual_display.h"

namespace signage {
namespace {

class PictureOfTheGlass : public ::testing::Test {
  protected:
    PictureOfTheGlass() {
        system_.startHub();
        const Finished published = system_.publish(system_.writePlaylist({"one", "two"}, 3, "見守り"));
        EXPECT_EQ(published.status, 0) << published.errors;
    }

    HttpResponse ask(const std::string& method, const std::string& path) {
        HttpRequest request;
        request.method = method;
        request.url = system_.url() + "/v1/players/screen-01/" + path;
        request.bearerToken = readFile(system_.folder() / "administrator.token");
        while (!request.bearerToken.empty() && request.bearerToken.back() == '\n')
            request.bearerToken.pop_back();
        request.maxBytes = 1024 * 1024;
        CurlHttp http{CurlOptions{}};
        auto response = http.send(request);
        return response ? *response : HttpResponse{};
    }

    System system_;
};

std::unique_ptr<SDL_Surface, void (*)(SDL_Surface*)> decoded(const std::string& jpeg) {
    return {IMG_Load_RW(SDL_RWFromConstMem(jpeg.data(), static_cast<int>(jpeg.size())), 1), SDL_FreeSurface};
}

TEST_F(PictureOfTheGlass, ComesWithinTheNextHeartbeatAndShowsWhatCoversTheScreen) {
    const VirtualDisplay display(system_.folder());
    auto player = system_.startPlayer("player", {}, {{"DISPLAY", display.name()}, {"SDL_VIDEODRIVER", "x11"}},
                                      System::Glass::display);
    ASSERT_TRUE(eventually([&] { return !textOf(system_.player(), "slide").empty(); })) << player->errors();
    EXPECT_EQ(ask("GET", "picture").status, 404);
    EXPECT_EQ(ask("POST", "picture-request").status, 202);
    ASSERT_TRUE(eventually([&] { return ask("GET", "picture").status == 200; }, std::chrono::seconds{4}));
    const HttpResponse first = ask("GET", "picture");
    EXPECT_NE(first.header("x-picture-slide"), "");
    EXPECT_EQ(first.header("x-picture-why"), "asked");
    EXPECT_EQ(first.header("x-picture-check"), "server");
    const auto picture = decoded(first.body);
    ASSERT_NE(picture, nullptr);
    EXPECT_EQ(picture->w, 320);
    EXPECT_EQ(picture->h, 180);

    // A stranger's window makes it degraded, and the picture comes unasked and shows the stranger.
    const auto cover = display.cover(0, 0, VirtualDisplay::width, VirtualDisplay::height);
    ASSERT_TRUE(eventually([&] { return ask("GET", "picture?why=degraded").status == 200; },
                           std::chrono::seconds{8}));
    const auto covered = decoded(ask("GET", "picture?why=degraded").body);
    ASSERT_NE(covered, nullptr);
    const auto* pixels = static_cast<const unsigned char*>(covered->pixels);
    for (int x = 0; x < covered->w * 3; x += 30) EXPECT_LT(pixels[90 * covered->pitch + x], 20);
    player->signal(SIGTERM);
    EXPECT_EQ(player->wait(), 0) << player->errors();
}

}  // namespace
}  // namespace signage
