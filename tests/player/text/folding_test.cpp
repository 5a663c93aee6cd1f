// What is folded for drawing, and what must never be.
#include <string>

#include <gtest/gtest.h>

#include "player/base/utf8.h"
#include "player/text/clusters.h"

namespace signage {
namespace {

std::string drawn(const std::string& text) {
    std::u32string result;
    for (const auto& cluster : clustersOf(text)) result += cluster.drawn;
    return toUtf8(result);
}

TEST(Folding, HalfWidthKatakanaBecomesFullWidth) {
    EXPECT_EQ(drawn("ﾐﾅﾄｸ"), "ミナトク");
    EXPECT_EQ(drawn("ｻﾞｰﾋﾞｽ"), "ザービス");
    EXPECT_EQ(drawn("ﾊﾟｿｺﾝ｢ｳﾞｧ｣､｡･"), "パソコン「ヴァ」、。・");
    EXPECT_EQ(drawn("ｦﾜﾞ"), "ヲヷ");
    EXPECT_EQ(drawn("サイネーシﾞ"), "サイネージ");
    EXPECT_EQ(drawn("ﾞ"), "゛");
    EXPECT_EQ(drawn("ｱﾞﾟ"), "ア゛゜");
}

TEST(Folding, RadicalsBecomeTheLettersTheyStandFor) {
    EXPECT_EQ(drawn("\u2FBC齢者の\u2F45々"), "高齢者の方々");
    EXPECT_EQ(drawn("\u2E9F"), "母");
    EXPECT_EQ(drawn("\u2E80"), "\u2E80");  // a radical that is no letter
}

TEST(Folding, MarksAreComposed) {
    EXPECT_EQ(drawn("か\u3099は\u309A"), "がぱ");
    EXPECT_EQ(drawn("cafe\u0301"), "café");
    EXPECT_EQ(drawn("か\u309A"), "か\u309A");  // has no composed form
}

TEST(Folding, NothingElseIsTouched) {
    for (const std::string text : {"①㎡㎏（）～〜！？％＃ＡＢＣ１２３", "髙﨑神福\uFA19\uFA1B𠮷", "℡№㈱㍿Ⅳ",
                                   "½ﬁ²", "葛\U000E0100飾区"}) {
        EXPECT_EQ(drawn(text), text);
    }
}

TEST(Folding, CharactersWithoutInkAreNotDrawn) {
    EXPECT_EQ(drawn("港\u2060区\u200B☎\uFE0F\uFEFF\u00AD\x07"), "港区☎");
    EXPECT_EQ(drawn("a\tb"), "a b");
}

}  // namespace
}  // namespace signage
