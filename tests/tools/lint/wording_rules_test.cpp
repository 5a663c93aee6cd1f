// Digits, か所, long sentences: what breaks each rule and what barely keeps it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tools/lint/judged.h"
#include "tools/lint/text_scan.h"

namespace signage::lint {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string kanji(int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += "国";
    return all;
}

std::vector<Finding> withLead(const std::string& text) {
    return judge(playlistOf(R"("layout": "notice", "title": "題", "lead": ")" + text + "\""));
}

TEST(DigitsRule, OneDigitFullWidthMoreHalfWidth) {
    for (const char* good : {"令和６年11月19日", "第１回", "９件、118件", "1,019件", "57.5％", "14:00～16:30",
                             "03-3578-2111", "2024-11-19", "Ａ４判", "B1F", "A4判",
                             "https://www.city.minato.tokyo.jp/1", "４～12月", "65歳～74歳", "三つ", ""}) {
        EXPECT_THAT(brief(withLead(good), "digits"), IsEmpty()) << good;
    }
    for (const char* bad :
         {"令和6年", "第1回", "１１８件", "１，０１９件", "１1日", "4～12月", "４～１２月"}) {
        EXPECT_THAT(brief(withLead(bad), "digits"), ElementsAre("W digits")) << bad;
    }
    EXPECT_THAT(told(withLead("第1回、１２名"), "digits"),
                ElementsAre("p.json:1: 1枚目「題」(a) W 数字の書き方 lead: 数字の書き方がそろっていません "
                            "[1 １２]（一桁は全角、二桁からは半角で書いてください）"));
}

TEST(DigitsRule, NamesOfPersonsPlacesAndBuildingsAreLeftAlone) {
    EXPECT_THAT(
        brief(
            judge(playlistOf(
                R"("layout": "event", "title": "題", "event": {"starts": "2025-02-28T14:00", "ends": "2025-02-28T15:00", "place": "六本木1丁目ビル２０階", "fee": "無料", "host": "第1病院", "speakers": [{"name": "山田１２", "role": "第2クリニック"}]}, "contact": {"name": "第3係", "tel": "０３", "place": "2階"})")),
            "digits"),
        IsEmpty());
    EXPECT_THAT(
        brief(
            judge(playlistOf(
                R"("layout": "table", "title": "題", "table": {"columns": ["a", "件"], "rows": [["5歳", 5], ["６歳", 6]]})")),
            "digits"),
        IsEmpty())
        << "columns line up";
    EXPECT_THAT(
        brief(
            judge(playlistOf(
                R"("layout": "chart", "title": "題", "chart": {"categories": ["4月", "５月"], "values": [1, 2]})")),
            "digits"),
        ElementsAre("W digits"));
}

TEST(DigitsRule, NumbersAreTakenWhole) {
    const auto numbers = numbersIn("A4で1,019件（１4:30）");
    ASSERT_EQ(numbers.size(), 3U);
    EXPECT_TRUE(numbers[0].named);
    EXPECT_EQ(numbers[1].text, "1,019");
    EXPECT_EQ(numbers[1].narrow, 4);
    EXPECT_FALSE(numbers[1].joined);
    EXPECT_EQ(numbers[2].wide, 1);
    EXPECT_EQ(numbers[2].narrow, 3);
    EXPECT_TRUE(numbers[2].joined);
}

TEST(WordingRule, CountedPlaces) {
    for (const char* bad : {"３箇所", "10箇所", "５ヶ所", "６カ所"})
        EXPECT_THAT(told(withLead(bad), "wording"), ElementsAre(HasSubstr("W 言葉づかい lead: "))) << bad;
    for (const char* good : {"３か所", "10か所", "気になる箇所", "三箇所"})
        EXPECT_THAT(brief(withLead(good), "wording"), IsEmpty()) << good;
}

TEST(WordingRule, SentencesOfFortyCharacters) {
    EXPECT_THAT(brief(withLead(kanji(40) + "。"), "wording"), IsEmpty());
    EXPECT_THAT(brief(withLead(kanji(41) + "。"), "wording"), ElementsAre("W wording"));
    EXPECT_THAT(brief(withLead(kanji(30) + "。" + kanji(30) + "。"), "wording"), IsEmpty());
    EXPECT_THAT(brief(withLead(kanji(38) + "です"), "wording"), IsEmpty());
    EXPECT_THAT(brief(withLead(kanji(39) + "です"), "wording"), ElementsAre("W wording"));
    EXPECT_THAT(brief(withLead(kanji(60)), "wording"), IsEmpty()) << "the title of a lecture is no sentence";
    EXPECT_THAT(brief(withLead(kanji(39) + "\\nです"), "wording"), IsEmpty());
}

}  // namespace
}  // namespace signage::lint
