// Films through the whole system: published, fetched, played by the real player; whole ones, broken ones, and
// one whose disk dies while it plays.
#include <csignal>
#include <filesystem>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/loop/png_pixels.h"
#include "tests/loop/system.h"
#include "tests/loop/virtual_display.h"
#include "tests/support/films.h"

namespace signage {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr int filmGlassWidth = 640;
constexpr int filmGlassHeight = 360;

class FilmLoop : public ::testing::Test {
  protected:
    FilmLoop() {
        fs::create_directories(system_.folder() / "media");
        system_.startHub();
    }
    std::string medium(const std::string& name) const { return system_.folder() / ("media/" + name); }

    // A playlist of a film and, in front of it when `notice`, a slide of text.
    void publish(const std::string& film, bool notice, bool sound = false) {
        json playlist = {{"format", "signage-playlist/1"}, {"title", "試験"}, {"timezone", "Asia/Tokyo"}};
        playlist["defaults"] = {{"seconds", 3}, {"transition", {{"kind", "crossfade"}, {"seconds", 0.2}}}};
        playlist["slides"] = json::array();
        if (notice)
            playlist["slides"].push_back(
                {{"id", "words"}, {"layout", "notice"}, {"title", "ことば"}, {"lead", "在宅療養の相談"}});
        playlist["slides"].push_back({{"id", "film"},
                                      {"layout", "video"},
                                      {"title", "体操"},
                                      {"video", "media/" + film},
                                      {"sound", sound}});
        playlist["screens"] = json::array({{{"id", "screen-01"}, {"name", "試験用の画面"}}});
        writeFile(system_.folder() / "playlist.json", playlist.dump(1));
        const Finished published = system_.publish(system_.folder() / "playlist.json");
        ASSERT_EQ(published.status, 0) << published.errors;
    }

    void start(const std::map<std::string, std::string>& environment = {},
               System::Glass glass = System::Glass::headless, const std::vector<std::string>& more = {}) {
        player_ = system_.startPlayer("player", more, environment, glass);
    }

    // The colour in the middle of the film on a fresh snapshot: 0 to 3, or -1.
    int colourOnGlass() {
        const std::string path = system_.folder() / "player.png";
        fs::remove(path);
        player_->signal(SIGUSR1);
        if (!eventually([&] { return fs::exists(path); })) return -2;
        const auto pixels = pixelsOfPng(path);
        if (pixels.size() != std::size_t{filmGlassWidth} * filmGlassHeight) return -2;
        return filmColour(pixels[std::size_t{filmGlassHeight} / 3 * filmGlassWidth + filmGlassWidth / 2]);
    }

    bool becomes(const std::string& state, const std::string& reason) const {
        return eventually(
            [&] {
                const json now = system_.player();
                return textOf(now, "state") == state &&
                       textOf(now, "reason").find(reason) != std::string::npos;
            },
            std::chrono::seconds{30});
    }

    // The last record's word on the glass.
    json newestGlass() const {
        json found;
        for (const json& line : system_.journal()) {
            if (!line.contains("record")) continue;
            const json& record = line["record"];
            if (found.is_null() || record["seq"] > found["seq"]) found = record;
        }
        return found.is_null() ? found : found["glass"];
    }

    // Every library that a running player, the supervisor's child, has mapped.
    static std::string mapsOf(const Process& process) {
        return readFile("/proc/" + std::to_string(childOf(process.pid())) + "/maps");
    }

    json end() {
        player_->signal(SIGTERM);
        EXPECT_EQ(player_->wait(), 0) << player_->errors();
        return json::parse(readFile(system_.folder() / "player.json"), nullptr, false);
    }

    System system_;
    std::unique_ptr<Process> player_;
};

TEST_F(FilmLoop, IsOnTheScreenOfADisplayServerWhichAgrees) {
    makeFilm(medium("film.webm"), {.seconds = 4, .codec = "libvpx-vp9", .more = {"-deadline", "realtime"}});
    publish("film.webm", false);
    const VirtualDisplay display(system_.folder());
    start({{"DISPLAY", display.name()}, {"SDL_VIDEODRIVER", "x11"}}, System::Glass::display);
    ASSERT_TRUE(becomes("ok", "")) << player_->errors();
    std::set<int> seen;
    EXPECT_TRUE(eventually(
        [&] {
            const auto pixels = display.pixels();
            if (pixels.size() != std::size_t{filmGlassWidth} * filmGlassHeight) return false;
            seen.insert(
                filmColour(pixels[std::size_t{filmGlassHeight} / 3 * filmGlassWidth + filmGlassWidth / 2]));
            return seen.count(0) + seen.count(1) + seen.count(2) + seen.count(3) == 4;
        },
        std::chrono::seconds{40}));
    // Looked at while it moves: what the server shows is what was composed.
    EXPECT_TRUE(eventually(
        [&] {
            // The last look, at any moment of the film.
            const json glass = newestGlass();
            return glass.is_object() && glass["check"] == "server" && glass["result"] == "match";
        },
        std::chrono::seconds{30}));
    EXPECT_EQ(textOf(system_.player(), "state"), "ok");
    EXPECT_THAT(mapsOf(*player_), HasSubstr("libavcodec"));
    end();
}

TEST_F(FilmLoop, WithoutAFilmFFmpegStaysOnTheDisk) {
    const Finished published = system_.publish(system_.writePlaylist({"one"}, 60, "ことば"));
    ASSERT_EQ(published.status, 0) << published.errors;
    start();
    ASSERT_TRUE(becomes("ok", "")) << player_->errors();
    EXPECT_THAT(mapsOf(*player_), Not(HasSubstr("libavcodec")));
    EXPECT_THAT(mapsOf(*player_), HasSubstr("libSDL2"));  // or nothing would have been read at all
    end();
}

TEST_F(FilmLoop, ABrokenOneIsPassedOverAndToldByName) {
    writeFile(medium("film.mp4"), std::string("\0\0\0\x20", 4) + "ftypisom" + std::string(5000, 'x'));
    publish("film.mp4", true);
    start();
    EXPECT_TRUE(becomes("degraded", "media/film.mp4")) << system_.player() << player_->errors();
    EXPECT_EQ(textOf(system_.player(), "slide"), "words");
    end();
}

TEST_F(FilmLoop, WhenItsDiskDiesTheLastPictureStandsAndIsTold) {
    makeFilm(medium("film.mp4"), {.colours = true,
                                  .seconds = 4,
                                  .more = {"-g", "5", "-b:v", "3M", "-minrate", "3M", "-bufsize", "1M",
                                           "-x264-params", "nal-hrd=cbr:force-cfr=1"}});
    ASSERT_GT(fs::file_size(medium("film.mp4")), 500'000U);  // more than is read ahead
    publish("film.mp4", false);
    const std::string stall = system_.folder() / "stall";
    start({{"LD_PRELOAD", SIGNAGE_BINARY_DIR "/tests/libstalled_file.so"},
           {"SIGNAGE_TEST_STALL", stall},
           {"ASAN_OPTIONS", "verify_asan_link_order=0"}});
    ASSERT_TRUE(becomes("ok", "")) << player_->errors();
    ASSERT_TRUE(eventually([&] { return colourOnGlass() >= 0; }, std::chrono::seconds{40}));
    writeFile(stall, "");
    EXPECT_TRUE(becomes("degraded", "media/film.mp4")) << system_.player();
    EXPECT_GE(colourOnGlass(), 0);
    EXPECT_TRUE(player_->running());
    end();
}

}  // namespace
}  // namespace signage
