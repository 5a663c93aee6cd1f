// Letters, lines and kinsoku: what breaks each rule and what barely keeps it.
#include <gmock/gmock.h>

#include "tests/tools/lint/drawn.h"

namespace signage::lint {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* plainNotice = R"("layout": "notice", "title": "題")";

class LetterRule : public DrawnTest {
  protected:
    // A line at that em, on 43 inches seen from 5 m: 1/250 are 20 mm, 44.9 pixels of em at 1080 lines.
    std::vector<std::string> letters(int pixels, const char* field, bool smallPrint = false) {
        DrawList list = listWith({text("国国国国", {100, 100}, pixels, black, field)});
        list.sizes.push_back({field, pixels, Weight::regular, smallPrint});
        return brief(drawnByHand(judgeLetters, list, plainNotice));
    }
};

TEST_F(LetterRule, ATwoHundredAndFiftiethOfTheDistance) {
    EXPECT_THAT(letters(44, "table.groups[0].rows[0][0]"), ElementsAre("E by hand"));
    EXPECT_THAT(letters(45, "table.groups[0].rows[0][0]"), IsEmpty());
}

TEST_F(LetterRule, TheMessageIsLarger) {
    EXPECT_THAT(letters(44, "lead"), ElementsAre("E by hand"));
    EXPECT_THAT(letters(45, "lead"), ElementsAre("W by hand"));
    EXPECT_THAT(letters(54, "points[0]"), ElementsAre("W by hand"));
    EXPECT_THAT(letters(55, "points[0]"), IsEmpty());
}

TEST_F(LetterRule, SmallPrintMayBeSmaller) {
    EXPECT_THAT(letters(32, "note", true), ElementsAre("E by hand"));
    EXPECT_THAT(letters(33, "note", true), IsEmpty());
}

TEST_F(LetterRule, AScreenThatIsTooFarForItsSize) {
    const auto from = [](const char* metres) {
        return drawn(plainNotice, std::string(R"("screens": [{"id": "s", "inches": 43, "viewing_metres": )") +
                                      metres + "}]");
    };
    EXPECT_THAT(brief(from("8.5"), "letter"), IsEmpty());
    EXPECT_THAT(brief(from("20"), "letter"), ElementsAre("E letter"));
    EXPECT_THAT(told(from("20"), "letter"),
                ElementsAre(HasSubstr("E 文字の大きさ title: 「題」の字は20 m 先から読むには小さすぎます")));
}

TEST_F(LetterRule, SeveralKindsOfScreensAreNamed) {
    const auto found = drawn(
        plainNotice,
        R"("screens": [{"id": "near", "inches": 43, "viewing_metres": 5}, {"id": "far", "inches": 43, "viewing_metres": 20}])");
    EXPECT_THAT(brief(found, "letter"), ElementsAre("E letter"));
    EXPECT_THAT(told(found, "letter"), ElementsAre(HasSubstr("20 m 先")));
    const auto both = drawn(R"("layout": "notice", "title": ")" + repeated("国", 14) + "\"",
                            R"("screens": [{"id": "a", "inches": 32}, {"id": "b", "inches": 55}])");
    EXPECT_THAT(told(both, "line"), ElementsAre(HasSubstr("（1920x1080, 32 in, 5 m）")));
}

TEST_F(LetterRule, TheWorstOfASlideIsToldOnce) {
    DrawList list =
        listWith({text("国", {100, 100}, 40, black, "lead"), text("国", {100, 200}, 30, black, "points[0]")});
    EXPECT_THAT(told(drawnByHand(judgeLetters, list, plainNotice), "by hand"),
                ElementsAre(HasSubstr("points[0]: ")));
}

class LineRule : public DrawnTest {
  protected:
    std::vector<std::string> lines(int ems, const char* field, bool smallPrint = false) {
        DrawList list = listWith({text(repeated("国", ems), {20, 100}, 40, black, field)});
        list.sizes.push_back({field, 40, Weight::regular, smallPrint});
        return told(drawnByHand(judgeLines, list, plainNotice), "by hand");
    }
};

TEST_F(LineRule, Titles) {
    EXPECT_THAT(lines(13, "title"), IsEmpty());
    EXPECT_THAT(lines(14, "title"), ElementsAre(HasSubstr("[14.0 em, <= 13.0 em]")));
}

TEST_F(LineRule, BodyText) {
    EXPECT_THAT(lines(24, "lead"), IsEmpty());
    EXPECT_THAT(lines(25, "lead"), ElementsAre(HasSubstr("W by hand lead: ")));
    EXPECT_THAT(lines(40, "lead"), ElementsAre(HasSubstr("W by hand lead: ")));
    EXPECT_THAT(lines(41, "lead"), ElementsAre(HasSubstr("E by hand lead: ")));
}

TEST_F(LineRule, SmallPrintIsLookedUp) {
    EXPECT_THAT(lines(40, "source", true), IsEmpty());
    EXPECT_THAT(lines(41, "source", true), ElementsAre(HasSubstr("W by hand source: ")));
}

