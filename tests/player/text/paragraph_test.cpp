// Setting paragraphs: greedy and even lines, runs by face, what no font has, and properties of random text.
#include "player/text/paragraph.h"

#include <algorithm>
#include <array>
#include <random>

#include <SDL_ttf.h>
#include <gtest/gtest.h>

#include "player/base/utf8.h"
#include "player/text/break_rules.h"
#include "player/text/clusters.h"
#include "player/text/subtitles.h"

namespace signage {
namespace {

constexpr int emPixels = 40;

class ParagraphTest : public testing::Test {
  protected:
    void SetUp() override {
        auto opened = FontSet::open();
        ASSERT_TRUE(opened.has_value()) << opened.error().line(Language::english);
        fonts_ = std::move(*opened);
    }
    SetText set(std::string_view text, double ems, BreakMode mode = BreakMode::strict) const {
        return setText(*fonts_, text, {Weight::regular, emPixels, mode}, static_cast<int>(ems * emPixels));
    }
    std::string lines(std::string_view text, double ems, BreakMode mode = BreakMode::strict) const {
        std::string result;
        for (const auto& line : set(text, ems, mode).lines) result += line.text() + "|";
        if (!result.empty()) result.pop_back();
        return result;
    }
    std::unique_ptr<FontSet> fonts_;
};

TEST_F(ParagraphTest, GreedyFirstFit) {
    EXPECT_EQ(lines("みなと在宅療養サポート入院（在サポ）は、在宅療養後方支援病床の周知用名称です。", 10),
              "みなと在宅療養サポー|ト入院（在サポ）は、|在宅療養後方支援病床|の周知用名称です。");
    EXPECT_EQ(lines("令和６年11月19日（火）14時～16時、麻布区民協働スペース", 10),
              "令和６年11月|19日（火）14時～|16時、麻布区民協働ス|ペース");
    EXPECT_EQ(lines("在宅療養の実際～自宅で最期を迎えるために必要なこと～", 7),
              "在宅療養の実際|～自宅で最期を|迎えるために必|要なこと～");
    EXPECT_EQ(lines("港区", 2), "港区");
    EXPECT_EQ(lines("", 5), "");
}

TEST_F(ParagraphTest, BodyIsGreedyToo) {
    const std::string text = "病院・診療所491/859（57％）、歯科378/614（62％）、薬局150/214（70％）";
    EXPECT_EQ(lines(text, 12, BreakMode::body), lines(text, 12, BreakMode::strict));
}

TEST_F(ParagraphTest, TitlesAreEvenAndEndOnNoOrphan) {
    EXPECT_EQ(lines("在宅療養の相談は", 7, BreakMode::phrase), "在宅療養の|相談は");
    EXPECT_EQ(lines("在宅療養の相談は", 7, BreakMode::strict), "在宅療養の相談|は");
    EXPECT_EQ(lines("地域包括ケア研修会", 8, BreakMode::phrase).find("|会"), std::string::npos);
    EXPECT_EQ(lines("港区", 2, BreakMode::phrase), "港区");
}

TEST_F(ParagraphTest, ForcedBreaks) {
    EXPECT_EQ(lines("港区\n在宅", 10), "港区|在宅");
    EXPECT_EQ(lines("港区\r\n在宅\n", 10), "港区|在宅");
    EXPECT_EQ(lines("港区\n\n在宅", 10), "港区||在宅");
    EXPECT_EQ(lines("港区\u2028在宅", 10), "港区|在宅");
    EXPECT_EQ(set("\n", 10).lines.size(), 1U);
    EXPECT_EQ(set("", 10).lines.size(), 0U);
}

TEST_F(ParagraphTest, SpacesAtTheEndDoNotCount) {
    const SetText text = set("港区民　　　　講座", 3);
    ASSERT_EQ(text.lines.size(), 2U);
    EXPECT_EQ(text.lines[0].text(), "港区民　　　　");
    EXPECT_EQ(text.lines[0].width, 3 * emPixels);
    ASSERT_EQ(text.lines[0].runs.size(), 1U);
    EXPECT_EQ(text.lines[0].runs[0].text, "港区民");
    EXPECT_EQ(lines("hello world", 3), "hello |world");
    EXPECT_TRUE(set("   ", 3).lines.at(0).runs.empty());
    EXPECT_EQ(set("　港区", 3).lines.at(0).width, 3 * emPixels);  // an indent does count
}

TEST_F(ParagraphTest, AWordWiderThanTheLineIsCut) {
    const SetText text = set("港supercalifragilistic区", 5);
    EXPECT_TRUE(text.brokenInsideWord);
    EXPECT_EQ(lines("港supercalifragilistic区", 5), "港|supercalif|ragilistic|区");
    EXPECT_FALSE(set("港super区", 5).brokenInsideWord);
    // Even then a comma does not begin a line if anything else can.
    EXPECT_EQ(lines("１２３４５６，７８９", 6), "１２３４５|６，７８９");
    for (const auto mode : {BreakMode::strict, BreakMode::phrase}) {
        EXPECT_TRUE(set("12345678901234567890", 3, mode).brokenInsideWord);
    }
}

TEST_F(ParagraphTest, AClusterWiderThanTheLineStandsAlone) {
    for (const auto mode : {BreakMode::strict, BreakMode::body, BreakMode::phrase}) {
        EXPECT_EQ(lines("港区", 0.5, mode), "港|区");
        EXPECT_EQ(lines("港 区", 0, mode), "港 |区");
        EXPECT_EQ(lines("か\u3099き", -3, mode), "か\u3099|き");
    }
}

TEST_F(ParagraphTest, SurrogatePairsEmojiAndMarksStayWhole) {
    EXPECT_EQ(lines("𠮷𠮷𠮷", 1), "𠮷|𠮷|𠮷");
    EXPECT_EQ(lines("か\u3099か\u3099", 1), "か\u3099|か\u3099");
    EXPECT_EQ(lines("葛\U000E0100葛\U000E0100", 1), "葛\U000E0100|葛\U000E0100");
    EXPECT_EQ(set("☎\uFE0F", 3).lines.at(0).runs.at(0).text, "☎");
    EXPECT_EQ(set("葛\U000E0100", 3).lines.at(0).runs.at(0).text, "葛\U000E0100");
    EXPECT_EQ(set("か\u3099", 3).lines.at(0).runs.at(0).text, "が");
}

TEST_F(ParagraphTest, RunsAreSplitByFace) {
    const SetText text = set("土𠮷野家♿", 10);
    ASSERT_EQ(text.lines.size(), 1U);
    const auto& runs = text.lines[0].runs;
    ASSERT_EQ(runs.size(), 4U);
    const std::array<FaceId, 4> faces{0, 1, 0, 2};
    int x = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        EXPECT_EQ(runs[i].face, faces[i]);
        EXPECT_EQ(runs[i].x, x);
        EXPECT_EQ(runs[i].pixels, emPixels);
        EXPECT_EQ(runs[i].width, fonts_->width(runs[i].face, Weight::regular, emPixels, runs[i].text));
        x += runs[i].width;
    }
    EXPECT_EQ(text.lines[0].width, x);
    EXPECT_EQ(text.width, x);
    EXPECT_TRUE(text.missing.empty());
}

TEST_F(ParagraphTest, OnlyWhatIsNeverKernedSharesARun) {
    EXPECT_EQ(set("𠮷简", 10).lines.at(0).runs.size(), 1U);   // full-width, both of the second face
    EXPECT_EQ(set("AVATo", 10).lines.at(0).runs.size(), 1U);  // the first face is of fixed width
    EXPECT_EQ(set("ạệ", 10).lines.at(0).runs.size(), 2U);     // Latin of another face
}

TEST_F(ParagraphTest, WhatNoFontHasIsReportedAndNeverDrawn) {
    const SetText text = set("救急🏥病院🏥\U0010FFFD", 10);
    EXPECT_EQ(text.missing, (std::vector<std::string>{"🏥", "\U0010FFFD"}));
    std::string drawn;
    for (const auto& run : text.lines.at(0).runs) drawn += run.text;
    EXPECT_EQ(drawn, "救急病院");
    EXPECT_EQ(text.lines[0].width, 4 * emPixels);
    EXPECT_EQ(text.lines[0].text(), "救急🏥病院🏥\U0010FFFD");
}

TEST_F(ParagraphTest, AVariationThatNoFontHasIsReportedAndDrawnPlain) {
    const SetText text = set("葛\U000E01EF飾", 10);
    EXPECT_EQ(text.missing, (std::vector<std::string>{"葛\U000E01EF"}));
    EXPECT_EQ(text.lines.at(0).runs.at(0).text, "葛飾");
}

TEST_F(ParagraphTest, IllFormedBytesAreShownAsReplacementCharacters) {
    const SetText text = set("港\xFF区", 10);
    ASSERT_EQ(text.lines.size(), 1U);
    ASSERT_EQ(text.lines[0].runs.size(), 3U);
    EXPECT_EQ(text.lines[0].runs[1].text, "\uFFFD");
}

TEST_F(ParagraphTest, TheDrawnRunHasTheMeasuredWidth) {
    const SetText text =
        set("令和６年11月19日（火）14時～16時、麻布区民協働スペース ACP 𠮷", 12, BreakMode::body);
    for (const auto& line : text.lines) {
        for (const auto& run : line.runs) {
            TTF_Font* font = fonts_->handle(run.face, run.weight, run.pixels);
            SDL_Surface* surface = TTF_RenderUTF8_Blended(font, run.text.c_str(), SDL_Color{0, 0, 0, 255});
            ASSERT_NE(surface, nullptr);
            EXPECT_NEAR(surface->w, run.width, 1) << run.text;
            SDL_FreeSurface(surface);
        }
    }
}

TEST_F(ParagraphTest, LinePitch) {
    EXPECT_EQ(linePitch(48), 72);
    EXPECT_EQ(linePitch(48, true), 60);
    EXPECT_EQ(linePitch(33), 50);
}

TEST_F(ParagraphTest, LongParagraph) {
    std::string text;
    while (text.size() < 2000 * 3) text += "在宅療養、医療・介護の制度やサービス、入院・転院に対応。";
    for (const auto mode : {BreakMode::strict, BreakMode::phrase}) {
        const SetText result = set(text, 24, mode);
        std::string all;
        for (const auto& line : result.lines) {
            all += line.text();
            EXPECT_LE(line.width, 24 * emPixels);
        }
        EXPECT_EQ(all, text);
        EXPECT_GE(result.lines.size(), 2000U / 24U);
    }
}

// --- properties of random text

const std::vector<std::string>& pieces() {
    static const std::vector<std::string> list{"港",
                                               "区",
                                               "在宅",
                                               "療養",
                                               "サポート",
                                               "ァ",
                                               "ッ",
                                               "ー",
                                               "々",
                                               "、",
                                               "。",
                                               "（",
                                               "）",
                                               "「",
                                               "」",
                                               "！",
                                               "？",
                                               "!?",
                                               "･",
                                               "ｻﾞｰﾋﾞｽ",
                                               "11月19日（火）",
                                               "14時～16時",
                                               "～自宅で～",
                                               "〜",
                                               "第１回",
                                               "1,019件",
                                               "６０％",
                                               "㎡",
                                               " ",
                                               "　",
                                               "ABC",
                                               "hello",
                                               "https://www.example.jp/",
                                               "03-1234-5678",
                                               "か\u3099",
                                               "𠮷",
                                               "☎\uFE0F",
                                               "🏥",
                                               "\u2060",
                                               "\u200B",
                                               "…",
                                               "――",
                                               "“",
                                               "”",
                                               "①",
                                               "\u00A0",
                                               "葛\U000E0100"};
    return list;
}

std::string randomParagraph(std::mt19937& random) {
    std::string text;
    const std::size_t length = 1 + random() % 40;
    for (std::size_t i = 0; i < length; ++i) text += pieces()[random() % pieces().size()];
    return text;
}

char32_t lastInk(const std::u32string& line) {
    for (auto c = line.rbegin(); c != line.rend(); ++c) {
        if (!isLineSpace(*c)) return *c;
    }
    return 0;
}

bool isSingleCluster(const std::string& line) {
    const auto clusters = clustersOf(line);
    return std::all_of(clusters.begin() + 1, clusters.end(), [](const Cluster& c) { return c.space; });
}

// A line may begin with a wave dash only when that opens a subtitle.
bool opensSubtitle(const std::string& paragraph, std::size_t byte) {
    const std::size_t index = toCodePoints(paragraph.substr(0, byte)).size();
    const auto pairs = pairedDashes(toCodePoints(paragraph));
    return std::any_of(pairs.begin(), pairs.end(), [&](const DashPair& p) { return p.open == index; });
}

void checkProperties(const std::string& paragraph, const SetText& text, int width) {
    std::string all;
    for (std::size_t i = 0; i < text.lines.size(); ++i) {
        const TextLine& line = text.lines[i];
        const std::u32string characters = toCodePoints(line.text());
        ASSERT_FALSE(characters.empty());
        if (i > 0 && !text.brokenInsideWord) {
            const char32_t first = characters[0];
            EXPECT_TRUE(mayBeginLine(first)) << line.text() << " in " << paragraph;
            if (first == U'～' || first == U'〜') {
                EXPECT_TRUE(opensSubtitle(paragraph, all.size())) << paragraph;
            }
        }
        if (i + 1 < text.lines.size() && !text.brokenInsideWord) {
            EXPECT_TRUE(mayEndLine(lastInk(characters))) << line.text() << " in " << paragraph;
        }
        EXPECT_TRUE(line.width <= width || isSingleCluster(line.text())) << line.text();
        EXPECT_LE(line.width, text.width);
        all += line.text();
    }
    EXPECT_EQ(all, paragraph);
}

TEST_F(ParagraphTest, PropertiesOfRandomParagraphs) {
    std::mt19937 random(1);
    for (int round = 0; round < 400; ++round) {
        const std::string paragraph = randomParagraph(random);
        const int pixels = 20 + static_cast<int>(random() % 40);
        const int width = pixels * static_cast<int>(1 + random() % 20);
        for (const auto mode : {BreakMode::strict, BreakMode::body, BreakMode::phrase}) {
            const SetText text = setText(*fonts_, paragraph, {Weight::regular, pixels, mode}, width);
            checkProperties(paragraph, text, width);
            if (HasFailure()) return;
        }
    }
}

// The same lines by the simplest loop that could work, from the public breaks and widths alone.
TEST_F(ParagraphTest, StrictLinesAreThoseOfASimpleLoop) {
    std::mt19937 random(2);
    for (int round = 0; round < 150; ++round) {
        std::string paragraph;
        for (int i = 0; i < 60; ++i) paragraph += pieces()[random() % 25];
        auto places = preferredBreaks(paragraph, BreakMode::strict);
        places.push_back(paragraph.size());
        const int width = emPixels * 14;
        std::vector<std::string> expected;
        std::size_t begin = 0;
        std::size_t end = 0;
        for (const std::size_t next : places) {
            const SetText alone = setText(*fonts_, paragraph.substr(begin, next - begin),
                                          {Weight::regular, emPixels, BreakMode::strict}, 1000000);
            if (alone.width > width && end > begin) {
                expected.push_back(paragraph.substr(begin, end - begin));
                begin = end;
            }
            end = next;
        }
        expected.push_back(paragraph.substr(begin));
        const SetText text =
            setText(*fonts_, paragraph, {Weight::regular, emPixels, BreakMode::strict}, width);
        if (text.brokenInsideWord) continue;
        ASSERT_EQ(text.lines.size(), expected.size()) << paragraph;
        for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(text.lines[i].text(), expected[i]);
    }
}

}  // namespace
}  // namespace signage
