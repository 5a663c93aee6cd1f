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

// Opened at its first picture.
std::unique_ptr<FilmDecoder> atFirstPicture(const std::string& path) {
    auto film = openFilm(path, nullptr, here);
    if (!film || !(*film)->next()) return nullptr;
    return std::move(*film);
}

TEST_F(FilmFile, GivesItsPlanesWithoutACopyAndKeepsThemWhileTheyAreHeld) {
    makeFilm(folder_ / "film.mp4", {.seconds = 4, .more = {"-g", "10", "-bf", "2"}});
    auto film = atFirstPicture(folder_ / "film.mp4");
    ASSERT_NE(film, nullptr);
    auto first = film->planes({320, 180}, false);
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(first->layout, PlaneLayout::three);
    EXPECT_EQ(first->colours, PlaneColours::bt601) << "what is not said is meant as television means it";
    EXPECT_EQ(first->size, (Size{320, 180}));
    EXPECT_EQ(first->seen, (Rect{0, 0, 320, 180}));
    // Red by BT.601.
    const auto middle = [](const PicturePlanes& picture, std::size_t plane) {
        const int half = plane == 0 ? 1 : 2;
        return int{picture.planes[plane][90 / half * picture.pitches[plane] + 160 / half]};
    };
    const auto isRed = [&](const PicturePlanes& picture) {
        return std::abs(middle(picture, 0) - 81) < 6 && std::abs(middle(picture, 1) - 90) < 6 &&
               std::abs(middle(picture, 2) - 240) < 6;
    };
    EXPECT_TRUE(isRed(*first));
    // Held over all the film while it goes on, and after its end: nobody writes to it.
    std::vector<std::shared_ptr<const PicturePlanes>> held{first};
    int pictures = 1;
    for (auto next = film->next(); next.value().has_value(); next = film->next()) {
        ++pictures;
        if (pictures % 30 == 1) held.push_back(film->planes({320, 180}, false));
    }
    EXPECT_EQ(pictures, 120);
    film.reset();
    EXPECT_TRUE(isRed(*first));
    ASSERT_EQ(held.size(), 4U);
    EXPECT_NEAR(middle(*held[2], 0), 41, 6);  // the third second is blue
    EXPECT_NEAR(middle(*held[2], 1), 240, 6);
}

// The new matrix is to be kept from picture to picture: green made by the old one is darker and less pure.
TEST_F(FilmFile, EveryPictureIsDrawnByItsMatrix) {
    makeFilm(folder_ / "film.mp4", {.seconds = 2, .rate = 5, .more = {"-colorspace", "bt709"}});
    auto film = std::move(open("film.mp4").value());
    int pictures = 0;
    for (auto next = film->next(); next.value().has_value(); next = film->next()) {
        std::vector<std::uint32_t> pixels(320 * 180);
        const FilmPixels into{reinterpret_cast<std::uint8_t*>(pixels.data()), 320 * 4, {320, 180}};
        ASSERT_TRUE(film->draw(into, false).has_value());
        if (pictures++ >= 5) {
            EXPECT_NEAR(pixels[90 * 320 + 160] >> 8U & 255U, 215, 4) << pictures;
        }
    }
    EXPECT_EQ(pictures, 10);
}

TEST_F(FilmFile, PlanesAreCutOffAsPixelsAre) {
    makeFilm(folder_ / "film.mp4", {.seconds = 0.5});
    const auto film = atFirstPicture(folder_ / "film.mp4");
    ASSERT_NE(film, nullptr);
    EXPECT_EQ(film->planes({180, 180}, true)->seen, (Rect{70, 0, 180, 180}));
    EXPECT_EQ(film->planes({180, 180}, false)->seen, (Rect{0, 0, 320, 180}));
    EXPECT_EQ(film->planes({640, 180}, true)->seen, (Rect{0, 45, 320, 90}));
}

// Its pixels are twice as wide as high: what is cut off goes by what is seen.
TEST_F(FilmFile, PlanesWithoutSquarePixelsFillTheirPlace) {
    makeFilm(folder_ / "film.mp4", {.seconds = 0.5, .width = 160, .more = {"-aspect", "16:9"}});
    const auto film = atFirstPicture(folder_ / "film.mp4");
    ASSERT_NE(film, nullptr);
    EXPECT_EQ(film->info().size, (Size{320, 180}));
    EXPECT_EQ(film->planes({180, 180}, true)->seen, (Rect{35, 0, 90, 180}));
}

// Exactly those: anything else would be shown in wrong colours.
TEST_F(FilmFile, PlanesAreGivenForTheColoursThatAGlassKnowsAndNoOthers) {
    struct Tagged {
        const char* name;
        std::vector<std::string> more;
        std::optional<PlaneColours> colours;
        int height = 180;
    };
    const auto tagged = [](const char* space, const char* range = "tv") {
        return std::vector<std::string>{"-colorspace", space, "-color_range", range};
    };
    const std::vector<Tagged> kinds{
        {"601.mp4", tagged("smpte170m"), PlaneColours::bt601},
        {"601-old.mp4", tagged("bt470bg"), PlaneColours::bt601},
        {"709.mp4", tagged("bt709"), PlaneColours::bt709},
        {"jpeg.mp4", tagged("smpte170m", "pc"), PlaneColours::full601},
        {"large.mp4", {}, PlaneColours::bt709, 720},
        {"full-709.mp4", tagged("bt709", "pc"), std::nullopt},
        {"2020.mp4", tagged("bt2020nc"), std::nullopt},
        {"240.mp4", tagged("smpte240m"), std::nullopt},
        {"10-bit.mp4", {"-pix_fmt", "yuv420p10le"}, std::nullopt},
        {"422.mp4", {"-pix_fmt", "yuv422p"}, std::nullopt},
        {"444.mp4", {"-pix_fmt", "yuv444p"}, std::nullopt},
    };
    for (const Tagged& kind : kinds) {
        makeFilm(folder_ / kind.name, {.seconds = 0.2, .height = kind.height, .rate = 10, .more = kind.more});
        const auto film = atFirstPicture(folder_ / kind.name);
        ASSERT_NE(film, nullptr) << kind.name;
        const auto planes = film->planes(film->info().size, false);
        ASSERT_EQ(planes != nullptr, kind.colours.has_value()) << kind.name;
        if (planes != nullptr) {
            EXPECT_EQ(planes->colours, *kind.colours) << kind.name;
        }
        EXPECT_EQ(colourNow(*film), 0) << kind.name << ": it is drawn all the same";
    }
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
