// What stands between two neighbours.
#include "player/text/spacing.h"

#include <gtest/gtest.h>

#include "player/text/fonts.h"
#include "player/text/paragraph.h"

namespace signage {
namespace {

constexpr int spacedPixels = 40;
constexpr long em = spacedPixels * 64;

long gap(std::u32string_view left, std::u32string_view right) {
    return gapBetween(left, em, right, em, spacedPixels);
}

TEST(Spacing, FullWidthMarksThatMeetLoseHalfAnEm) {
    for (const auto& [left, right] :
         std::initializer_list<std::pair<const char32_t*, const char32_t*>>{{U"」", U"「"},
                                                                            {U"」", U"。"},
                                                                            {U"）", U"、"},
                                                                            {U"、", U"「"},
                                                                            {U"「", U"『"},
                                                                            {U"。", U"」"},
                                                                            {U"』", U"」"},
                                                                            {U"（", U"「"}}) {
        EXPECT_EQ(gap(left, right), -em / 2);
    }
    for (const auto& [left, right] :
         std::initializer_list<std::pair<const char32_t*, const char32_t*>>{{U"の", U"「"},
                                                                            {U"」", U"の"},
                                                                            {U"「", U"の"},
                                                                            {U"「", U"」"},
                                                                            {U"（", U"）"},
                                                                            {U"・", U"「"},
                                                                            {U"ー", U"。"}}) {
        EXPECT_EQ(gap(left, right), 0);
    }
    // Half-width marks have no blank half to give away.
    EXPECT_EQ(gapBetween(U")", em / 2, U"、", em, spacedPixels), 0);
    EXPECT_EQ(gapBetween(U"」", em / 2, U"「", em, spacedPixels), 0);
}

TEST(Spacing, AnEighthOfAnEmBetweenJapaneseAndLatinOrDigits) {
    for (const auto& [left, right] : std::initializer_list<std::pair<const char32_t*, const char32_t*>>{
             {U"約", U"1"}, {U"9", U"件"}, {U"で", U"Q"}, {U"R", U"コ"}, {U"ー", U"A"}, {U"の", U"é"}}) {
        EXPECT_EQ(gap(left, right), em / 8);
    }
    for (const auto& [left, right] :
         std::initializer_list<std::pair<const char32_t*, const char32_t*>>{{U"約", U"１"},
                                                                            {U"Ａ", U"室"},
                                                                            {U"1", U"2"},
                                                                            {U"a", U"1"},
                                                                            {U"、", U"1"},
                                                                            {U"1", U"）"},
                                                                            {U" ", U"1"},
                                                                            {U"件", U" "}}) {
        EXPECT_EQ(gap(left, right), 0);
    }
}

class SpacedLine : public ::testing::Test {
  protected:
    SetText set(const std::string& text, BreakMode mode, int width = 4000) {
        return setText(*fonts_, text, {Weight::regular, spacedPixels, mode}, width);
    }
    std::unique_ptr<FontSet> fonts_ = std::move(FontSet::open().value());
};

TEST_F(SpacedLine, IsAsWideAsItsPartsAndWhatStandsBetween) {
    EXPECT_EQ(set("「在サポ」。", BreakMode::strict).width, 6 * spacedPixels);
    EXPECT_EQ(set("「在サポ」。", BreakMode::body).width, 6 * spacedPixels - spacedPixels / 2);
    EXPECT_EQ(set("約166件", BreakMode::strict).width, 2 * spacedPixels + 3 * spacedPixels / 2);
    EXPECT_EQ(set("約166件", BreakMode::phrase).width,
              2 * spacedPixels + 3 * spacedPixels / 2 + 2 * spacedPixels / 8);
}

TEST_F(SpacedLine, NothingIsSpacedOverTheEndOfALine) {
    // 「なに」 and 「これ」 part at the line's end: both whole.
    const SetText text = set("「なに」「これ」", BreakMode::body, 5 * spacedPixels);
    ASSERT_EQ(text.lines.size(), 2U);
    EXPECT_EQ(text.lines[0].width, 4 * spacedPixels);
    EXPECT_EQ(text.lines[1].width, 4 * spacedPixels);
    EXPECT_EQ(text.lines[1].runs.front().x, 0);
}

TEST_F(SpacedLine, RunsBeginWhereTheSpaceEnds) {
    const SetText text = set("約166件", BreakMode::body);
    ASSERT_EQ(text.lines[0].runs.size(), 3U);
    EXPECT_EQ(text.lines[0].runs[1].x, spacedPixels + spacedPixels / 8);
    EXPECT_EQ(text.lines[0].runs[1].text, "166");
}

}  // namespace
}  // namespace signage
