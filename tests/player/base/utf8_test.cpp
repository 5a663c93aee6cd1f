// UTF-8 and widths.
#include "player/base/utf8.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

TEST(Utf8, RefusesWhatIsIllFormed) {
    EXPECT_TRUE(isUtf8("港区 ABC 髙﨑 🏥"));
    EXPECT_FALSE(isUtf8("\xC0\xAF"));          // overlong
    EXPECT_FALSE(isUtf8("\xED\xA0\x80"));      // a surrogate
    EXPECT_FALSE(isUtf8("\xF4\x90\x80\x80"));  // above U+10FFFF
    EXPECT_FALSE(isUtf8("\xE6\xB8"));          // cut off
}

TEST(Utf8, IllFormedBytesBecomeReplacementCharacters) {
    EXPECT_EQ(toCodePoints("a\xE6\xB8"), std::u32string(U"a\uFFFD\uFFFD"));
    EXPECT_EQ(toUtf8(toCodePoints("神\u795E𠮷")), "神神𠮷");
}

TEST(Utf8, WidthCountsHalfAndFull) {
    EXPECT_DOUBLE_EQ(fullWidthLength("在宅療養"), 4.0);
    EXPECT_DOUBLE_EQ(fullWidthLength("118"), 1.5);
    EXPECT_DOUBLE_EQ(fullWidthLength("１４時～１６時"), 7.0);
    EXPECT_DOUBLE_EQ(fullWidthLength("第 1 回"), 2.5);
    EXPECT_DOUBLE_EQ(fullWidthLength("か\u3099"), 1.0);  // a combining voiced mark
}

}  // namespace
}  // namespace signage
