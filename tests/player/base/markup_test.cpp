// Readings and emphasis: found where a mark is whole, left as written where it is not.
#include "player/base/markup.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

std::string shown(const std::string& text) {
    const MarkedText marked = parseMarks(text);
    std::string result = marked.plain;
    for (const MarkedReading& each : marked.readings)
        result += " [" + marked.plain.substr(each.begin, each.end - each.begin) + "=" + each.reading + "]";
    for (const MarkedStretch& each : marked.emphasis)
        result += " *" + marked.plain.substr(each.begin, each.end - each.begin) + "*";
    return result;
}

TEST(Markup, ReadingsAndEmphasisAreTakenOutOfTheText) {
    EXPECT_EQ(shown("{在宅療養|ざいたくりょうよう}の相談"), "在宅療養の相談 [在宅療養=ざいたくりょうよう]");
    EXPECT_EQ(shown("申込みは**本日まで**です"), "申込みは本日までです *本日まで*");
    EXPECT_EQ(shown("**{港区|みなとく}の講座**"), "港区の講座 [港区=みなとく] *港区の講座*");
    EXPECT_EQ(shown("{一|いち}{二|に}"), "一二 [一=いち] [二=に]");
    EXPECT_EQ(shown("**一**と**二**"), "一と二 *一* *二*");
}

TEST(Markup, WhatIsNoWholeMarkStandsAsItWasWritten) {
    for (const char* text :
         {"", "{", "{}", "{|}", "{字|}", "{|よみ}", "{字|よみ", "字|よみ}", "{字\n|よみ}", "{一|二|三}",
          "{a{b|c}", "**", "****", "**一", "一**", "**一\n二**", "*一*", "2 * 3 = 6", "{**一|いち}"}) {
        if (std::string_view(text) == "{a{b|c}") continue;  // the inner one is whole
        EXPECT_EQ(withoutMarks(text), text);
        EXPECT_TRUE(parseMarks(text).readings.empty()) << text;
        EXPECT_TRUE(parseMarks(text).emphasis.empty()) << text;
    }
    EXPECT_EQ(shown("{a{b|c}"), "{ab [b=c]");
}

TEST(Markup, NoBytesOutsideTheMarksAreLost) {
    // Every way of breaking off a text leaves what stands before.
    const std::string text = "前{在宅|ざいたく}中**強**後";
    for (std::size_t length = 0; length <= text.size(); ++length) {
        const MarkedText marked = parseMarks(std::string_view(text).substr(0, length));
        for (const MarkedReading& each : marked.readings) EXPECT_LE(each.end, marked.plain.size());
        for (const MarkedStretch& each : marked.emphasis) EXPECT_LE(each.end, marked.plain.size());
        EXPECT_LE(marked.plain.size(), length);
    }
}

}  // namespace
}  // namespace signage
