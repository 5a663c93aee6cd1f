// Furigana above its word, emphasis inside a line.
#include <gtest/gtest.h>

#include "player/text/fonts.h"
#include "player/text/paragraph.h"

namespace signage {
namespace {

constexpr int readPixels = 40;

class Readings : public ::testing::Test {
  protected:
    SetText set(const std::string& text, int width = 4000, BreakMode mode = BreakMode::body) {
        return setText(*fonts_, text, {Weight::regular, readPixels, mode}, width);
    }
    static std::string joined(const std::vector<TextRun>& runs) {
        std::string all;
        for (const TextRun& run : runs) all += run.text;
        return all;
    }
    std::unique_ptr<FontSet> fonts_ = std::move(FontSet::open().value());
};

TEST_F(Readings, StandHalfTheSizeAboveTheirWord) {
    const SetText text = set("区の{在宅|ざいたく}療養");
    ASSERT_EQ(text.lines.size(), 1U);
    EXPECT_TRUE(text.hasReadings());
    EXPECT_EQ(text.lines[0].text(), "区の在宅療養");
    EXPECT_EQ(text.lines[0].width, 6 * readPixels);
    EXPECT_EQ(joined(text.lines[0].readings), "ざいたく");
    EXPECT_EQ(text.lines[0].readings.front().x, 2 * readPixels);
    for (const TextRun& run : text.lines[0].readings) EXPECT_EQ(run.pixels, readPixels / 2);
    const TextRun& last = text.lines[0].readings.back();
    EXPECT_EQ(last.x + last.width, 4 * readPixels);
}

TEST_F(Readings, AShortOneIsSpreadHalfAShareAtEitherEnd) {
    const SetText text = set("{港区立病院|みなと}");
    ASSERT_EQ(text.lines[0].readings.size(), 3U);
    // 200 pixels for three letters of 20: 140 spare, 46 a share, 23 at the ends.
    EXPECT_NEAR(text.lines[0].readings[0].x, 23, 1);
    EXPECT_NEAR(text.lines[0].readings[1].x, 23 + 20 + 46, 2);
    EXPECT_NEAR(text.lines[0].readings[2].x + 20, 200 - 23, 2);
}

TEST_F(Readings, AWiderOneMakesRoomAroundItsWord) {
    const SetText text = set("の{承|うけたまわ}る");
    const TextLine& line = text.lines[0];
    // Five letters of 20 over one of 40: 100 wide, 30 on either side of the word.
    EXPECT_EQ(line.width, 40 + 100 + 40);
    EXPECT_EQ(line.readings.front().x, 40);
    ASSERT_EQ(line.runs.size(), 3U);
    EXPECT_EQ(line.runs[1].x, 40 + 30);
    EXPECT_EQ(line.runs[2].x, 140);
}

TEST_F(Readings, AWordIsNotPartedFromItsReading) {
    // Without the reading 在宅療養 would break after three letters.
    const SetText text = set("あ{在宅療養|ざいたく}", 4 * readPixels);
    ASSERT_EQ(text.lines.size(), 2U);
    EXPECT_EQ(text.lines[1].text(), "在宅療養");
    EXPECT_TRUE(text.lines[0].readings.empty());
    EXPECT_FALSE(text.brokenInsideWord);
}

TEST_F(Readings, AWordWiderThanTheLineIsCutAndSaysSo) {
    const SetText text = set("{在宅療養支援診療所|ざいたくりょうよう}", 4 * readPixels);
    EXPECT_GT(text.lines.size(), 1U);
    EXPECT_TRUE(text.brokenInsideWord);
    EXPECT_EQ(joined(text.lines[0].readings), "ざいたくりょうよう");
    std::string all;
    for (const TextLine& line : text.lines) all += line.text();
    EXPECT_EQ(all, "在宅療養支援診療所");
}

TEST_F(Readings, ALetterWithoutAFontIsReported) {
    EXPECT_EQ(set("{字|\U00012000}").missing, (std::vector<std::string>{"\U00012000"}));
}

TEST_F(Readings, EmphasisIsBoldAndSaysSo) {
    const SetText text = set("申込みは**本日まで**です");
    const auto& runs = text.lines[0].runs;
    ASSERT_EQ(runs.size(), 3U);
    EXPECT_EQ(runs[1].text, "本日まで");
    EXPECT_TRUE(runs[1].emphasised);
    EXPECT_EQ(runs[1].weight, Weight::bold);
    EXPECT_EQ(runs[0].weight, Weight::regular);
    EXPECT_FALSE(runs[2].emphasised);
    EXPECT_EQ(text.lines[0].width, 10 * readPixels);
}

TEST_F(Readings, EveryParagraphHasItsOwn) {
    const SetText text = set("{港|みなと}\n{区|く}");
    ASSERT_EQ(text.lines.size(), 2U);
    EXPECT_EQ(joined(text.lines[0].readings), "みなと");
    EXPECT_EQ(joined(text.lines[1].readings), "く");
}

}  // namespace
}  // namespace signage
