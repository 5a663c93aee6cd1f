// check, render and publish know films: as programs, with films made here.
#include <filesystem>

#include <SDL_image.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/paint/surface.h"
#include "tests/support/films.h"
#include "tests/tools/signagectl/publishing_world.h"

namespace signage {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

class FilmVerbs : public ::testing::Test {
  protected:
    std::string playlistWith(const std::string& film) const {
        return world_.playlistOf(R"({"id": "film", "layout": "video", "title": "体操", "rights": "区",
            "video": ")" + film + R"(", "captions": "media/a.vtt"})");
    }
    std::string media(const std::string& name) const {
        std::filesystem::create_directories(world_.path("desk/media"));
        world_.write("media/a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nこんにちは\n");
        return world_.path("desk/media/" + name);
    }
    PublishingWorld world_;
};

TEST_F(FilmVerbs, PublishWritesTheLengthThatScreensGoBy) {
    makeFilm(media("film.mp4"), {.seconds = 3});
    const Finished published =
        world_.publish(playlistWith("media/film.mp4"), world_.served(), {"--override-lint", "試験"});
    ASSERT_EQ(published.status, 0) << published.errors;
    const json edition = json::parse(readFile(world_.served() + "/editions/1-1/playlist.json"));
    EXPECT_NEAR(edition["assets"]["media/film.mp4"]["seconds"].get<double>(), 3.0, 0.05);
    EXPECT_FALSE(edition["assets"]["media/a.vtt"].contains("seconds"));
}

TEST_F(FilmVerbs, CheckRefusesWhatScreensCannotPlay) {
    makeFilm(media("film.mp4"), {.seconds = 1});
    EXPECT_THAT(world_.ctl({"check", playlistWith("media/film.mp4")}).errors, Not(HasSubstr("E 動画")));
    makeFilm(media("old.mp4"), {.seconds = 1, .codec = "mpeg4"});
    const Finished old = world_.ctl({"check", playlistWith("media/old.mp4")});
    EXPECT_EQ(old.status, 1);
    EXPECT_THAT(old.errors,
                HasSubstr("(film) E 動画 video: media/old.mp4: 動画の符号 mpeg4 は再生できません"));
    makeFilm(media("whole.mp4"), {.colours = false, .seconds = 8, .more = {"-movflags", "+faststart"}});
    const std::string bytes = readFile(media("whole.mp4"));
    world_.write("media/cut.mp4", bytes.substr(0, bytes.size() / 2));
    const Finished cut = world_.ctl({"check", playlistWith("media/cut.mp4")});
    EXPECT_EQ(cut.status, 1);
    EXPECT_THAT(cut.errors, HasSubstr("(film) E 動画 video: media/cut.mp4: "));
    EXPECT_THAT(world_.ctl({"check", playlistWith("media/whole.mp4")}).errors, Not(HasSubstr("E 動画")));
    const Finished missing = world_.ctl({"check", playlistWith("media/none.mp4")});
    EXPECT_EQ(missing.status, 1);
    EXPECT_THAT(missing.errors, HasSubstr("media/none.mp4"));
}

// The colour of the second that is asked for, in the middle of the slide.
TEST_F(FilmVerbs, RenderDrawsTheFilmInItsPlace) {
    makeFilm(media("film.mp4"), {.seconds = 4});
    const std::string playlist = playlistWith("media/film.mp4");
    const std::string out = world_.path("slide.png");
    for (int second = 0; second < 3; ++second) {
        const Finished rendered = world_.ctl({"render", playlist, "--slide", "film", "--size", "640x360",
                                              "--out", out, "--film-second", std::to_string(second)});
        ASSERT_EQ(rendered.status, 0) << rendered.errors;
        const Surface png(IMG_Load(out.c_str()));
        ASSERT_NE(png, nullptr);
        const Surface plain(SDL_ConvertSurfaceFormat(png.get(), SDL_PIXELFORMAT_XRGB8888, 0));
        const auto* row =
            reinterpret_cast<const unsigned*>(static_cast<const char*>(plain->pixels) + 120L * plain->pitch);
        EXPECT_EQ(filmColour(row[320] & 0xFFFFFFU), second);
        EXPECT_EQ(filmColour(row[2] & 0xFFFFFFU), -1);
    }
    world_.write("media/film.mp4", "no film");
    EXPECT_EQ(world_.ctl({"render", playlist, "--slide", "film", "--out", out}).status, 1);
}

}  // namespace
}  // namespace signage
