// Texts in other languages: their own letter forms, their own places to break.
#include <gtest/gtest.h>

#include "player/text/fonts.h"
#include "player/text/paragraph.h"

namespace signage {
namespace {

class Languages : public ::testing::Test {
  protected:
    std::string familyOf(char32_t c, const std::string& language) {
        const auto face = fonts_->faceFor(std::u32string(1, c), Weight::regular, language);
        return face ? fonts_->families()[static_cast<std::size_t>(*face)] : "";
    }
    std::vector<std::string> lines(const std::string& text, const std::string& language, int ems) {
        const SetText set = setText(*fonts_, text, {Weight::bold, 40, BreakMode::phrase, language}, ems * 40);
        EXPECT_TRUE(set.missing.empty());
        EXPECT_FALSE(set.brokenInsideWord);
        std::vector<std::string> result;
        for (const TextLine& line : set.lines) result.push_back(line.text());
        return result;
    }
    std::unique_ptr<FontSet> fonts_ = std::move(FontSet::open().value());
};

TEST_F(Languages, TheSameCharacterHasTheFormOfItsLanguage) {
    EXPECT_EQ(familyOf(U'骨', ""), "BIZ UDGothic");
    EXPECT_EQ(familyOf(U'骨', "ja-easy"), "BIZ UDGothic");
    EXPECT_EQ(familyOf(U'骨', "zh-Hans"), "Noto Sans CJK SC");
    EXPECT_EQ(familyOf(U'骨', "zh-Hant-TW"), "Noto Sans CJK TC");
    EXPECT_EQ(familyOf(U'한', "ko"), "Noto Sans CJK KR");
    EXPECT_EQ(familyOf(U'ệ', "vi"), "DejaVu Sans");
    EXPECT_EQ(familyOf(U'g', "en-GB"), "BIZ UDPGothic");
    EXPECT_EQ(familyOf(U'g', "xx"), "BIZ UDGothic");
    // One language's answer is not remembered for another.
    EXPECT_EQ(familyOf(U'骨', ""), "BIZ UDGothic");
}

TEST_F(Languages, WordsStayWhole) {
    EXPECT_EQ(lines("Ask us about care at home, free of charge", "en", 11),
              (std::vector<std::string>{"Ask us about ", "care at home, ", "free of charge"}));
    for (const auto& line : lines("재택 요양에 대해 무엇이든 상담해 주세요", "ko", 9)) {
        EXPECT_FALSE(line.empty());
        EXPECT_NE(line.front(), ' ');
    }
    std::string joined;
    for (const auto& line : lines("Hãy hỏi chúng tôi về chăm sóc tại nhà", "vi", 8)) joined += line;
    EXPECT_EQ(joined, "Hãy hỏi chúng tôi về chăm sóc tại nhà");
}

TEST_F(Languages, KoreanAndVietnameseBreakAtBlanks) {
    for (const auto& [text, language] : {std::pair{"재택 요양에 대해 무엇이든 상담해 주세요", "ko"},
                                         std::pair{"Hãy hỏi chúng tôi về chăm sóc tại nhà", "vi"}}) {
        const auto all = lines(text, language, 8);
        ASSERT_GT(all.size(), 1U);
        for (std::size_t i = 0; i + 1 < all.size(); ++i) EXPECT_EQ(all[i].back(), ' ') << all[i];
    }
}

TEST_F(Languages, ChineseKeepsItsMarksOffTheLineStart) {
    const auto all = lines("居家疗养方面，无论什么问题，都请咨询。", "zh-Hans", 6);
    ASSERT_GT(all.size(), 2U);
    for (const auto& line : all)
        EXPECT_EQ(std::string("，。").find(line.substr(0, 3)), std::string::npos) << line;
}

}  // namespace
}  // namespace signage
