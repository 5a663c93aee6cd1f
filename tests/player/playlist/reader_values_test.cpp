// Every field of the format arrives as it was written.
#include <limits>
#include <memory>

#include <gtest/gtest.h>

#include "tests/player/playlist/reading.h"

namespace signage {
namespace {

using namespace std::chrono_literals;

LocalTime local(std::string_view text) {
    return parseLocalTime(text).value();
}

class EveryField : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        const std::string bytes =
            fileText(SIGNAGE_SOURCE_DIR "/tests/player/playlist/corpus/good/every-field.json");
        result = std::make_unique<ReadResult>(readAuthored(bytes));
    }
    static void TearDownTestSuite() { result.reset(); }
    void SetUp() override {
        ASSERT_EQ(lines(result->errors), std::vector<std::string>{});
        ASSERT_EQ(result->playlist.slides.size(), 12U);
    }
    static const Playlist& playlist() { return result->playlist; }
    static const Slide& slide(std::string_view id) { return *playlist().findSlide(id); }

    static std::unique_ptr<ReadResult> result;
};
std::unique_ptr<ReadResult> EveryField::result;

TEST_F(EveryField, Playlist) {
    EXPECT_EQ(lines(result->warnings), std::vector<std::string>{});
    EXPECT_EQ(playlist().title, "港区 地域包括ケア");
    EXPECT_EQ(playlist().zone.name(), "Asia/Tokyo");
    EXPECT_EQ(playlist().theme, "minato");
    EXPECT_EQ(playlist().defaultSeconds, Duration{12500});
    EXPECT_EQ(playlist().defaultTransition.kind, TransitionKind::wipe);
    EXPECT_EQ(playlist().defaultTransition.length, Duration{1500});
}

TEST_F(EveryField, Notice) {
    const Slide& notice = playlist().slides[0];
    EXPECT_EQ(notice.line, 8);
    EXPECT_EQ(notice.id, "consultation-centre");
    EXPECT_EQ(notice.layout, Layout::notice);
    EXPECT_EQ(notice.layoutName, "notice");
    EXPECT_EQ(notice.title, "在宅療養の相談");
    EXPECT_EQ(notice.lead, "ご相談ください。");
    EXPECT_EQ(notice.points, (std::vector<std::string>{"要点１", "要点２"}));
    EXPECT_EQ(notice.note, "注記");
    EXPECT_EQ(notice.picture, "media/a b.svg");
    EXPECT_EQ(notice.fit, PictureFit::cover);
    EXPECT_EQ(notice.caption, "絵の説明");
    EXPECT_EQ(notice.rights, "作図");
    EXPECT_EQ(notice.source, "出典");
    EXPECT_EQ(notice.asOf, parseDate("2024-12-31").value());
    EXPECT_EQ(notice.contact.name, "名前");
    EXPECT_EQ(notice.contact.tel, "03-0000-0000");
    EXPECT_EQ(notice.contact.hours, "平日");
    EXPECT_EQ(notice.contact.place, "１階");
    EXPECT_EQ(notice.contact.note, "祝日は休み");
    EXPECT_EQ(notice.qr->url, "https://www.example.jp/a?b=c#d");
    EXPECT_EQ(notice.qr->caption, "くわしく");
    EXPECT_EQ(notice.qr->search, "港区 在宅療養");
    EXPECT_FALSE(notice.seconds);
    EXPECT_TRUE(notice.secondsAuto);
    EXPECT_EQ(notice.transition->kind, TransitionKind::cut);
    EXPECT_EQ(notice.transition->length, Duration{1500}) << "the default's length";
    EXPECT_EQ(notice.order, 1);
    EXPECT_EQ(notice.timesPerCycle, 2);
    EXPECT_TRUE(notice.fallback);
    EXPECT_FALSE(notice.takeover);
    EXPECT_TRUE(notice.sample);
}

