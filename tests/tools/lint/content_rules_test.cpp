// What slides say: sums, drafts, persons, events, contacts, targets; what breaks each rule and what barely
// keeps it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "player/base/format.h"
#include "tests/tools/lint/judged.h"

namespace signage::lint {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> rule(std::string_view name, const std::string& slide, std::string_view more = "") {
    return brief(judge(playlistOf(slide, more)), name);
}

std::string notice(const std::string& fields) {
    return R"("layout": "notice", "title": "題", )" + fields;
}

TEST(FiguresRule, ChartsAddUp) {
    const auto chart = [](const char* fields) {
        return rule("figures",
                    std::string(R"("layout": "chart", "title": "題", "chart": {"categories": ["a", "b"], )") +
                        fields + "}");
    };
    EXPECT_THAT(chart(R"("values": [10, 16], "total": 26)"), IsEmpty());
    EXPECT_THAT(chart(R"("values": [10, 16], "total": 27)"), ElementsAre("E figures"));
    EXPECT_THAT(chart(R"("values": [10, 16], "total": 27, "sum": "none")"), IsEmpty());
    EXPECT_THAT(chart(R"("values": [10, null], "total": 10)"), IsEmpty()) << "a gap is not a zero";
    EXPECT_THAT(chart(R"("values": [0.1, 0.2], "total": 0.3)"), IsEmpty()) << "binary fractions";
    EXPECT_THAT(chart(R"("unit": "％", "values": [33, 66], "total": 100)"), IsEmpty())
        << "percentages may be rounded";
    EXPECT_THAT(chart(R"("unit": "％", "values": [33, 65], "total": 100)"), ElementsAre("E figures"));
    EXPECT_THAT(
        chart(R"("series": [{"name": "x", "values": [1, 2]}, {"name": "y", "values": [3, 4]}], "total": 10)"),
        IsEmpty());
    EXPECT_THAT(chart(R"("values": [10, 16])"), IsEmpty());
}

TEST(FiguresRule, EachGroupOfATableAddsUp) {
    const auto table = [](const char* fields) {
        return judge(playlistOf(
            std::string(R"("layout": "table", "title": "題", "table": {"columns": ["区分", "件"], )") +
            fields + "}"));
    };
    EXPECT_THAT(brief(table(R"("rows": [["a", 18], ["b", 23], ["c", 77]], "total": 118)"), "figures"),
                IsEmpty());
    EXPECT_THAT(brief(table(R"("rows": [["a", 18], ["b", 23], ["c", 77]], "total": 117)"), "figures"),
                ElementsAre("E figures"));
    const auto groups = told(
        table(
            R"("groups": [{"name": "x", "rows": [["a", 1]], "total": 1}, {"name": "y", "rows": [["a", 1], ["b", ""]], "total": 2}])"),
        "figures");
    EXPECT_THAT(groups,
                ElementsAre(HasSubstr("E 数字 table.groups[1].total: 内訳の和が合計と合いません [1, 2]")));
    EXPECT_THAT(brief(table(R"("rows": [["a", "1"]], "total": 1)"), "figures"), ElementsAre("E figures"))
        << "text is not a number";
    EXPECT_THAT(brief(table(R"("rows": [["a", "1"]], "total": 1, "sum": "none")"), "figures"), IsEmpty());
}

TEST(DraftRule, DraftsStayOffTheScreens) {
    EXPECT_THAT(rule("draft", notice(R"("lead": "時刻は要確認")")), ElementsAre("E draft"));
    EXPECT_THAT(rule("draft", notice(R"("points": ["会場は未定"])")), ElementsAre("E draft"));
    EXPECT_THAT(rule("draft", notice(R"("contact": {"name": "○○課"})")), ElementsAre("E draft"));
    EXPECT_THAT(rule("draft", notice(R"("contact": {"name": "〇〇課"})")), ElementsAre("E draft"));
    EXPECT_THAT(rule("draft", notice(R"("qr": {"url": "https://www.example.jp/x"})")),
                ElementsAre("E draft"));
    EXPECT_THAT(rule("draft", notice(R"("lead": "時刻は要確認", "sample": true)")), IsEmpty());
    EXPECT_THAT(
        rule("draft",
             notice(R"("lead": "確認が要る○印の方", "qr": {"url": "https://www.city.minato.tokyo.jp/"})")),
        IsEmpty());
}

TEST(PersonsRule, NumbersOfPersons) {
    for (const char* bad :
         {"090-1234-5678", "08012345678", "０７０－１２３４－５６７８", "060 1234 5678", "090(1234)5678"}) {
        EXPECT_THAT(rule("persons", notice(std::string(R"("contact": {"tel": ")") + bad + "\"}")),
                    ElementsAre("E persons"))
            << bad;
    }
    for (const char* bad : {"1234 5678 9012", "123456789012", "１２３４－５６７８－９０１２"}) {
        EXPECT_THAT(rule("persons", notice(std::string(R"("lead": ")") + bad + "\"")),
                    ElementsAre("E persons"))
            << bad;
    }
    for (const char* good : {"03-3578-2111", "０３－３５７８－２１１１", "0120-123-456", "050-1234-5678",
                             "1,019件 2024-11-19", "令和６年11月19日", "09012345678901"}) {
        EXPECT_THAT(rule("persons", notice(std::string(R"("lead": ")") + good + "\"")), IsEmpty()) << good;
    }
}

TEST(PersonsRule, DatesOfBirth) {
    for (const char* bad : {"山田花子　昭和30年４月１日生", "1955年４月１日生まれ",
                            "生年月日：昭和30年４月１日", "1955年生まれ"})
        EXPECT_THAT(rule("persons", notice(std::string(R"("lead": ")") + bad + "\"")),
                    ElementsAre("W persons"))
            << bad;
    for (const char* good : {"昭和30年４月１日生まれの方", "昭和30年４月１日以前に生まれた方", "毎日生活する",
                             "３月22日生活相談"})
        EXPECT_THAT(rule("persons", notice(std::string(R"("lead": ")") + good + "\"")), IsEmpty()) << good;
}

TEST(PersonsRule, AddressesOfPersons) {
    for (const char* bad : {"hanako@gmail.com", "申込みは hanako.yamada@city.minato.tokyo.jp へ"})
        EXPECT_THAT(rule("persons", notice(std::string(R"("lead": ")") + bad + "\"")),
                    ElementsAre("W persons"))
            << bad;
    for (const char* good :
         {"soudan@city.minato.tokyo.jp", "zaitaku-soudan@city.minato.tokyo.jp", "＠港区", "@minato"})
        EXPECT_THAT(rule("persons", notice(std::string(R"("lead": ")") + good + "\"")), IsEmpty()) << good;
}

TEST(EndedSlides, OnlyWhatIsWrongIsStillSaid) {
    const auto all = [](const char* until) {
        return brief(judge(playlistOf(notice(
            std::string(R"("lead": "第1回 ○○ ５箇所", "picture": "media/x.svg", "show": {"until": ")") +
            until + "\"}"))));
    };
    EXPECT_THAT(all("2025-02-10"),
                testing::UnorderedElementsAre("E draft", "E empty", "W digits", "W persons", "W wording"));
    EXPECT_THAT(all("2025-02-09"), testing::UnorderedElementsAre("E draft", "E empty", "W persons"));
}

TEST(PersonsRule, PicturesNameTheirRights) {
    EXPECT_THAT(rule("persons", notice(R"("picture": "media/x.svg")")), ElementsAre("W persons"));
    EXPECT_THAT(rule("persons", notice(R"("picture": "media/x.svg", "rights": "区の職員が撮影")")),
                IsEmpty());
}

std::string eventSlide(const char* fields, const char* more) {
    return std::string(
               R"("layout": "event", "title": "題", "event": {"starts": "2025-02-28T19:15", "ends": "2025-02-28T20:30")") +
           fields + "}" + more;
}

TEST(EventRule, NamesPlaceContactAndFee) {
    const char* whole = R"(, "place": "麻布区民協働スペース", "fee": "無料")";
    const char* contact = R"(, "contact": {"tel": "03-3578-2111"})";
    EXPECT_THAT(rule("event", eventSlide(whole, contact)), IsEmpty());
    EXPECT_THAT(rule("event", eventSlide(whole, "")), ElementsAre("E event"));
    EXPECT_THAT(rule("event", eventSlide("", "")), ElementsAre("E event", "E event", "E event"));
    EXPECT_THAT(rule("event", eventSlide(R"(, "place": "x")", contact)), ElementsAre("E event"));
    EXPECT_THAT(rule("event", eventSlide(whole, R"(, "contact": {"hours": "平日"})")), ElementsAre("E event"))
        << "hours alone reach nobody";
}

TEST(EventRule, UnsettledCountsAsGivenAndWarns) {
    const auto found =
        judge(playlistOf(eventSlide(R"(, "place": "x", "fee": "要確認", "time_note": "時刻は要確認")",
                                    R"(, "sample": true, "contact": {"tel": "要確認"})")));
    EXPECT_THAT(brief(found, "event"), ElementsAre("W event"));
    EXPECT_THAT(told(found, "event"),
                Contains(HasSubstr("W 催し: 日時、費用、問い合わせ先が要確認のままです")));
}

TEST(ContactRule, ACodeAloneIsNoContact) {
    const char* code = R"("qr": {"url": "https://www.city.minato.tokyo.jp/"})";
    EXPECT_THAT(rule("contact", notice(code)), ElementsAre("W contact"));
    EXPECT_THAT(rule("contact", notice(code) + R"(, "contact": {"name": "x"})"), ElementsAre("W contact"));
    EXPECT_THAT(rule("contact", notice(code) + R"(, "contact": {"tel": "03-3578-2111"})"), IsEmpty());
    EXPECT_THAT(rule("contact", notice(code) + R"(, "contact": {"place": "１階の窓口"})"), IsEmpty());
    EXPECT_THAT(rule("contact", notice(R"("lead": "x")")), IsEmpty());
}

constexpr const char* screens =
    R"("screens": [{"id": "screen-01", "tags": {"kind": "branch-office", "audience": ["public", "professional"]}}, {"id": "screen-02", "tags": {"kind": "plaza"}}])";

std::vector<std::string> targets(const char* fields) {
    return told(judge(playlistOf(notice(std::string(R"("screens": {)") + fields + "}"), screens)), "targets");
}

TEST(TargetsRule, EverySelectorMatchesAScreen) {
    EXPECT_THAT(
        targets(R"("include": ["tag:audience=professional", "id:screen-02"], "exclude": ["tag:kind=plaza"])"),
        IsEmpty());
    EXPECT_THAT(targets(R"("include": ["tag:kind=brunch-office"])"),
                ElementsAre("p.json:1: 1枚目「題」(a) E 対象 screens.include[0]: tag:kind=brunch-office "
                            "に当てはまる画面がありません（tag:kind=branch-office のことではありませんか）"));
    EXPECT_THAT(targets(R"("include": ["id:screen-01", "id:screen-09"], "exclude": ["tag:sort=plaza"])"),
                testing::SizeIs(2));
}

TEST(TargetsRule, SomethingRemainsAfterExclude) {
    EXPECT_THAT(targets(R"("include": ["tag:kind=plaza"], "exclude": ["id:screen-02"])"),
                ElementsAre(HasSubstr("どの画面にも出ません")));
    EXPECT_THAT(targets(R"("exclude": ["id:screen-02"])"), IsEmpty());
}

TEST(Line, InEnglishToo) {
    const auto found = judge(playlistOf(notice(R"("lead": "時刻は要確認")")));
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(line(found.front(), "p.json", Language::english),
              "p.json:1: slide 1 \"題\" (a) E draft: the draft still says 要確認 [要確認] (write what is "
              "true, or mark it \"sample\": true)");
    EXPECT_TRUE(hasErrors(found));
    EXPECT_FALSE(hasErrors(judge(playlistOf(notice(R"("picture": "x.svg")")))));
    EXPECT_EQ(ruleTitle("cycle").ja, "一巡");
}

TEST(ThemeRule, AThemeThatThereIsNot) {
    const auto themes = [](const char* name) {
        return told(judge(playlistOf(notice(R"("fallback": true)"), format(R"("theme": "{}")", name))),
                    "theme");
    };
    EXPECT_THAT(themes("contrast"), IsEmpty());
    EXPECT_THAT(
        themes("minatoo"),
        ElementsAre(HasSubstr("E 配色 theme: 「minatoo」という配色はありません（minato、contrast のどれか")));
}

}  // namespace
}  // namespace signage::lint