TEST_F(LineRule, NotMoreThanEightLines) {
    const auto count = [](int lines) {
        std::vector<DrawItem> items;
        for (int i = 0; i < lines; ++i) items.emplace_back(text("国国", {20, 60 * i}, 40, black, "lead"));
        return told(drawnByHand(judgeLines, listWith(std::move(items)), plainNotice), "by hand");
    };
    EXPECT_THAT(count(8), IsEmpty());
    EXPECT_THAT(count(9), ElementsAre(HasSubstr("[9 lines, <= 8]")));
}

TEST_F(LineRule, FromWhatIsReallyLaidOut) {
    const auto title = [](int length) {
        return brief(drawn(R"("layout": "notice", "title": ")" + repeated("国", length) + "\""), "line");
    };
    EXPECT_THAT(title(13), IsEmpty());
    EXPECT_THAT(title(14), ElementsAre("W line"));
}

class OverlapRule : public DrawnTest {
  protected:
    static std::vector<std::string> two(Point second, const char* field = "note") {
        return told(drawnByHand(judgePlacing,
                                listWith({text("国国", {100, 100}, 40, black),
                                          text("字字", second, 40, black, field)}),
                                plainNotice),
                    "by hand");
    }
};

TEST_F(OverlapRule, NoTextLiesOverAnother) {
    EXPECT_THAT(two({100, 100}), ElementsAre(HasSubstr("E by hand note: 「国国」と「字字」が重なります")));
    EXPECT_THAT(two({100, 129}), ElementsAre(HasSubstr("重なります")));
    EXPECT_THAT(two({100, 130}), IsEmpty());
    EXPECT_THAT(two({169, 100}), ElementsAre(HasSubstr("重なります")));
    EXPECT_THAT(two({170, 100}), IsEmpty());
}

TEST_F(OverlapRule, NoTextPassesTheEdge) {
    EXPECT_THAT(two({1920 - 80 + 5, 500}), IsEmpty());
    EXPECT_THAT(two({1920 - 80 + 6, 500}), ElementsAre(HasSubstr("画面からはみ出します")));
    EXPECT_THAT(two({500, -6}), ElementsAre(HasSubstr("画面からはみ出します")));
}

class KinsokuRule : public DrawnTest {
  protected:
    static std::vector<std::string> kinsoku(const std::string& lead) {
        return told(drawn(R"("layout": "notice", "title": "題", "lead": ")" + lead + "\""), "kinsoku");
    }
};

TEST_F(KinsokuRule, NoLineBeginsWithWhatMayNot) {
    EXPECT_THAT(kinsoku(R"(ご相談\n、お受けします)"),
                ElementsAre(HasSubstr("E 禁則 lead: 行「、お受けします」が「、」で始まります")));
    EXPECT_THAT(kinsoku(R"(ご相談\nっと)"), ElementsAre(HasSubstr("「っ」で始まります")));
    EXPECT_THAT(kinsoku(R"(ご相談、\nお受けします)"), IsEmpty());
    EXPECT_THAT(kinsoku("、お受けします"), IsEmpty()) << "the first line is as its author wrote it";
}

TEST_F(KinsokuRule, NoLineEndsWithAnOpeningBracket) {
    EXPECT_THAT(kinsoku(R"(ご相談（\n電話）)"), ElementsAre(HasSubstr("「（」で終わります")));
    EXPECT_THAT(kinsoku(R"(ご相談\n（電話）)"), IsEmpty());
}

TEST_F(KinsokuRule, ARangeDashBeginsNoLineButASubtitleMay) {
    EXPECT_THAT(kinsoku(R"(月曜日\n～金曜日)"), ElementsAre(HasSubstr("「～」で始まります")));
    EXPECT_THAT(kinsoku(R"(在宅療養の実際\n～自宅で迎えるために～)"), IsEmpty());
}

TEST_F(KinsokuRule, WhatIsBrokenForTheAuthorKeepsIt) {
    EXPECT_THAT(kinsoku(repeated("「ゆっくり、しっかり」（きょうから）", 12)), IsEmpty());
}

TEST_F(KinsokuRule, LinesAreGatheredBlockByBlock) {
    const DrawList list =
        listWith({text("一行", {0, 0}, 40, black), text("続き", {80, 0}, 40, black),
                  text("二行", {0, 60}, 40, black), text("別", {0, 60}, 40, black, "note")});
    const std::vector<DrawnLine> lines = linesOf(list);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[0].text, "一行続き");
    EXPECT_DOUBLE_EQ(lines[0].ems(), 4);
    EXPECT_FALSE(lines[0].last);
    EXPECT_EQ(lines[1].number, 1);
    EXPECT_TRUE(lines[1].last);
    EXPECT_EQ(lines[2].number, 0);
}

}  // namespace
}  // namespace signage::lint