TEST_F(EveryField, WindowAndTargets) {
    const ShowWindow& show = playlist().slides[0].show;
    EXPECT_EQ(show.from, local("2024-10-19T00:00"));
    EXPECT_EQ(show.until, local("2024-11-19T16:00"));
    EXPECT_TRUE(show.days->weekday[1]);
    EXPECT_TRUE(show.days->weekday[2]);
    EXPECT_FALSE(show.days->weekday[0] || show.days->weekday[3] || show.days->weekday[6]);
    EXPECT_TRUE(show.days->holiday);
    ASSERT_EQ(show.notOn.size(), 5U);
    EXPECT_TRUE(show.notOn[0].everyYear);
    EXPECT_EQ(show.notOn[0].from, parseDate("2000-12-29").value());
    EXPECT_EQ(show.notOn[0].to, parseDate("2000-01-03").value());
    EXPECT_EQ(show.notOn[1].from, parseDate("2000-02-29").value());
    EXPECT_FALSE(show.notOn[2].everyYear);
    EXPECT_EQ(show.notOn[2].to, parseDate("2025-02-11").value());
    EXPECT_EQ(show.notOn[3].to, parseDate("2025-03-05").value());
    EXPECT_TRUE(show.notOn[4].holiday);
    ASSERT_EQ(show.hours.size(), 3U);
    EXPECT_EQ(show.hours[0].from, 510);
    EXPECT_EQ(show.hours[0].to, 1035);
    EXPECT_EQ(show.hours[1].to, 360);
    EXPECT_EQ(show.hours[2].to, 1440);
    const Targets& targets = playlist().slides[0].screens;
    EXPECT_EQ(targets.include, (std::vector<Selector>{{"kind", "branch-office"}, {"", "screen-01"}}));
    EXPECT_EQ(targets.exclude, (std::vector<Selector>{{"", "screen-07"}}));
}

TEST_F(EveryField, Charts) {
    const Chart& one = *slide("counts").chart;
    EXPECT_EQ(one.kind, ChartKind::line);
    EXPECT_EQ(one.unit, "件");
    EXPECT_EQ(one.categories, (std::vector<std::string>{"4月", "5月", "6月"}));
    ASSERT_EQ(one.series.size(), 1U);
    EXPECT_EQ(one.series[0].name, "");
    EXPECT_EQ(one.series[0].values[0].value, 10);
    EXPECT_FALSE(one.series[0].values[0].approximate);
    EXPECT_EQ(one.series[0].values[1].value, 288);
    EXPECT_TRUE(one.series[0].values[1].approximate);
    EXPECT_FALSE(one.series[0].values[2].value) << "not counted is not zero";
    EXPECT_EQ(one.total, 298);
    EXPECT_EQ(one.sum, SumCheck::none);
    EXPECT_EQ(one.note, "1月は未集計");
    EXPECT_EQ(slide("counts").seconds, Duration{20000});
    const Chart& two = *slide("series").chart;
    EXPECT_EQ(two.kind, ChartKind::stacked);
    EXPECT_EQ(two.sum, SumCheck::total);
    ASSERT_EQ(two.series.size(), 2U);
    EXPECT_EQ(two.series[0].name, "甲");
    EXPECT_EQ(two.series[0].values[1].value, 2.5);
    EXPECT_EQ(two.series[1].values[0].value, 3);
    EXPECT_EQ(slide("series").transition->length, Duration{0});
}

TEST_F(EveryField, TablesAndFigures) {
    const Table& groups = *slide("use").table;
    EXPECT_EQ(groups.columns, (std::vector<std::string>{"区分", "件"}));
    EXPECT_EQ(groups.note, "表の注記");
    ASSERT_EQ(groups.groups.size(), 1U);
    EXPECT_EQ(groups.groups[0].name, "目的");
    EXPECT_EQ(groups.groups[0].rows[1], (std::vector<Cell>{std::string("加療"), 77.0}));
    EXPECT_EQ(groups.groups[0].total, 95);
    EXPECT_EQ(groups.groups[0].sum, SumCheck::none);
    const Table& rows = *slide("finder").table;
    ASSERT_EQ(rows.groups.size(), 1U);
    EXPECT_EQ(rows.groups[0].name, "");
    EXPECT_EQ(rows.groups[0].rows[0][1], Cell(-3.5));
    EXPECT_EQ(rows.groups[0].total, -3.5);
    const std::vector<Figure>& figures = slide("finder").figures;
    ASSERT_EQ(figures.size(), 2U);
    EXPECT_EQ(figures[0].label, "掲載");
    EXPECT_EQ(std::get<double>(figures[0].value), 1019);
    EXPECT_EQ(figures[0].unit, "件");
    EXPECT_EQ(figures[0].note, "10月");
    EXPECT_EQ(std::get<std::string>(figures[1].value), "６割");
}

