// Where a reader stumbles.
#include "player/text/phrase_ends.h"

#include <gtest/gtest.h>

#include "player/text/fonts.h"
#include "player/text/paragraph.h"

namespace signage {
namespace {

TEST(PhraseEnds, ScriptsTellHowBadAPlaceInsideAPhraseIs) {
    EXPECT_EQ(awkwardnessBetween(U'ラ', U'ン'), Awkwardness::word);
    EXPECT_EQ(awkwardnessBetween(U'ー', U'ル'), Awkwardness::word);
    EXPECT_EQ(awkwardnessBetween(U'談', U'の'), Awkwardness::bad);
    EXPECT_EQ(awkwardnessBetween(U'在', U'宅'), Awkwardness::slight);
    EXPECT_EQ(awkwardnessBetween(U'は', U'相'), Awkwardness::slight);
    EXPECT_EQ(awkwardnessBetween(U'談', U'セ'), Awkwardness::slight);
}

// The lines of a title at a width in em.
std::vector<std::string> linesOf(const std::string& text, int em, BreakMode mode) {
    const auto fonts = std::move(FontSet::open().value());
    TextStyle style;
    style.pixels = 40;
    style.mode = mode;
    std::vector<std::string> lines;
    for (const TextLine& line : setText(*fonts, text, style, em * 40).lines) lines.push_back(line.text());
    return lines;
}

TEST(PhraseEnds, TitlesAreNotTornInsideKatakanaWords) {
    EXPECT_EQ(linesOf("在宅療養ガイドブックを改定しました", 12, BreakMode::phrase),
              (std::vector<std::string>{"在宅療養ガイドブックを", "改定しました"}));
    for (int em = 9; em < 20; ++em) {
        for (const auto& line :
             linesOf("アドバンス・ケア・プランニングの考え方と実装", em, BreakMode::phrase)) {
            EXPECT_NE(line.substr(0, 3), "ン") << em;
        }
    }
}

TEST(PhraseEnds, AnotherLineIsBetterThanAnEndingAtItsHead) {
    EXPECT_EQ(linesOf("福祉の各分野の相談機関が連携して、ご相談をお受けします。", 15, BreakMode::phrase),
              (std::vector<std::string>{"福祉の各分野の", "相談機関が連携して、", "ご相談をお受けします。"}));
    for (int em = 10; em < 22; ++em) {
        for (const auto& line : linesOf(
                 "在宅で療養している区民の方に一時的な入院が必要になったとき、速やかに入院できる病床です。",
                 em, BreakMode::phrase)) {
            for (const std::string torn : {"時的", "的な", "て", "ている", "に入", "った"})
                EXPECT_NE(line.substr(0, torn.size()), torn) << em << ": " << line;
        }
    }
}

TEST(PhraseEnds, BodyTextTearsNoKatakanaWordForAFewCharacters) {
    EXPECT_EQ(linesOf("在宅療養の相談は港区在宅療養相談センターへ", 19, BreakMode::body),
              (std::vector<std::string>{"在宅療養の相談は港区在宅療養相談", "センターへ"}));
}

TEST(PhraseEnds, BodyTextGivesUpALittleWidthForABetterBreak) {
    EXPECT_EQ(linesOf("在宅療養ガイドブックに新しく載ります", 13, BreakMode::body),
              (std::vector<std::string>{"在宅療養ガイドブックに", "新しく載ります"}));
}

TEST(PhraseEnds, AWordWiderThanTheLineIsStillSetWhole) {
    std::string joined;
    for (const auto& line : linesOf("コミュニケーションロボット", 5, BreakMode::phrase)) joined += line;
    EXPECT_EQ(joined, "コミュニケーションロボット");
}

}  // namespace
}  // namespace signage
