// The phrase model: as its authors' program answers, and good enough on sentences that it has not been fitted
// to.
#include "player/text/phrase_model.h"

#include <algorithm>
#include <fstream>
#include <iostream>

#include <gtest/gtest.h>

#include "player/base/utf8.h"
#include "player/text/paragraph.h"

namespace signage {
namespace {

std::string phrasesOf(const std::string& text) {
    std::u32string points;
    for (std::size_t at = 0; at < text.size();) points += nextCodePoint(text, at);
    const std::vector<bool> starts = phraseStarts(points);
    std::string result;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (starts[i]) result += '|';
        result += toUtf8(points.substr(i, 1));
    }
    return result;
}

// What budoux 0.9.2 itself prints for these.
TEST(PhraseModel, AnswersAsItsAuthorsProgram) {
    for (const std::string expected :
         {"在宅療養の|相談は|相談センターへ",
          "住み慣れた|家での|療養に|ついて、|どんな|ことでも|ご相談ください。",
          "みる|看る|訪問看護ステーション", "利用者の|年齢|（人）",
          "特別講演|「支援者の|メンタルヘルスを|保つ感情の|扱い」",
          "在宅で|療養している|区民の|方に|一時的な|入院が|必要に|なった|とき、",
          "区内の|医療機関などを|探せます。|令和６年|１月に|公開しました。", "あ"}) {
        std::string text = expected;
        std::erase(text, '|');
        EXPECT_EQ(phrasesOf(text), expected);
    }
    EXPECT_TRUE(phraseStarts(U"").empty());
}

struct Count {
    int right = 0;
    int preferred = 0;
    int phrases = 0;
};

// tests/player/text/phrases.txt: sentences as a ward writes them, phrases marked by hand.
Count countOn(BreakMode mode) {
    std::ifstream file(SIGNAGE_SOURCE_DIR "/tests/player/text/phrases.txt");
    Count count;
    for (std::string line; std::getline(file, line);) {
        std::string text;
        std::vector<std::size_t> ends;
        for (const char c : line) {
            if (c == '|')
                ends.push_back(text.size());
            else
                text += c;
        }
        const auto breaks = preferredBreaks(text, mode);
        count.phrases += static_cast<int>(ends.size());
        count.preferred += static_cast<int>(breaks.size());
        for (const std::size_t at : breaks)
            count.right += std::binary_search(ends.begin(), ends.end(), at) ? 1 : 0;
    }
    return count;
}

TEST(PhraseModel, OfThePreferredBreaksAtLeast95PercentEndAPhraseAnd80PercentOfThemAreFound) {
    const Count count = countOn(BreakMode::phrase);
    ASSERT_GT(count.phrases, 150);
    EXPECT_GE(100 * count.right, 95 * count.preferred) << count.right << " of " << count.preferred;
    EXPECT_GE(100 * count.right, 80 * count.phrases) << count.right << " of " << count.phrases;
    RecordProperty("right", count.right);
    RecordProperty("preferred", count.preferred);
    RecordProperty("phrases", count.phrases);
    std::cout << count.right << " of " << count.preferred << " preferred breaks, of " << count.phrases
              << " phrase ends\n";
}

// The mutant: breaks chosen by the rules alone fail the figure that the model passes.
TEST(PhraseModel, TheStrictBreaksAloneWouldNotPass) {
    const Count count = countOn(BreakMode::strict);
    EXPECT_LT(100 * count.right, 60 * count.preferred);
}

}  // namespace
}  // namespace signage