TEST_F(EveryField, Events) {
    const Event& event = *slide("lecture").event;
    EXPECT_EQ(event.starts, local("2024-11-19T14:00"));
    EXPECT_FALSE(event.dateOnly);
    EXPECT_EQ(event.ends, local("2024-11-19T16:00:30"));
    EXPECT_TRUE(event.endsGiven);
    EXPECT_EQ(event.timeNote, "受付は13時から");
    EXPECT_EQ(event.place, "会場");
    EXPECT_EQ(event.audience, "区民");
    ASSERT_EQ(event.speakers.size(), 1U);
    EXPECT_EQ(event.speakers[0].name, "髙﨑 神");
    EXPECT_EQ(event.speakers[0].role, "医師");
    EXPECT_EQ(event.speakers[0].talk, "演題");
    EXPECT_EQ(event.fee, "無料");
    EXPECT_EQ(event.capacity, "50");
    EXPECT_EQ(event.apply, "電話");
    EXPECT_EQ(event.host, "港区");
    const Event& day = *slide("lecture-day").event;
    EXPECT_TRUE(day.dateOnly);
    EXPECT_EQ(day.starts, local("2024-02-29T00:00"));
    EXPECT_EQ(day.ends, local("2024-03-01T00:00"));
    EXPECT_FALSE(day.endsGiven);
    EXPECT_EQ(day.capacity, "先着50名");
    EXPECT_EQ(slide("lecture-days").event->ends, local("2024-11-11T00:00")) << "the last day whole";
}

TEST_F(EveryField, PicturesFilmsTakeovers) {
    EXPECT_EQ(slide("next").layout, Layout::upcoming);
    EXPECT_EQ(slide("poster").layout, Layout::picture);
    EXPECT_EQ(slide("poster").fit, PictureFit::contain);
    EXPECT_EQ(slide("film").layout, Layout::video);
    EXPECT_EQ(slide("film").video, "media/film.mp4");
    EXPECT_EQ(slide("film").captions, "media/film.vtt");
    EXPECT_TRUE(slide("film").sound);
    EXPECT_FALSE(slide("urgent").sound);
    EXPECT_TRUE(slide("urgent").takeover);
    EXPECT_EQ(slide("urgent").order, 3);
    EXPECT_EQ(slide("urgent").timesPerCycle, 1);
}

TEST_F(EveryField, Screens) {
    ASSERT_EQ(playlist().screens.size(), 2U);
    const Screen& screen = *playlist().findScreen("screen-01");
    EXPECT_EQ(screen.name, "芝地区総合支所");
    EXPECT_EQ(screen.tags.at("audience"), (std::vector<std::string>{"public", "professional"}));
    EXPECT_EQ(screen.tags.at("kind"), (std::vector<std::string>{"branch-office"}));
    EXPECT_EQ(screen.viewingMetres, 4.5);
    EXPECT_EQ(screen.inches, 55);
    EXPECT_EQ(screen.scanMetres, 2);
    ASSERT_EQ(screen.open.size(), 2U);
    EXPECT_TRUE(screen.open[0].days.weekday[1] && screen.open[0].days.weekday[5]);
    EXPECT_FALSE(screen.open[0].days.weekday[0] || screen.open[0].days.weekday[6] ||
                 screen.open[0].days.holiday);
    EXPECT_EQ(screen.open[0].hours.from, 510);
    EXPECT_TRUE(screen.open[1].days.weekday[6] && screen.open[1].days.holiday);
    EXPECT_EQ(screen.closedOn.size(), 2U);
    EXPECT_EQ(screen.line, 56);
    EXPECT_EQ(playlist().screens[1].inches, 43) << "defaults";
}

