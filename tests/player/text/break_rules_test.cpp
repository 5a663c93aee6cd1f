// Where lines may begin: every rule by itself, every class of character that may not begin or end a line.
#include "player/text/break_rules.h"

#include <string>

#include <gtest/gtest.h>

#include "player/base/format.h"
#include "player/base/utf8.h"
#include "player/text/paragraph.h"
#include "player/text/subtitles.h"

namespace signage {
namespace {

// The text with | before every place where a line may begin.
std::string marked(std::string text) {
    const auto breaks = preferredBreaks(text, BreakMode::strict);
    for (auto at = breaks.rbegin(); at != breaks.rend(); ++at) text.insert(*at, 1, '|');
    return text;
}

bool breaksBetween(const std::string& left, const std::string& right) {
    for (const std::size_t at : preferredBreaks(left + right, BreakMode::strict)) {
        if (at == left.size()) return true;
    }
    return false;
}

struct CharacterClass {
    const char* name;
    std::u32string characters;
};

class LineStart : public testing::TestWithParam<CharacterClass> {};

TEST_P(LineStart, NeverBeginsALine) {
    for (const char32_t c : GetParam().characters) {
        const std::string text = toUtf8(std::u32string(1, c));
        EXPECT_FALSE(breaksBetween("国", text)) << text;
        EXPECT_FALSE(breaksBetween("国 ", text)) << "behind a space: " << text;
        EXPECT_FALSE(breaksBetween("国　", text)) << "behind a full-width space: " << text;
        EXPECT_FALSE(breaksBetween("abc", text)) << "behind Latin: " << text;
        EXPECT_FALSE(mayBeginLine(c)) << text;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Kinsoku, LineStart,
    testing::Values(CharacterClass{"ClosingBrackets", U"）〕］｝〉》」』】〗〙〛｠»”’)]}｣"},
                    CharacterClass{"CommasAndFullStops", U"、。，．､｡,."},
                    CharacterClass{"MiddleDotsAndColons", U"・：；･:;"},
                    CharacterClass{"DividingMarks", U"！？‼⁇⁈⁉!?"},
                    CharacterClass{"ProlongedSoundAndHyphens", U"ーｰ゠‐–"},
                    CharacterClass{"IterationMarks", U"々〻ゝゞヽヾ"},
                    CharacterClass{"VoicingMarks", U"゛゜ﾞﾟ"},
                    CharacterClass{"SmallHiragana", U"ぁぃぅぇぉっゃゅょゎゕゖ"},
                    CharacterClass{"SmallKatakana", U"ァィゥェォッャュョヮヵヶ"},
                    CharacterClass{"SmallKatakanaForAinu", U"ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"},
                    CharacterClass{"SmallHalfWidthKatakana", U"ｧｨｩｪｫｬｭｮｯ"},
                    CharacterClass{"UnitSigns", U"％%‰℃㎡㎏㎜㎝㎞㎎㏄"}),
    [](const auto& each) { return each.param.name; });

TEST(LineEnd, OpeningBracketsNeverEndALine) {
    for (const char32_t c : std::u32string(U"（〔［｛〈《「『【〖〘〚｟«“‘〝([{｢")) {
        const std::string text = toUtf8(std::u32string(1, c));
        EXPECT_FALSE(breaksBetween(format("国{}", text), "港")) << text;
        EXPECT_FALSE(breaksBetween(format("国{} ", text), "港")) << "with a space: " << text;
        EXPECT_FALSE(mayEndLine(c)) << text;
    }
}

TEST(LineStart, OrdinaryCharactersBegin) {
    for (const char32_t c : std::u32string(U"港あアｱ髙﨑（「①A1０")) {
        EXPECT_TRUE(mayBeginLine(c)) << toUtf8(std::u32string(1, c));
        EXPECT_TRUE(breaksBetween("国", toUtf8(std::u32string(1, c)))) << toUtf8(std::u32string(1, c));
    }
}

TEST(BreakRules, TableNamesEachRuleOnce) {
    for (const auto& rule : breakRules()) {
        int same = 0;
        for (const auto& other : breakRules()) same += other.name == rule.name ? 1 : 0;
        EXPECT_EQ(same, 1) << rule.name;
    }
}

TEST(BreakRules, RangeDashNeverBeginsALine) {
    EXPECT_EQ(marked("14時～16時"), "14時～|16時");
    EXPECT_EQ(marked("４～12月"), "４～|12月");
    EXPECT_EQ(marked("月～金"), "月～|金");
    EXPECT_EQ(marked("月〜金"), "月〜|金");
    EXPECT_EQ(marked("9時～12時、13時～17時"), "9時～|12時、|13時～|17時");
    EXPECT_FALSE(breaksBetween("国 ", "～16時"));
    EXPECT_FALSE(breaksBetween("65歳", "～"));
    EXPECT_FALSE(breaksBetween("国", "~"));
}

TEST(BreakRules, SubtitleOpensAndClosesLikeBrackets) {
    EXPECT_EQ(marked("実際～自宅で～"), "実|際|～自|宅|で～");
    EXPECT_EQ(marked("実際〜自宅で〜"), "実|際|〜自|宅|で〜");
    EXPECT_EQ(marked("～あい～のご案内"), "～あ|い～|の|ご|案|内");
    EXPECT_EQ(marked("実際　～自宅で～"), "実|際　|～自|宅|で～");
    EXPECT_EQ(marked("「実際」～自宅で～（講師）"), "「実|際」|～自|宅|で～|（講|師）");
    EXPECT_EQ(marked("講座 ～人生100年～"), "講|座 |～人|生|100年～");
    // A joiner before it still holds.
    EXPECT_FALSE(breaksBetween("実際\u2060", "～自宅で～"));
    EXPECT_FALSE(breaksBetween("（", "～自宅で～）"));
}

TEST(Subtitles, PairsAreToldFromRanges) {
    const auto pairs = [](const std::string& text) { return pairedDashes(toCodePoints(text)).size(); };
    EXPECT_EQ(pairs("在宅療養の実際～自宅で最期を迎えるために必要なこと～"), 1U);
    EXPECT_EQ(pairs("アンガーマネジメントについて～医療介護者、更に家族に着目して～"), 1U);
    EXPECT_EQ(pairs("～こころの健康～と～からだの健康～"), 2U);
    EXPECT_EQ(pairs("実際～自宅で～ 14時～16時"), 1U);
    EXPECT_EQ(pairs("14時～16時、19時15分～20時30分"), 0U);
    EXPECT_EQ(pairs("月～金 9時～17時、土～日 10時～"), 0U);
    EXPECT_EQ(pairs("～65歳 無料、70歳～ 割引"), 0U);
    EXPECT_EQ(pairs("芝～麻布"), 0U);
    EXPECT_EQ(pairs("～"), 0U);
    EXPECT_EQ(pairs("～～"), 0U);
    EXPECT_EQ(pairs(""), 0U);
}

TEST(BreakRules, NumbersStayWhole) {
    for (const std::string number :
         {"1019", "１０１９", "1,019", "１，０１９", "３．１４", "3.14", "10:30", "１０：３０", "11/19",
          "１１／１９", "03-1234-5678", "０３－１２３４－５６７８"}) {
        EXPECT_EQ(marked(format("国{}国", number)), format("国|{}|国", number));
    }
    EXPECT_EQ(marked("第２，次"), "第２，|次");  // a comma that is not inside
}

TEST(BreakRules, NumbersStayWithTheirUnits) {
    for (const std::string unit :
         {"年", "月", "日", "時", "分", "件", "人", "名", "回", "歳", "％", "㎡", "㎏"}) {
        EXPECT_EQ(marked(format("国30{}国", unit)), format("国|30{}|国", unit));
        EXPECT_EQ(marked(format("国９{}国", unit)), format("国|９{}|国", unit));
        EXPECT_FALSE(breaksBetween("30 ", unit));
    }
    EXPECT_EQ(marked("約㎡国"), "約㎡|国");
    EXPECT_EQ(marked("人名"), "人|名");  // units without a number are words
}

TEST(BreakRules, PrefixStaysWithItsNumber) {
    EXPECT_EQ(marked("国第１回"), "国|第１回");
    EXPECT_EQ(marked("国第12回"), "国|第12回");
    EXPECT_EQ(marked("国第二部"), "国|第二|部");
    EXPECT_EQ(marked("第 1 回"), "第 1 回");
    EXPECT_EQ(marked("国＃7119"), "国|＃7119");
}

TEST(BreakRules, DateStaysWithItsWeekday) {
    for (const std::string weekday :
         {"（火）", "(火)", "（火・祝）", "（火曜日）", "（火曜）", "（日･祝日）"}) {
        EXPECT_EQ(marked(format("月19日{}国", weekday)), format("月|19日{}|国", weekday));
    }
    EXPECT_EQ(marked("11/19（火）国"), "11/19（火）|国");
    EXPECT_EQ(marked("８日（金）～10日（日）"), "８日（金）～|10日（日）");
    EXPECT_EQ(marked("19日（予定）"), "19日|（予|定）");
    EXPECT_EQ(marked("火曜（火）"), "火|曜|（火）");
    EXPECT_EQ(marked("19日（火"), "19日|（火");
}

TEST(BreakRules, JoinersAndSeparatorsOfTheAuthorAreHonoured) {
    EXPECT_FALSE(breaksBetween("国\u2060", "港"));
    EXPECT_FALSE(breaksBetween("国\u00A0", "港"));
    EXPECT_TRUE(breaksBetween("wel\u200B", "fare"));
    EXPECT_TRUE(breaksBetween("10\u200B", "時"));
    EXPECT_FALSE(breaksBetween("国\u200B", "、"));  // but nothing makes a comma begin a line
}

TEST(BreakRules, DoubledSignsAndSoftHyphensAreNotDivided) {
    EXPECT_EQ(marked("国――国"), "国|――|国");
    EXPECT_FALSE(breaksBetween("国…", "…国"));
    EXPECT_FALSE(breaksBetween("国—", "—国"));
    EXPECT_FALSE(breaksBetween("wel\u00AD", "fare"));
}

TEST(BreakRules, WordsAddressesAndClustersStayWhole) {
    EXPECT_EQ(marked("ABC defg国"), "ABC |defg|国");
    EXPECT_FALSE(breaksBetween("か", "\u3099"));
    EXPECT_FALSE(breaksBetween("👩", "\u200D⚕️"));
    EXPECT_FALSE(breaksBetween("葛", "\U000E0100"));
    EXPECT_FALSE(breaksBetween("🇯", "🇵"));
    EXPECT_TRUE(breaksBetween("𠮷", "𠮷"));
    EXPECT_TRUE(breaksBetween("🏥", "🏥"));
}

TEST(StrictBreaks, ForcedBreaksAreAmongThem) {
    EXPECT_EQ(marked("港区\n在宅"), "港|区\n|在|宅");
    EXPECT_EQ(marked("港\r\n区\n"), "港\r\n|区\n");
    EXPECT_EQ(marked(""), "");
    EXPECT_EQ(marked("港"), "港");
}

TEST(StrictBreaks, IllFormedTextIsNoObstacle) {
    const std::string text = "港\xFF\xE6\xB8区";
    for (const std::size_t at : preferredBreaks(text, BreakMode::strict)) EXPECT_LT(at, text.size());
}

}  // namespace
}  // namespace signage
