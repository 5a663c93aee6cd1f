// The module is found, refuses what it should, and decodes what it says it does.
#include "player/film/film.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/films.h"
#include "tests/support/process.h"

namespace signage {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using ::testing::HasSubstr;

const std::vector<std::string> here{std::string(SIGNAGE_BIN_DIR) + "/../lib/signage-film.so"};

// A picture drawn small; the colour in its middle.
int colourNow(FilmDecoder& film) {
    std::vector<std::uint32_t> pixels(64 * 36);
    const FilmPixels into{reinterpret_cast<std::uint8_t*>(pixels.data()), 64 * 4, {64, 36}};
    EXPECT_TRUE(film.draw(into, false).has_value());
    return filmColour(pixels[18 * 64 + 32] & 0xFFFFFFU);
}

class FilmFile : public ::testing::Test {
  protected:
    Result<std::unique_ptr<FilmDecoder>> open(const std::string& name) {
        return openFilm(folder_ / name, nullptr, here);
    }
    std::string refusal(const std::string& name) {
        const auto film = open(name);
        return film ? "played" : film.error().line(Language::english);
    }
    TemporaryFolder folder_;
};

TEST_F(FilmFile, WithoutTheModuleIsRefusedByName) {
    const auto film = openFilm("media/film.mp4", nullptr, {"/nowhere/signage-film.so"});
    ASSERT_FALSE(film.has_value());
    EXPECT_EQ(film.error().fault, Fault::unsupported);
    EXPECT_EQ(film.error().where, "media/film.mp4");
    EXPECT_FALSE(film.error().remedy.ja.empty());
}

TEST_F(FilmFile, AModuleOfAnotherKindIsRefused) {
    // Any other library will do.
    const auto film = openFilm("media/film.mp4", nullptr, {"/lib/x86_64-linux-gnu/libm.so.6"});
    if (!std::filesystem::exists("/lib/x86_64-linux-gnu/libm.so.6")) GTEST_SKIP() << "another machine";
    ASSERT_FALSE(film.has_value());
    EXPECT_THAT(film.error().line(Language::english), HasSubstr("not a film module"));
}

struct Kind {
    const char* file;
    const char* encoder;
    const char* codec;
    const char* container;
    std::vector<std::string> more;
    friend std::ostream& operator<<(std::ostream& out, const Kind& kind) { return out << kind.file; }
};

class FilmKinds : public FilmFile, public ::testing::WithParamInterface<Kind> {};

// Every picture, in order, at its time, in its colour.
TEST_P(FilmKinds, AreDecodedPictureByPicture) {
    const Kind& kind = GetParam();
    FilmRecipe recipe;
    recipe.codec = kind.encoder;
    recipe.more = kind.more;
    recipe.rate = 10;
    makeFilm(folder_ / kind.file, recipe);
    auto opened = open(kind.file);
    ASSERT_TRUE(opened.has_value()) << opened.error().line(Language::english);
    FilmDecoder& film = **opened;
    EXPECT_EQ(film.info().size, (Size{320, 180}));
    EXPECT_EQ(film.info().codec, kind.codec);
    EXPECT_EQ(film.info().container, kind.container);
    EXPECT_NEAR(static_cast<double>(film.info().length.count()), 3000, 120);
    EXPECT_NEAR(film.info().rate, 10, 0.1);
    EXPECT_EQ(film.info().sound, "");
    for (int round = 0; round < 2; ++round) {
        int pictures = 0;
        while (true) {
            const auto next = film.next();
            ASSERT_TRUE(next.has_value()) << next.error().line(Language::english);
            if (!*next) break;
            EXPECT_NEAR(std::chrono::duration<double>(**next).count(), pictures / 10.0, 0.01);
            EXPECT_EQ(colourNow(film), pictures / 10) << pictures;
            ++pictures;
        }
        EXPECT_EQ(pictures, 30);
        ASSERT_TRUE(film.seek(nanoseconds{0}).has_value());
    }
    EXPECT_TRUE(film.readThrough().has_value());
}

INSTANTIATE_TEST_SUITE_P(
    AllThatAreNamed, FilmKinds,
    ::testing::Values(
        Kind{"a.mp4", "libx264", "h264", "mov", {}},
        Kind{"b.mkv", "libx265", "hevc", "matroska", {"-x265-params", "log-level=none"}},
        Kind{"c.webm", "libvpx-vp9", "vp9", "matroska", {"-deadline", "realtime", "-cpu-used", "8"}},
        Kind{"d.mp4", "libaom-av1", "av1", "mov", {"-usage", "realtime", "-cpu-used", "8"}}),
    [](const auto& kind) { return kind.param.codec; });

TEST_F(FilmFile, GivesItsSoundWithItsTimes) {
    FilmRecipe recipe;
    recipe.sound = true;
    makeFilm(folder_ / "film.mp4", recipe);
    auto opened = open("film.mp4");
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ((*opened)->info().sound, "aac");
    ASSERT_TRUE((*opened)->wantSound().has_value());
    std::size_t samples = 0;
    int loudest = 0;
    nanoseconds last{-1};
    while (true) {
        const auto next = (*opened)->next();
        ASSERT_TRUE(next.has_value());
        for (const FilmSound& piece : (*opened)->takeSound()) {
            EXPECT_GT(piece.time, last);
            last = piece.time;
            samples += piece.samples.size();
            for (const std::int16_t sample : piece.samples) loudest = std::max<int>(loudest, sample);
        }
        if (!*next) break;
    }
    EXPECT_NEAR(static_cast<double>(samples) / 2 / 48'000, 3, 0.2);
    EXPECT_GT(loudest, 1000);
}

TEST_F(FilmFile, FromALaterPlaceGoesOnThere) {
    FilmRecipe recipe;
    recipe.seconds = 8;
    recipe.more = {"-g", "30"};
    makeFilm(folder_ / "film.mp4", recipe);
    auto film = open("film.mp4");
    ASSERT_TRUE(film.has_value());
    ASSERT_TRUE((*film)->seek(milliseconds{6500}).has_value());
    const auto next = (*film)->next();
    ASSERT_TRUE(next.has_value() && next->has_value());
    EXPECT_EQ(**next, std::chrono::seconds{6});
    EXPECT_EQ(colourNow(**film), 2);
}

// With pictures between others on which none is built; x264 makes such by itself.
TEST_F(FilmFile, InAHurryGivesFewerPicturesAtTheirTimes) {
    FilmRecipe recipe;
    recipe.colours = false;
    recipe.seconds = 4;
    recipe.more = {"-bf", "2", "-b_strategy", "0", "-g", "60"};
    makeFilm(folder_ / "film.mp4", recipe);
    const auto times = [&](nanoseconds hurryFrom, nanoseconds hurryTo) {
        std::vector<nanoseconds> found;
        auto film = open("film.mp4");
        if (!film) return found;
        while (true) {
            const nanoseconds last = found.empty() ? nanoseconds{0} : found.back();
            (*film)->hurry(last >= hurryFrom && last < hurryTo);
            const auto next = (*film)->next();
            if (!next || !*next) break;
            found.push_back(**next);
        }
        return found;
    };
    const auto all = times(milliseconds{0}, milliseconds{0});
    ASSERT_EQ(all.size(), 120U);
    const auto fewer = times(milliseconds{1000}, milliseconds{3000});
    EXPECT_LE(fewer.size(), 100U);
    EXPECT_TRUE(std::includes(all.begin(), all.end(), fewer.begin(), fewer.end()));
    EXPECT_TRUE(std::equal(all.end() - 15, all.end(), fewer.end() - 15)) << "it does not recover";
}

TEST_F(FilmFile, FillingCutsBothSidesAlike) {
    // Left third red, middle lime, right third blue: a high picture shows the middle only.
    const Finished made = runProgram(
        {"/usr/bin/env", "ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i",
         "color=red:size=300x100:duration=0.5", "-vf",
         "format=yuv420p,drawbox=x=100:w=100:color=lime:t=fill,drawbox=x=200:w=100:color=blue:t=fill",
         folder_ / "film.mp4"});
    ASSERT_EQ(made.status, 0) << made.errors;
    auto film = open("film.mp4");
    ASSERT_TRUE(film.has_value());
    ASSERT_TRUE((*film)->next().has_value());
    std::vector<std::uint32_t> pixels(40 * 80);
    const FilmPixels into{reinterpret_cast<std::uint8_t*>(pixels.data()), 40 * 4, {40, 80}};
    ASSERT_TRUE((*film)->draw(into, true).has_value());
    for (const std::size_t x : {3U, 20U, 36U}) EXPECT_EQ(filmColour(pixels[40 * 40 + x] & 0xFFFFFFU), 1) << x;
    ASSERT_TRUE((*film)->seek(nanoseconds{0}).has_value());
    ASSERT_TRUE((*film)->next().has_value());
    ASSERT_TRUE((*film)->draw(into, false).has_value());
    EXPECT_EQ(filmColour(pixels[40 * 40 + 3] & 0xFFFFFFU), 0);
    EXPECT_EQ(filmColour(pixels[40 * 40 + 36] & 0xFFFFFFU), 2);
}

TEST_F(FilmFile, WhatIsNoFilmIsRefusedByName) {
    writeFile(folder_ / "empty.mp4", "");
    writeFile(folder_ / "text.mp4", "#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:1/segment.ts\n");
    writeFile(folder_ / "noise.webm", std::string(100'000, '\x1A'));
    for (const char* name : {"empty.mp4", "text.mp4", "noise.webm", "missing.mp4", "."})
        EXPECT_THAT(refusal(name), HasSubstr(folder_ / name)) << name;
    EXPECT_THAT(refusal("text.mp4"), HasSubstr("neither MP4, WebM nor Matroska"));
}

// FFmpeg would follow what such a list names, also to files beside it and to the network.
TEST_F(FilmFile, AListOfFilesIsNoFilm) {
    makeFilm(folder_ / "real.mp4", {.seconds = 0.5});
    writeFile(folder_ / "list.mp4", "ffconcat version 1.0\nfile real.mp4\n");
    writeFile(folder_ / "list.m3u8",
              "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:1,\nreal.mp4\n#EXT-X-ENDLIST\n");
    EXPECT_THAT(refusal("list.mp4"), HasSubstr("cannot be read as a film"));
    EXPECT_THAT(refusal("list.m3u8"), HasSubstr("cannot be read as a film"));
    EXPECT_EQ(refusal("real.mp4"), "played");
}

TEST_F(FilmFile, OtherCodecsAndSizesAreRefused) {
    makeFilm(folder_ / "old.mp4", {.seconds = 0.5, .codec = "mpeg4"});
    EXPECT_THAT(refusal("old.mp4"), HasSubstr("codec mpeg4 cannot be played"));
    makeFilm(folder_ / "large.mp4",
             {.seconds = 0.1, .width = 4608, .height = 2592, .rate = 10, .more = {"-preset", "ultrafast"}});
    EXPECT_THAT(refusal("large.mp4"), HasSubstr("4608x2592 cannot be played"));
    makeFilm(folder_ / "fast.mp4", {.seconds = 0.2, .rate = 200});
    EXPECT_THAT(refusal("fast.mp4"), HasSubstr("too many pictures a second"));
    makeFilm(folder_ / "up.mp4", {.seconds = 0.5});
    const Finished turned =
        runProgram({"/usr/bin/env", "ffmpeg", "-nostdin", "-v", "error", "-i", folder_ / "up.mp4", "-c",
                    "copy", "-metadata:s:v", "rotate=90", folder_ / "turned.mp4"});
    ASSERT_EQ(turned.status, 0) << turned.errors;
    EXPECT_THAT(refusal("turned.mp4"), HasSubstr("lying on its side"));
    EXPECT_EQ(refusal("up.mp4"), "played");
}

TEST_F(FilmFile, OneThatBreaksOffSaysWhere) {
    makeFilm(folder_ / "whole.mp4", {.colours = false, .seconds = 8, .more = {"-movflags", "+faststart"}});
    const std::string bytes = readFile(folder_ / "whole.mp4");
    writeFile(folder_ / "half.mp4", bytes.substr(0, bytes.size() / 2));
    auto film = open("half.mp4");
    ASSERT_TRUE(film.has_value()) << film.error().line(Language::english);
    const auto through = (*film)->readThrough();
    ASSERT_FALSE(through.has_value());
    EXPECT_EQ(through.error().fault, Fault::invalid);
    ASSERT_TRUE((*film)->seek(nanoseconds{0}).has_value());
    int pictures = 0;
    while (true) {
        const auto next = (*film)->next();
        if (!next) {
            EXPECT_EQ(next.error().fault, Fault::invalid);
            break;
        }
        ASSERT_TRUE(next->has_value()) << "the film ended as if it were whole";
        ++pictures;
    }
    EXPECT_GT(pictures, 60);
}

TEST_F(FilmFile, TheStopFlagEndsTheReading) {
    makeFilm(folder_ / "film.mp4", {.colours = false, .seconds = 8});
    std::atomic<bool> stop{true};
    const auto film = openFilm(folder_ / "film.mp4", &stop, here);
    EXPECT_FALSE(film.has_value());
}

}  // namespace
}  // namespace signage