TEST_F(EveryField, EditionAndAssets) {
    const EditionInfo& edition = *playlist().edition;
    EXPECT_EQ(edition.channel, "minato");
    EXPECT_EQ(edition.id.epoch, 9007199254740993) << "not representable as a double";
    EXPECT_EQ(edition.id.number, std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(formatInstant(edition.issued), "2024-11-01T00:00:00Z");
    EXPECT_EQ(formatInstant(edition.expires), "2025-12-05T15:00:00Z");
    EXPECT_EQ(edition.authorSection, "保健福祉課");
    EXPECT_EQ(edition.reason, "訂正");
    const Asset& film = playlist().assets.at("media/film.mp4");
    EXPECT_EQ(film.sha256, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdee");
    EXPECT_EQ(film.bytes, 0);
    EXPECT_EQ(film.type, "video/mp4");
    EXPECT_EQ(film.seconds, 31.5);
    EXPECT_FALSE(playlist().assets.at("media/poster.png").seconds);
}

TEST(ReaderValues, TheSamplePlaylistIsRight) {
    const ReadResult result = readPlaylist(fileText(SIGNAGE_SOURCE_DIR "/playlists/minato.json"),
                                           "playlists/minato.json", Strictness::author);
    EXPECT_EQ(lines(result.errors), std::vector<std::string>{});
    EXPECT_EQ(lines(result.warnings), std::vector<std::string>{});
    EXPECT_EQ(result.playlist.screens.size(), 50U);
}

TEST(ReaderValues, UntilADateIsTheEndOfThatDay) {
    const ReadResult result = readAuthored(notice(R"("show": {"until": "2024-12-31"})"));
    EXPECT_EQ(result.playlist.slides.at(0).show.until, local("2025-01-01T00:00"));
}

TEST(ReaderValues, DayRangesMayPassTheWeekend) {
    const ReadResult result = readAuthored(
        R"({"format": "signage-playlist/1", "slides": [{"id": "a", "layout": "notice", "title": "t"}], "screens": [{"id": "s", "open": ["sat-mon 22:00-06:00"]}]})");
    ASSERT_TRUE(result.ok());
    const DaySet& days = result.playlist.screens.at(0).open.at(0).days;
    EXPECT_TRUE(days.weekday[6] && days.weekday[0] && days.weekday[1]);
    EXPECT_FALSE(days.weekday[2] || days.weekday[5]);
}

TEST(ReaderValues, APlayerIgnoresWhatOnlyANewerProgramKnows) {
    const std::string bytes = R"({"format": "signage-playlist/1", "weather": {}, "slides": [
        {"id": "a", "layout": "map", "title": "地図", "chart": {"kind": 7}, "seconds": 9, "glow": true, "show": {"until": "2025-01-01", "moon": "full"}},
        {"id": "b", "layout": "chart", "title": "図", "chart": {"kind": "radar", "categories": ["x"], "values": [1]}},
        {"id": "c", "layout": "notice", "title": "題", "transition": {"kind": "dissolve", "seconds": 1}}]})";
    EXPECT_FALSE(readAuthored(bytes).ok());
    const ReadResult result = readPlaylist(bytes, "p", Strictness::player);
    ASSERT_EQ(lines(result.errors), std::vector<std::string>{});
    const Playlist& playlist = result.playlist;
    EXPECT_EQ(playlist.slides[0].layout, Layout::unknown);
    EXPECT_EQ(playlist.slides[0].layoutName, "map");
    EXPECT_EQ(playlist.slides[0].title, "地図");
    EXPECT_EQ(playlist.slides[0].seconds, Duration{9000}) << "it keeps its place in time";
    EXPECT_EQ(playlist.slides[0].show.until, local("2025-01-02T00:00"));
    EXPECT_EQ(playlist.slides[1].layout, Layout::unknown);
    EXPECT_EQ(playlist.slides[2].layout, Layout::notice);
    EXPECT_EQ(playlist.slides[2].transition->length, Duration{1000});
}

TEST(ReaderValues, APlayerStillRefusesWhatIsWrong) {
    EXPECT_FALSE(readPlaylist(notice(R"("show": {"until": "2025-02-30"})"), "p", Strictness::player).ok());
    EXPECT_FALSE(
        readPlaylist(oneSlide(R"("id": "a", "layout": "chart", "title": "t")"), "p", Strictness::player)
            .ok());
    EXPECT_FALSE(readPlaylist("{}", "p", Strictness::player).ok());
}

}  // namespace
}  // namespace signage
