// Films through the whole system: published, fetched, played by the real player; whole ones, broken ones, and
// one whose disk dies while it plays.
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <numeric>
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

// By the clock: what is asked may itself take long.
template <typename Condition>
bool within(std::chrono::seconds most, Condition holds) {
    const auto end = std::chrono::steady_clock::now() + most;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) return false;
        sleepFor(std::chrono::milliseconds{30});
    }
    return true;
}

// What a loudspeaker was given, in pieces of 50 ms: those with the film's tone of 440 Hz, and other loud
// ones.
struct Heard {
    int tone = 0;
    int other = 0;
};

Heard listen(const std::string& path) {
    constexpr std::size_t piece = 2400;  // of 48,000 stereo samples a second
    if (!fs::exists(path)) return {};
    const std::string bytes = readFile(path);
    if (bytes.empty()) return {};  // opened and nothing played yet
    std::vector<std::int16_t> samples(bytes.size() / sizeof(std::int16_t));
    std::memcpy(samples.data(), bytes.data(), samples.size() * sizeof(std::int16_t));
    Heard heard;
    for (std::size_t from = 0; from + 2 * piece <= samples.size(); from += 2 * piece) {
        int crossings = 0;
        int loudest = 0;
        for (std::size_t i = 2; i < 2 * piece; i += 2) {
            loudest = std::max(loudest, std::abs(int{samples[from + i]}));
            if ((samples[from + i - 2] < 0) != (samples[from + i] < 0)) ++crossings;
        }
        if (loudest < 500) continue;
        const bool tone = crossings >= 42 && crossings <= 46;  // twice 440 a second
        ++(tone ? heard.tone : heard.other);
    }
    return heard;
}

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

    // How many quarters a film with red, green, yellow and blue in its corners, clockwise, is turned on a
    // fresh snapshot, and four more when it is mirrored left to right before that; -1: it is not there.
    int quartersOnGlass() {
        if (colourOnGlass() == -2) return -1;
        const auto pixels = pixelsOfPng(system_.folder() / "player.png");
        struct Patch {
            double x = 0, y = 0;
            int pixels = 0;
        };
        std::array<Patch, 4> patches;
        for (std::size_t i = 0; i < pixels.size(); ++i) {
            const int colour = filmColour(pixels[i]);
            if (colour < 0) continue;
            Patch& patch = patches[static_cast<std::size_t>(colour)];
            const std::size_t row = i / filmGlassWidth;
            patch.x += static_cast<double>(i % filmGlassWidth);
            patch.y += static_cast<double>(row);
            ++patch.pixels;
        }
        double x = 0;
        double y = 0;
        for (Patch& patch : patches) {
            if (patch.pixels < 500) return -1;
            patch.x /= patch.pixels;
            patch.y /= patch.pixels;
            x += patch.x / 4;
            y += patch.y / 4;
        }
        for (int turned = 0; turned < 8; ++turned) {
            // Its colours clockwise from the corner that was at the top left.
            const std::array<std::size_t, 4> inOrder =
                turned < 4 ? std::array<std::size_t, 4>{0, 1, 3, 2} : std::array<std::size_t, 4>{1, 0, 2, 3};
            bool fits = true;
            for (std::size_t i = 0; i < 4; ++i) {
                const Patch& patch = patches[inOrder[i]];
                const std::size_t corner = (i + static_cast<std::size_t>(turned)) % 4;
                fits =
                    fits && (patch.x > x) == (corner == 1 || corner == 2) && (patch.y > y) == (corner >= 2);
            }
            if (fits) return turned;
        }
        return -1;
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

// Its four colours are a tenth of a second each: every fifth look or so comes at the place where it goes
// round.
TEST_F(FilmLoop, GoesRoundWithoutABlackPicture) {
    const std::string colours =
        "drawbox=c=red:t=fill:enable='eq(mod(n,4),0)',"
        "drawbox=c=lime:t=fill:enable='eq(mod(n,4),1)',drawbox=c=blue:t=fill:enable='eq(mod(n,4),2)',"
        "drawbox=c=yellow:t=fill:enable='eq(mod(n,4),3)'";
    makeFilm(medium("film.mp4"), {.seconds = 0.4, .rate = 10, .more = {"-vf", colours, "-g", "1"}});
    publish("film.mp4", false);
    const VirtualDisplay display(system_.folder());
    start({{"DISPLAY", display.name()}, {"SDL_VIDEODRIVER", "x11"}}, System::Glass::display);
    const auto look = [&] {
        const auto pixels = display.pixels();
        if (pixels.size() != std::size_t{filmGlassWidth} * filmGlassHeight) return -2;
        return filmColour(pixels[std::size_t{filmGlassHeight} / 3 * filmGlassWidth + filmGlassWidth / 2]);
    };
    ASSERT_TRUE(within(std::chrono::seconds{60}, [&] { return look() >= 0; })) << player_->errors();
    std::array<int, 4> seen{};
    int others = 0;
    EXPECT_TRUE(within(std::chrono::seconds{90}, [&] {
        const int colour = look();
        if (colour < 0) {
            ++others;
        } else {
            ++seen[static_cast<std::size_t>(colour)];
        }
        return others > 0 || (std::accumulate(seen.begin(), seen.end(), 0) >= 150 && seen[0] > 0 &&
                              seen[1] > 0 && seen[2] > 0 && seen[3] > 0);
    })) << ::testing::PrintToString(seen);
    EXPECT_EQ(others, 0) << "neither of the film's colours was on the glass";
    end();
}

class TurnedFilm : public FilmLoop, public ::testing::WithParamInterface<int> {};

// Red, green, yellow and blue in the corners, clockwise: on the panel, by so many quarters further on.
TEST_P(TurnedFilm, HangsAsThePanelDoes) {
    const std::string corners =
        "drawbox=w=160:h=90:c=red:t=fill,drawbox=x=160:w=160:h=90:c=lime:t=fill,"
        "drawbox=x=160:y=90:w=160:h=90:c=yellow:t=fill,drawbox=y=90:w=160:h=90:c=blue:t=fill";
    // In its second half it is mirrored.
    const std::string mirrored = "split[a][b];[b]hflip[c];[a][c]overlay=enable='gte(t,1)'";
    makeFilm(medium("film.mp4"), {.seconds = 2, .more = {"-vf", corners + "," + mirrored}});
    publish("film.mp4", false);
    start({}, System::Glass::headless, {"--rotate", std::to_string(GetParam())});
    ASSERT_TRUE(becomes("ok", "")) << player_->errors();
    const int quarters = GetParam() / 90;
    std::set<int> seen;
    const bool both = within(std::chrono::seconds{90}, [&] {
        const int turned = quartersOnGlass();
        if (turned < 0) return false;
        EXPECT_EQ(turned % 4, quarters);
        seen.insert(turned);
        return seen.size() == 2;
    });
    EXPECT_TRUE(both) << "stands still, or is not there: " << player_->errors();
    EXPECT_EQ(seen, (std::set<int>{quarters, 4 + quarters}));
    end();
}

INSTANTIATE_TEST_SUITE_P(Panels, TurnedFilm, ::testing::Values(0, 90, 180, 270),
                         [](const auto& turn) { return "By" + std::to_string(turn.param); });

// Turned so many quarters, on a GPU's path (a processor stands for it here): the film's planes go up as the
// decoder leaves them.
class FilmByPlanes : public FilmLoop {
  protected:
    void startAccelerated(const VirtualDisplay& display, int degrees) {
        start({{"DISPLAY", display.name()}, {"SDL_VIDEODRIVER", "x11"}, driversMayLeak},
              System::Glass::display, {"--renderer", "accelerated", "--rotate", std::to_string(degrees)});
    }
    // What the display server shows in the middle of the film: 0 to 3, or less.
    static int colourOn(const VirtualDisplay& display) {
        const auto pixels = display.pixels();
        if (pixels.size() != std::size_t{filmGlassWidth} * filmGlassHeight) return -2;
        return filmColour(pixels[std::size_t{filmGlassHeight} / 2 * filmGlassWidth + filmGlassWidth / 2]);
    }
    bool serverAgrees() const {
        return eventually(
            [&] {
                const json glass = newestGlass();
                return glass.is_object() && glass["check"] == "server" && glass["result"] == "match";
            },
            std::chrono::seconds{40});
    }
};

class TurnedFilmByPlanes : public FilmByPlanes, public ::testing::WithParamInterface<int> {};

TEST_P(TurnedFilmByPlanes, IsOnTheScreenAndTheServerAgrees) {
    makeFilm(medium("film.mp4"), {.seconds = 4});
    publish("film.mp4", true);
    const VirtualDisplay display(system_.folder());
    startAccelerated(display, GetParam());
    ASSERT_TRUE(becomes("ok", "")) << player_->errors();
    std::set<int> seen;
    EXPECT_TRUE(within(std::chrono::seconds{90}, [&] {
        seen.insert(colourOn(display));
        return seen.contains(0) && seen.contains(1) && seen.contains(2) && seen.contains(3);
    })) << ::testing::PrintToString(seen);
    EXPECT_TRUE(serverAgrees());
    EXPECT_EQ(textOf(system_.player(), "state"), "ok");
    const json report = end();
    if (report.at("renderer") != "accelerated") GTEST_SKIP() << "no OpenGL here";
    EXPECT_GT(report.at("frames").at("by_planes"), 20) << report;
}

INSTANTIATE_TEST_SUITE_P(Panels, TurnedFilmByPlanes, ::testing::Values(0, 90),
                         [](const auto& turn) { return "By" + std::to_string(turn.param); });

// What SDL cannot show exactly is drawn, as without a GPU.
TEST_F(FilmByPlanes, OneOfTenBitsIsDrawnInstead) {
    makeFilm(medium("film.mp4"), {.seconds = 4, .more = {"-pix_fmt", "yuv420p10le"}});
    publish("film.mp4", false);
    const VirtualDisplay display(system_.folder());
    startAccelerated(display, 0);
    ASSERT_TRUE(becomes("ok", "")) << player_->errors();
    std::set<int> seen;
    EXPECT_TRUE(within(std::chrono::seconds{90}, [&] {
        seen.insert(colourOn(display));
        return seen.contains(0) && seen.contains(1) && seen.contains(2) && seen.contains(3);
    })) << ::testing::PrintToString(seen);
    EXPECT_TRUE(serverAgrees());
    EXPECT_EQ(end().at("frames").at("by_planes"), 0);
}

TEST_F(FilmLoop, ItsSoundIsHeardWhereThePlaylistAsksForIt) {
    makeFilm(medium("film.mp4"), {.seconds = 3, .sound = true});
    publish("film.mp4", false, true);
    const std::string heard = system_.folder() / "heard";
    start({{"SDL_AUDIODRIVER", "disk"}, {"SDL_DISKAUDIOFILE", heard}});
    EXPECT_TRUE(within(std::chrono::seconds{60}, [&] { return listen(heard).tone >= 20; }))
        << player_->errors();
    end();
    // What else is loud is a machine that was late, at the edges of what it left out.
    const Heard all = listen(heard);
    EXPECT_GT(all.tone, 2 * all.other) << all.tone << " pieces of the tone, " << all.other << " others";
}

TEST_F(FilmLoop, IsMuteWhereThePlaylistDoesNot) {
    makeFilm(medium("film.mp4"), {.seconds = 3, .sound = true});
    publish("film.mp4", false, false);
    const std::string heard = system_.folder() / "heard";
    start({{"SDL_AUDIODRIVER", "disk"}, {"SDL_DISKAUDIOFILE", heard}});
    ASSERT_TRUE(becomes("ok", "")) << player_->errors();
    std::set<int> seen;
    EXPECT_TRUE(within(std::chrono::seconds{60}, [&] {
        seen.insert(colourOnGlass());
        return seen.contains(0) && seen.contains(1) && seen.contains(2);
    }));
    end();
    EXPECT_EQ(listen(heard).tone + listen(heard).other, 0);
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
