// Charts: what is counted is written, what is not counted is no zero, nothing lies on anything else.
#include <gtest/gtest.h>

#include "player/layout/chart_plot.h"
#include "samples.h"

namespace signage {
namespace {

class ChartTest : public ::testing::Test {
  protected:
    static void SetUpTestSuite() { fonts = std::move(*FontSet::open()); }
    static void TearDownTestSuite() { fonts.reset(); }
    static DrawList draw(const Slide& slide, Size size) {
        return layoutSlide(*fonts, Playlist{}, slide, sampleContext(), size);
    }
    static std::unique_ptr<FontSet> fonts;
};

std::unique_ptr<FontSet> ChartTest::fonts;

constexpr Size landscapeSize{1920, 1080};
constexpr Size portraitSize{1080, 1920};

ChartSeries series(std::string name, const std::vector<double>& values, std::size_t gaps = 0) {
    ChartSeries result;
    result.name = std::move(name);
    for (const double value : values) result.values.push_back({value, false});
    result.values.resize(result.values.size() + gaps);
    return result;
}

Slide chartSlide(ChartKind kind, std::vector<std::string> categories, std::vector<ChartSeries> all) {
    Slide slide;
    slide.layout = Layout::chart;
    slide.title = "推移";
    Chart chart;
    chart.kind = kind;
    chart.unit = "件";
    chart.categories = std::move(categories);
    chart.series = std::move(all);
    slide.chart = chart;
    return slide;
}

std::vector<TextItem> textsOfField(const DrawList& list, const std::string& start) {
    std::vector<TextItem> texts;
    for (const DrawItem& item : list.items) {
        const auto* text = std::get_if<TextItem>(&item);
        if (text != nullptr && text->field.starts_with(start)) texts.push_back(*text);
    }
    return texts;
}

void expectApart(const std::vector<TextItem>& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const Rect a = texts[i].box.inset(2);
            const Rect b = texts[j].box.inset(2);
            EXPECT_FALSE(a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom())
                << texts[i].run.text << " / " << texts[j].run.text;
        }
    }
}

std::vector<std::string> months() {
    std::vector<std::string> names;
    for (int month = 0; month < 12; ++month) names.push_back(std::to_string((month + 3) % 12 + 1) + "月");
    return names;
}

TEST_F(ChartTest, EveryPartOfAStackedBarHasItsNumber) {
    const Slide slide = chartSlide(ChartKind::stacked, {"令和４年度", "令和５年度"},
                                   {series("電話", {93, 60}), series("窓口", {3, 30}), series("訪問", {2, 5}),
                                    series("メール", {2, 5})});
    for (const Size size : {landscapeSize, portraitSize}) {
        const DrawList list = draw(slide, size);
        EXPECT_FALSE(reports(list, LayoutFinding::Kind::overflow));
        const std::vector<TextItem> numbers = textsOfField(list, "chart.series[");
        std::size_t values = 0;
        for (const TextItem& text : numbers)
            values += text.field.find(".values[") == std::string::npos ? 0 : 1;
        EXPECT_EQ(values, 8U);
        expectApart(numbers);
    }
}

TEST_F(ChartTest, AMissingBarBesideOthersIsAGap) {
    const std::vector<std::string> quarters{"４～６月", "７～９月"};
    const Slide whole = chartSlide(ChartKind::bar, quarters,
                                   {series("令和５年度", {38, 32}), series("令和６年度", {41, 27})});
    const Slide missing =
        chartSlide(ChartKind::bar, quarters, {series("令和５年度", {38, 32}), series("令和６年度", {41}, 1)});
    for (const Size size : {landscapeSize, portraitSize}) {
        EXPECT_TRUE(textsOfField(draw(whole, size), "chart.gap").empty());
        EXPECT_FALSE(textsOfField(draw(missing, size), "chart.gap").empty());
    }
}

TEST_F(ChartTest, LinesWithoutTheirValuesHaveAnAxisOfRoundOnes) {
    const Slide slide = chartSlide(ChartKind::line, months(),
                                   {series("令和５年度", {10, 16, 12, 11, 9, 12, 21, 14, 13, 15, 18, 22}),
                                    series("令和６年度", {12, 14, 15}, 9)});
    std::string labels;
    for (const TextItem& text : textsOfField(draw(slide, landscapeSize), "chart.axis"))
        labels += text.run.text + " ";
    EXPECT_EQ(labels, "0 10 20 30 ");
    Slide single = slide;
    single.chart->series.resize(1);
    const DrawList list = draw(single, landscapeSize);
    EXPECT_TRUE(textsOfField(list, "chart.axis").empty());
    EXPECT_EQ(textsOfField(list, "chart.series[0].values").size(), 12U);
    expectApart(textsOfField(list, "chart.series[0].values"));
}

TEST_F(ChartTest, TwelveMonthsOfTwoYearsDoNotLieOnEachOther) {
    const std::vector<double> figures{1038, 1416, 1212, 1171, 1209, 1512, 1621, 1414, 1313, 1500, 1800, 2200};
    Slide slide =
        chartSlide(ChartKind::bar, months(), {series("令和５年度", figures), series("令和６年度", figures)});
    slide.contact.tel = "03-0000-0000";
    for (const Size size : {landscapeSize, portraitSize})
        expectApart(textsOfField(draw(slide, size), "chart."));
}

TEST_F(ChartTest, WordsGiveWayBeforeThePlotIsTooFlat) {
    Slide slide = sampleChart(ChartKind::line);
    slide.lead =
        "とても長い説明がいつまでも続いて、図の場所がなくなることがはっきりしている文章がここにあります。";
    slide.note = slide.lead + slide.lead + slide.lead + slide.lead + slide.lead + slide.lead + slide.lead;
    const DrawList list = draw(slide, landscapeSize);
    bool note = false;
    for (const LayoutFinding& finding : list.findings) note = note || finding.field == "note";
    EXPECT_TRUE(note);
    const std::vector<TextItem> values = textsOfField(list, "chart.series[0].values");
    ASSERT_EQ(values.size(), 9U);
    int top = 1 << 20;
    int bottom = 0;
    for (const TextItem& text : values) {
        top = std::min(top, text.box.y);
        bottom = std::max(bottom, text.box.y);
    }
    EXPECT_GT(bottom - top, 60);
}

TEST(Ticks, AreRoundAndCoverTheRange) {
    const auto of = [](double low, double high) { return ticksOf({low, high}).values; };
    EXPECT_EQ(of(0, 22), (std::vector<double>{0, 10, 20, 30}));
    EXPECT_EQ(of(0, 100), (std::vector<double>{0, 50, 100}));
    EXPECT_EQ(of(0, 1), (std::vector<double>{0, 0.5, 1}));
    EXPECT_EQ(of(-8, 20), (std::vector<double>{-10, 0, 10, 20}));
}

}  // namespace
}  // namespace signage
