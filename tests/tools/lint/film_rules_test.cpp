// Films: what breaks the rule and what barely keeps it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tools/lint/judged.h"

namespace signage::lint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string filmSlide(const std::string& more) {
    return playlistOf(R"("layout": "video", "title": "題", "video": "media/film.mp4")" + more);
}
const std::string captioned = R"(, "captions": "media/film.vtt")";

FilmInfo usual() {
    FilmInfo info;
    info.size = {1920, 1080};
    info.length = std::chrono::seconds{20};
    info.rate = 30;
    info.codec = "h264";
    info.sound = "aac";
    return info;
}

std::vector<Finding> judgeFilm(const std::string& more, const Result<FilmInfo>& film) {
    LintOptions options{at("2025-02-10T09:00"), Holidays::japan()};
    options.films = [film](const std::string& path) {
        EXPECT_EQ(path, "media/film.mp4");
        return film;
    };
    return judge(filmSlide(more), std::move(options));
}

TEST(FilmRule, Captions) {
    EXPECT_THAT(brief(judge(filmSlide("")), "film"), ElementsAre("W film"));
    EXPECT_THAT(brief(judge(filmSlide(captioned)), "film"), IsEmpty());
}

TEST(FilmRule, WhatEveryScreenPlaysEasilyPasses) {
    EXPECT_THAT(brief(judgeFilm(captioned, usual()), "film"), IsEmpty());
}

TEST(FilmRule, FinerOrFasterThanSmallMachinesPlay) {
    FilmInfo film = usual();
    film.size = {3840, 2160};
    EXPECT_THAT(told(judgeFilm(captioned, film), "film"),
                ElementsAre(HasSubstr("[3840x2160, <= 1920x1080]")));
    film = usual();
    film.rate = 50;
    EXPECT_THAT(told(judgeFilm(captioned, film), "film"), ElementsAre(HasSubstr("[50.0 /s, <= 30 /s]")));
    film.rate = 29.97;
    EXPECT_THAT(brief(judgeFilm(captioned, film), "film"), IsEmpty());
}

TEST(FilmRule, SoundIsAskedForOnPurpose) {
    const std::string loud = captioned + R"(, "sound": true)";
    EXPECT_THAT(brief(judgeFilm(loud, usual()), "film"), ElementsAre("W film"));
    FilmInfo film = usual();
    film.sound.clear();
    EXPECT_THAT(brief(judgeFilm(loud, film), "film"), ElementsAre("W film", "W film"));
}

TEST(FilmRule, OneThatCannotBePlayedBlocks) {
    const auto findings = judgeFilm(captioned, fail(Fault::unsupported, "media/film.mp4",
                                                    {"符号 mpeg4", "codec mpeg4"}, {"変換", "convert"}));
    EXPECT_THAT(brief(findings, "film"), ElementsAre("E film"));
    EXPECT_THAT(told(findings, "film"), ElementsAre(HasSubstr("符号 mpeg4")));
}

}  // namespace
}  // namespace signage::lint
