// What must hold for every slide at every size.
#include "player/layout/layout.h"

#include <cmath>

#include <gtest/gtest.h>

#include "player/layout/theme.h"
#include "samples.h"

namespace signage {
namespace {

class LayoutContent : public ::testing::Test {
  protected:
    static void SetUpTestSuite() { fonts = std::move(*FontSet::open()); }
    static void TearDownTestSuite() { fonts.reset(); }

    static DrawList layout(const Slide& slide, Size size, SlideContext context = sampleContext()) {
        Playlist playlist;
        playlist.title = "港区 地域包括ケア";
        const Slide event = sampleEvent();
        if (slide.layout == Layout::upcoming) context.upcoming = {&event, &event, &event};
        return layoutSlide(*fonts, playlist, slide, context, size);
    }

    static std::unique_ptr<FontSet> fonts;
};

std::unique_ptr<FontSet> LayoutContent::fonts;

class LayoutTest : public LayoutContent, public ::testing::WithParamInterface<Size> {};

Rect safeArea(Size size) {
    return Rect{size.width / 20, size.height / 20, size.width - size.width / 20 * 2,
                size.height - size.height / 20 * 2}
        .inset(-1);
}

bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

TEST_P(LayoutTest, TextStaysInTheSafeAreaAndNeverLiesOnOtherText) {
    for (const Slide& slide : sampleSlides()) {
        const DrawList list = layout(slide, GetParam());
        std::vector<TextItem> texts;
        for (const DrawItem& item : list.items) {
            if (const auto* text = std::get_if<TextItem>(&item)) texts.push_back(*text);
        }
        ASSERT_FALSE(texts.empty());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            EXPECT_TRUE(safeArea(GetParam()).contains(texts[i].box))
                << slide.title << ": " << texts[i].run.text;
            for (std::size_t j = 0; j < i; ++j) {
                // Neighbouring runs may share the pixel that rounding gives both.
                EXPECT_FALSE(overlap(texts[i].box.inset(2), texts[j].box.inset(2)))
                    << slide.title << ": " << texts[i].run.text << " / " << texts[j].run.text;
            }
        }
    }
}

TEST_P(LayoutTest, TheSamplesFitAndNothingIsBelowTheFloor) {
    for (const Slide& slide : sampleSlides()) {
        const DrawList list = layout(slide, GetParam());
        for (const LayoutFinding& finding : list.findings) {
            ADD_FAILURE() << slide.title << ": " << finding.field << " " << finding.text;
        }
        // A 43-inch panel at 5 m: 20 mm for body text, and about three quarters of it for small print.
        const double unit = std::min(GetParam().width, GetParam().height) / 1080.0;
        for (const SetSize& set : list.sizes) {
            EXPECT_GE(set.pixels, static_cast<int>(31.5 * unit)) << slide.title << ": " << set.field;
            const double letter = fonts->letterHeight(set.weight, set.pixels);
            if (set.field == "title" || set.field.starts_with("points") || set.field == "lead") {
                EXPECT_GE(letter, 39.5 * unit) << slide.title << ": " << set.field;
            }
        }
    }
}

TEST_P(LayoutTest, PicturesAndCodesStayOnTheSurfaceAndClearOfText) {
    for (const Slide& slide : sampleSlides()) {
        const DrawList list = layout(slide, GetParam());
        const Rect surface{0, 0, GetParam().width, GetParam().height};
        for (const DrawItem& item : list.items) {
            Rect rect;
            if (const auto* picture = std::get_if<PictureItem>(&item)) rect = picture->rect;
            if (const auto* qr = std::get_if<QrItem>(&item)) rect = qr->rect;
            if (rect.empty()) continue;
            EXPECT_TRUE(surface.contains(rect)) << slide.title;
            for (const DrawItem& other : list.items) {
                const auto* text = std::get_if<TextItem>(&other);
                if (text == nullptr) continue;
                EXPECT_FALSE(overlap(text->box.inset(2), rect)) << slide.title << text->run.text;
            }
        }
    }
}

TEST_P(LayoutTest, TheSameInputGivesTheSameList) {
    const Slide slide = sampleNotice();
    const DrawList first = layout(slide, GetParam());
    const DrawList second = layout(slide, GetParam());
    EXPECT_EQ(textOf(first), textOf(second));
    ASSERT_EQ(first.items.size(), second.items.size());
    for (std::size_t i = 0; i < first.items.size(); ++i) {
        const auto* a = std::get_if<TextItem>(&first.items[i]);
        const auto* b = std::get_if<TextItem>(&second.items[i]);
        ASSERT_EQ(a == nullptr, b == nullptr);
        if (a == nullptr) continue;
        EXPECT_EQ(a->box, b->box);
    }
}

TEST_P(LayoutTest, TooMuchTextIsReportedAndCutBetweenLines) {
    Slide slide = sampleNotice();
    slide.points.assign(30, "とても長い説明がいつまでも続いて、画面に入りきらないことがはっきりしている文");
    const DrawList list = layout(slide, GetParam());
    EXPECT_TRUE(reports(list, LayoutFinding::Kind::overflow));
    for (const DrawItem& item : list.items) {
        if (const auto* text = std::get_if<TextItem>(&item)) {
            EXPECT_TRUE(safeArea(GetParam()).contains(text->box)) << text->run.text;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, LayoutTest,
                         ::testing::Values(Size{1920, 1080}, Size{1080, 1920}, Size{1280, 720},
                                           Size{720, 1280}, Size{3840, 2160}, Size{2160, 3840}),
                         [](const auto& suite) {
                             return std::to_string(suite.param.width) + "x" +
                                    std::to_string(suite.param.height);
                         });

TEST_F(LayoutContent, AnEventIsDatedTheWardsWay) {
    const std::string text = textOf(layout(sampleEvent(), {1920, 1080}));
    EXPECT_NE(text.find("令和６年11月19日（火）"), std::string::npos) << text;
    EXPECT_NE(text.find("14時～16時"), std::string::npos) << text;
    EXPECT_NE(text.find("あと９日"), std::string::npos) << text;
    EXPECT_NE(text.find("50人"), std::string::npos) << text;
}

TEST_F(LayoutContent, AGapInAChartIsNotAZero) {
    for (const Size size : {Size{1920, 1080}, Size{1080, 1920}}) {
        const std::string text = textOf(layout(sampleChart(ChartKind::bar), size));
        EXPECT_NE(text.find("未集計"), std::string::npos) << text;
        EXPECT_NE(text.find("約21"), std::string::npos) << text;
        EXPECT_EQ(text.find("\n０\n"), std::string::npos) << text;
    }
}

TEST_F(LayoutContent, NumbersStandOnTheirDecimalPoint) {
    const DrawList list = layout(sampleTable(), {1920, 1080});
    int whole = 0;
    int fraction = 0;
    for (const DrawItem& item : list.items) {
        const auto* text = std::get_if<TextItem>(&item);
        if (text == nullptr || !text->field.starts_with("table.groups[1]")) continue;
        if (text->run.text == "1,030") whole = text->box.right();
        if (text->run.text == "10.5") {
            const int tail = fonts->width(text->run.face, text->run.weight, text->run.pixels, ".5");
            fraction = text->box.right() - tail;
        }
    }
    ASSERT_GT(whole, 0);
    EXPECT_NEAR(whole, fraction, 2);
}

// At its largest size the first column would take 地域リハビリテー|ション推進会議.
TEST_F(LayoutContent, ATableIsSetALittleSmallerRatherThanTearAWord) {
    Slide slide;
    slide.id = "meetings";
    slide.layout = Layout::table;
    slide.title = "会議";
    Table table;
    table.columns = {"会議・連絡会", "第１回", "第２回"};
    const std::string meeting = "地域リハビリテーション推進会議";
    table.groups = {
        {"", {{meeting, "10月24日", "12月29日"}, {"医療機関等連絡会", "10月29日", ""}}, std::nullopt}};
    slide.table = table;
    const DrawList list = layout(slide, {1080, 1920});
    std::vector<std::string> cell;
    for (const DrawItem& item : list.items) {
        const auto* text = std::get_if<TextItem>(&item);
        if (text != nullptr && text->field.ends_with("rows[0][0]")) cell.push_back(text->run.text);
    }
    EXPECT_EQ(cell, (std::vector<std::string>{"地域", "リハビリテーション", "推進会議"}));
}

TEST_F(LayoutContent, ASampleSaysSoAndAPretendedClockToo) {
    Slide slide = sampleNotice();
    EXPECT_EQ(textOf(layout(slide, {1920, 1080})).find("見本"), std::string::npos);
    slide.sample = true;
    EXPECT_NE(textOf(layout(slide, {1920, 1080})).find("見本"), std::string::npos);
    SlideContext context = sampleContext();
    context.pretended = true;
    EXPECT_NE(textOf(layoutFooter(*fonts, context, {1080, 1920})).find("見本"), std::string::npos);
}

TEST_F(LayoutContent, TheTelephoneIsTheLargestAfterTheTitle) {
    const DrawList list = layout(sampleNotice(), {1920, 1080});
    int title = 0;
    int tel = 0;
    int others = 0;
    for (const SetSize& set : list.sizes) {
        int& largest = set.field == "title" ? title : set.field == "contact.tel" ? tel : others;
        largest = std::max(largest, set.pixels);
    }
    EXPECT_GE(title, tel);
    EXPECT_GT(tel, others);
}

TEST_F(LayoutContent, ACodeIsWideEnoughForItsDistance) {
    const DrawList list = layout(sampleNotice(), {1920, 1080});
    const double millimetres = 43 * 25.4 / std::hypot(1920, 1080);
    bool found = false;
    for (const DrawItem& item : list.items) {
        const auto* qr = std::get_if<QrItem>(&item);
        if (qr == nullptr) continue;
        found = true;
        // 29 modules of 37 are the code itself: at least a fifteenth of 1.5 m, and a tenth where there is
        // room.
        EXPECT_GE(qr->rect.width * 29.0 / 37 * millimetres, 100);
    }
    EXPECT_TRUE(found);
}

TEST_F(LayoutContent, UpcomingThatDoNotFitAreCounted) {
    Playlist playlist;
    Slide slide;
    slide.layout = Layout::upcoming;
    slide.title = "これからの講座";
    const Slide event = sampleEvent();
    SlideContext context = sampleContext();
    context.upcoming.assign(12, &event);
    const std::string text = textOf(layoutSlide(*fonts, playlist, slide, context, {1920, 1080}));
    EXPECT_NE(text.find("ほか"), std::string::npos) << text;
    context.upcoming.clear();
    const std::string none = textOf(layoutSlide(*fonts, playlist, slide, context, {1920, 1080}));
    EXPECT_NE(none.find("ありません"), std::string::npos) << none;
}

TEST_F(LayoutContent, UpcomingLeavesOutWhatEventsAreAboutBeforeItLeavesOutEvents) {
    Playlist playlist;
    Slide slide = sampleUpcoming();
    slide.contact.tel = "03-0000-0000";
    const Slide event = sampleEvent();
    SlideContext context = sampleContext();
    const auto draw = [&](std::size_t count) {
        context.upcoming.assign(count, &event);
        return textOf(layoutSlide(*fonts, playlist, slide, context, {1080, 1920}));
    };
    EXPECT_NE(draw(1).find("在宅療養の実際"), std::string::npos);
    const std::string four = draw(4);
    EXPECT_EQ(four.find("在宅療養の実際"), std::string::npos) << four;
    EXPECT_EQ(four.find("ほか"), std::string::npos) << four;
}

TEST_F(LayoutContent, WhatCannotBeDrawnIsKnownBeforehandAndStillPreviewed) {
    Slide slide = sampleNotice();
    EXPECT_TRUE(canLayOut(slide));
    slide.layout = Layout::unknown;
    EXPECT_FALSE(canLayOut(slide));
    EXPECT_FALSE(layout(slide, {1920, 1080}).items.empty());
    // A layout whose own part is missing is set as a notice of what there is.
    for (const Layout kind : {Layout::chart, Layout::table, Layout::event, Layout::figures}) {
        slide.layout = kind;
        EXPECT_FALSE(layout(slide, {1080, 1920}).items.empty());
    }
}

TEST_F(LayoutContent, AFilmStandsWhereAPictureWouldAndNothingLiesUponIt) {
    for (const Size size : {Size{1920, 1080}, Size{1080, 1920}, Size{640, 360}}) {
        Slide slide = samplePicture();
        slide.layout = Layout::video;
        slide.video = "media/film.mp4";
        slide.picture.clear();
        slide.sample = true;
        const DrawList list = layout(slide, size);
        ASSERT_TRUE(list.film.has_value());
        EXPECT_GT(list.film->box.width, size.width / 2);
        EXPECT_GT(list.film->box.height, size.height / 4);
        EXPECT_NE(textOf(list).find(slide.title), std::string::npos);
        for (const DrawItem& item : list.items) {
            const auto* text = std::get_if<TextItem>(&item);
            if (text == nullptr) continue;
            const Rect& box = text->box;
            EXPECT_TRUE(box.bottom() <= list.film->box.y || box.y >= list.film->box.bottom() ||
                        box.right() <= list.film->box.x || box.x >= list.film->box.right())
                << text->field;
        }
        EXPECT_FALSE(layout(samplePicture(), size).film.has_value());
    }
}

TEST(FilmRect, LiesWithinItsPlaceInItsProportionsOrFillsIt) {
    const FilmPlace place{{100, 50, 800, 600}, PictureFit::contain};
    EXPECT_EQ(filmRect(place, {1920, 1080}), (Rect{100, 125, 800, 450}));
    EXPECT_EQ(filmRect(place, {1080, 1920}), (Rect{331, 50, 338, 600}));
    EXPECT_EQ(filmRect({place.box, PictureFit::cover}, {1920, 1080}), place.box);
    EXPECT_FALSE(filmRect(place, {16, 16384}).empty());
    EXPECT_FALSE(filmRect(place, {0, 0}).empty());
}

TEST_F(LayoutContent, TheSlateCarriesItsWordsAndTheScreensId) {
    for (const Size size : {Size{1920, 1080}, Size{1080, 1920}, Size{1280, 720}}) {
        const DrawList list = layoutSlate(
            *fonts, "港区からのお知らせ\nただいま表示できません。ご用の方は窓口の職員へお声がけください。",
            "screen-01", size);
        const std::string text = textOf(list);
        EXPECT_NE(text.find("港区からのお知らせ"), std::string::npos);
        EXPECT_NE(text.find("screen-01"), std::string::npos);
        EXPECT_TRUE(list.findings.empty());
    }
    EXPECT_FALSE(layoutSlate(*fonts, "", "", {1920, 1080}).items.empty());
}

TEST_F(LayoutContent, ACharacterWithoutAFontIsReported) {
    Slide slide = sampleNotice();
    slide.lead = "外字\uE000です";
    EXPECT_TRUE(reports(layout(slide, {1920, 1080}), LayoutFinding::Kind::missing_glyph));
}

// Size of the largest text of a field, 0 when it is not drawn.
int largestOf(const DrawList& list, const std::string& field) {
    int largest = 0;
    for (const SetSize& set : list.sizes) {
        if (set.field == field) largest = std::max(largest, set.pixels);
    }
    return largest;
}

TEST_F(LayoutContent, TelephoneCodeAndAddressStandOnEveryLayout) {
    for (const Size size : {Size{1920, 1080}, Size{1080, 1920}}) {
        for (const Slide& slide : slidesWithContactAndCode()) {
            const DrawList list = layout(slide, size);
            const std::string text = textOf(list);
            EXPECT_NE(text.find("03-0000-0000"), std::string::npos) << slide.title << '\n' << text;
            EXPECT_NE(text.find("www.example.jp/"), std::string::npos) << slide.title << '\n' << text;
            EXPECT_EQ(
                std::count_if(list.items.begin(), list.items.end(),
                              [](const DrawItem& item) { return std::holds_alternative<QrItem>(item); }),
                1)
                << slide.title;
        }
    }
}

TEST_F(LayoutContent, ATelephoneBesideAPictureIsLargerThanWhatStandsAround) {
    const Slide slide = sampleEvent();
    const DrawList list = layout(slide, {1920, 1080});
    for (const char* field : {"lead", "event.place", "event.fee", "contact.name"}) {
        EXPECT_GT(largestOf(list, "contact.tel"), largestOf(list, field)) << field;
    }
}

TEST_F(LayoutContent, TextThatALayoutHasNoPlaceForIsReported) {
    Slide slide = sampleTable();
    EXPECT_FALSE(reports(layout(slide, {1920, 1080}), LayoutFinding::Kind::overflow));
    slide.points = {"表のスライドに箇条書きの場所はない"};
    const DrawList list = layout(slide, {1920, 1080});
    ASSERT_TRUE(reports(list, LayoutFinding::Kind::overflow));
    EXPECT_EQ(list.findings.front().field, "points[0]");
}

TEST_F(LayoutContent, ANoticeOfATitleAloneSetsItLarge) {
    Slide slide;
    slide.title = "本日は閉館しました";
    const DrawList bare = layout(slide, {1920, 1080});
    EXPECT_GT(largestOf(bare, "title"), 120);
    slide.lead = "明日は開館します。";
    EXPECT_LT(largestOf(layout(slide, {1920, 1080}), "title"), 100);
}

TEST_F(LayoutContent, FewWordsAreSetLargerButBelowTheTitleAndTheTelephone) {
    Slide slide = sampleNotice();
    slide.picture.clear();
    slide.qr.reset();
    slide.note.clear();
    slide.points.resize(1);
    slide.lead = "ご相談ください。";
    const DrawList list = layout(slide, {1920, 1080});
    EXPECT_GT(largestOf(list, "lead"), 64);
    EXPECT_GT(largestOf(list, "contact.tel"), largestOf(list, "lead"));
    EXPECT_GT(largestOf(list, "title"), largestOf(list, "contact.tel"));
}

TEST_F(LayoutContent, AnEventOfSeveralDaysIsUnderWayFromItsSecondDay) {
    Slide slide = sampleEvent();
    slide.event->dateOnly = true;
    slide.event->starts = *parseLocalTime("2024-11-19T00:00");
    slide.event->ends = *parseLocalTime("2024-11-22T00:00");
    SlideContext context = sampleContext();
    const auto standing = [&](const char* now) {
        context.now = *parseLocalTime(now);
        for (const DrawItem& item : layout(slide, {1920, 1080}, context).items) {
            const auto* text = std::get_if<TextItem>(&item);
            if (text != nullptr && text->field == "event.daysLeft") return text->run.text;
        }
        return std::string();
    };
    EXPECT_EQ(standing("2024-11-19T09:00"), "本日");
    EXPECT_EQ(standing("2024-11-20T09:00"), "開催中");
    EXPECT_EQ(standing("2024-11-21T23:59"), "開催中");
    EXPECT_EQ(standing("2024-11-22T00:00"), "");
}

}  // namespace
}  // namespace signage
