// Targets, times, and the texts that are read.
#include "player/playlist/playlist.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/player/playlist/reading.h"

namespace signage {
namespace {

using testing::ElementsAre;

Screen screen(std::string id, std::map<std::string, std::vector<std::string>> tags) {
    Screen made;
    made.id = std::move(id);
    made.tags = std::move(tags);
    return made;
}

TEST(Targets, IncludeIsAnyOfAndExcludeWins) {
    const Screen office =
        screen("screen-01", {{"kind", {"branch-office"}}, {"audience", {"public", "professional"}}});
    const Screen plain = screen("screen-99", {});
    EXPECT_TRUE(isFor({}, office));
    EXPECT_TRUE(isFor({}, plain));
    const Selector byKind{"kind", "branch-office"};
    const Selector byId{"", "screen-01"};
    const Selector professional{"audience", "professional"};
    EXPECT_TRUE(matches(byKind, office));
    EXPECT_FALSE(matches(byKind, plain));
    EXPECT_TRUE(matches(byId, office));
    EXPECT_FALSE(matches({"", "screen-0"}, office));
    EXPECT_TRUE(matches(professional, office)) << "a tag's value may be a list";
    EXPECT_FALSE(matches({"audience", "profession"}, office));
    EXPECT_TRUE(isFor({{{"kind", "plaza"}, byId}, {}}, office));
    EXPECT_FALSE(isFor({{byId}, {professional}}, office));
    EXPECT_FALSE(isFor({{}, {byId}}, office));
    EXPECT_FALSE(isFor({{byId}, {}}, plain));
    EXPECT_TRUE(isFor({{}, {byId}}, plain));
}

Playlist with(Slide slide) {
    Playlist playlist;
    playlist.slides.push_back(std::move(slide));
    return playlist;
}

Duration timeOf(const Slide& slide) {
    const Playlist playlist = with(slide);
    return secondsOf(playlist, playlist.slides[0]);
}

Slide titled(std::size_t fullWidth) {
    Slide slide;
    for (std::size_t i = 0; i < fullWidth; ++i) slide.title += "国";
    return slide;
}

TEST(SecondsOf, AutoIsTimeToRead) {
    EXPECT_EQ(timeOf(titled(0)), Duration{6000});
    EXPECT_EQ(timeOf(titled(16)), Duration{6000});
    EXPECT_EQ(timeOf(titled(17)), Duration{6250});
    EXPECT_EQ(timeOf(titled(100)), Duration{27000});
    EXPECT_EQ(timeOf(titled(232)), Duration{60000});
    EXPECT_EQ(timeOf(titled(2000)), Duration{60000});
    Slide half;
    half.title = std::string(40, 'x');
    EXPECT_EQ(timeOf(half), Duration{7000}) << "half-width characters count half";
    Slide code = titled(20);
    code.qr = QrCode{"https://www.example.jp/", "", ""};
    EXPECT_EQ(timeOf(code), Duration{15000});
}

TEST(SecondsOf, SlideBeforePlaylistBeforeAuto) {
    Playlist playlist = with(titled(100));
    playlist.defaultSeconds = Duration{9000};
    EXPECT_EQ(secondsOf(playlist, playlist.slides[0]), Duration{9000});
    playlist.slides[0].secondsAuto = true;
    EXPECT_EQ(secondsOf(playlist, playlist.slides[0]), Duration{27000}) << "auto in the slide itself";
    playlist.slides[0].seconds = Duration{4000};
    EXPECT_EQ(secondsOf(playlist, playlist.slides[0]), Duration{4000});
}

TEST(SecondsOf, DatesThatAreDrawnCount) {
    Slide slide = titled(30);
    slide.asOf = parseDate("2024-12-31").value();
    EXPECT_EQ(timeOf(slide), Duration{12000});
    slide = titled(30);
    slide.event = Event{};
    EXPECT_EQ(timeOf(slide), Duration{9500}) << "a notice does not draw its event";
    slide.layout = Layout::event;
    EXPECT_EQ(timeOf(slide), Duration{13500});
}

TEST(SecondsOf, UpcomingHasTimeForTheLongestEvents) {
    Playlist playlist = with(titled(4));
    playlist.slides[0].layout = Layout::upcoming;
    EXPECT_EQ(secondsOf(playlist, playlist.slides[0]), Duration{6000});
    for (const std::size_t length : {4U, 8U, 4U, 4U, 2U}) {
        Slide event = titled(length);
        event.layout = Layout::event;
        event.event = Event{};
        playlist.slides.push_back(event);
    }
    // 4 + 4 dates of 16 + 8 + 4 + 4 + 4 characters; the fifth event is not listed.
    EXPECT_EQ(secondsOf(playlist, playlist.slides[0]), Duration{2000 + 88 * 250});
}

TEST(SecondsOf, AFilmTakesItsOwnLength) {
    Slide slide;
    slide.layout = Layout::video;
    slide.video = "media/film.mp4";
    slide.seconds = Duration{10000};
    Playlist playlist = with(slide);
    EXPECT_EQ(secondsOf(playlist, playlist.slides[0]), Duration{10000}) << "before publishing";
    playlist.assets["media/film.mp4"].seconds = 31.5;
    EXPECT_EQ(secondsOf(playlist, playlist.slides[0]), Duration{31500 + 800}) << "and the crossfade to it";
    playlist.slides[0].transition = Transition{TransitionKind::cut, Duration{800}};
    EXPECT_EQ(secondsOf(playlist, playlist.slides[0]), Duration{31500});
}

TEST(TransitionOf, SlideBeforePlaylist) {
    Playlist playlist = with({});
    EXPECT_EQ(transitionOf(playlist, playlist.slides[0]).kind, TransitionKind::crossfade);
    EXPECT_EQ(transitionOf(playlist, playlist.slides[0]).length, Duration{800});
    playlist.slides[0].transition = Transition{TransitionKind::cut, Duration{0}};
    EXPECT_EQ(transitionOf(playlist, playlist.slides[0]).kind, TransitionKind::cut);
}

TEST(TextsOf, EveryTextThatTheLayoutDrawsInReadingOrder) {
    const ReadResult read =
        readAuthored(fileText(SIGNAGE_SOURCE_DIR "/tests/player/playlist/corpus/good/every-field.json"));
    const auto texts = [&](std::string_view id) { return textsOf(*read.playlist.findSlide(id)); };
    EXPECT_THAT(texts("consultation-centre"),
                ElementsAre("在宅療養の相談", "ご相談ください。", "要点１", "要点２", "絵の説明", "名前",
                            "03-0000-0000", "平日", "１階", "祝日は休み", "くわしく", "港区 在宅療養", "注記",
                            "出典"));
    EXPECT_THAT(texts("counts"),
                ElementsAre("件数", "4月", "5月", "6月", "10", "約288", "件", "298", "1月は未集計"));
    EXPECT_THAT(texts("series"), ElementsAre("系列", "a", "b", "甲", "1", "2.5", "乙", "3"));
    EXPECT_THAT(texts("use"), ElementsAre("利用", "区分", "件", "目的", "レスパイト", "18", "加療", "77",
                                          "95", "表の注記"));
    EXPECT_THAT(texts("finder"), ElementsAre("検索", "掲載", "1019", "件", "10月", "割合", "６割", "種別",
                                             "歯科", "-3.5", "薬局", "-3.5"));
    EXPECT_THAT(texts("lecture"), ElementsAre("講座", "受付は13時から", "会場", "区民", "演題", "髙﨑 神",
                                              "医師", "無料", "50", "電話", "港区"));
    EXPECT_THAT(texts("poster"), ElementsAre());
}

TEST(Playlist, FindsByIdentifier) {
    const ReadResult read = readAuthored(notice(R"("lead": "x")"));
    ASSERT_NE(read.playlist.findSlide("a"), nullptr);
    EXPECT_EQ(read.playlist.findSlide("b"), nullptr);
    EXPECT_EQ(read.playlist.findScreen("a"), nullptr);
}

}  // namespace
}  // namespace signage
