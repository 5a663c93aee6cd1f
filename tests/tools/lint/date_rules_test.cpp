// Dates: what breaks each rule and what barely keeps it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tools/lint/judged.h"
#include "tools/lint/text_scan.h"

namespace signage::lint {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> dates(const std::string& slide, std::string_view time = "2025-02-10T09:00") {
    return brief(judge(playlistOf(slide), time), "dates");
}

// Only what is wrong with the dates themselves, not that nothing ends the slide.
std::vector<std::string> datesThemselves(const std::string& slide) {
    std::vector<Finding> found = judge(playlistOf(slide));
    found.erase(std::remove_if(found.begin(), found.end(),
                               [](const Finding& one) { return one.field == "show.until"; }),
                found.end());
    return brief(found, "dates");
}

std::string lead(const std::string& text, const std::string& more = "") {
    return R"("layout": "notice", "title": "題", "lead": ")" + text + "\"" + more;
}

TEST(DatesRule, WeekdaysAgreeWithTheCalendar) {
    for (const char* right :
         {"令和６年11月19日（火）", "2024年11月19日(火)", "令和６年11月８日（金）～10日（日）",
          "平成31年4月30日（火曜日）", "令和元年５月１日（水・祝）",
          "令和６年12月30日（月）、令和７年１月６日（月）"}) {
        EXPECT_THAT(datesThemselves(lead(right)), IsEmpty()) << right;
    }
    for (const char* wrong :
         {"令和６年11月19日（水）", "2024年11月19日(月)", "令和６年11月８日（金）～10日（月）",
          "令和元年５月１日（木・祝）", "令和６年２月30日（金）", "令和６年13月１日（金）"}) {
        EXPECT_THAT(datesThemselves(lead(wrong)), ElementsAre("E dates")) << wrong;
    }
    EXPECT_THAT(
        told(judge(playlistOf(lead("令和６年11月19日（水）", R"(, "show": {"until": "2025-12-01"})"))),
             "dates"),
        ElementsAre("p.json:1: 1枚目「題」(a) E 日付: 「11月19日（水）」の曜日が違います "
                    "[11月19日（水）]（2024-11-19は（火）です）"));
}

TEST(DatesRule, WithoutAYearTheSlidesOwnDatesDecide) {
    const std::string window = R"(, "show": {"from": "2024-10-08", "until": "2024-11-10"})";
    EXPECT_THAT(dates(lead("11月８日（金）", window)), IsEmpty());
    EXPECT_THAT(dates(lead("11月８日（土）", window)), ElementsAre("E dates")) << "a Saturday only in 2025";
    EXPECT_THAT(dates(lead("11/8（金）", window)), IsEmpty());
    EXPECT_THAT(dates(lead("１１／８（土）", window)), ElementsAre("E dates"));
    EXPECT_THAT(datesThemselves(lead("11月８日（土）")), IsEmpty()) << "this year, the last or the next";
    EXPECT_THAT(datesThemselves(lead("11月８日（水）")), ElementsAre("E dates"));
}

TEST(DatesRule, WhatIsNoDateIsLeftAlone) {
    for (const char* text : {"10日（以内）", "令和６年度（火）", "３日（日・祝を除く）", "月曜日（火）",
                             "1/2（水）を加える 3", "（日）", "99999999999999999999日（月）"}) {
        EXPECT_THAT(datesWithWeekdays(text), testing::SizeIs(testing::Le(1U))) << text;
    }
    EXPECT_THAT(datesWithWeekdays("10日（以内）"), IsEmpty());
    EXPECT_THAT(datesWithWeekdays("３日（日・祝を除く）"), IsEmpty()) << "no month, no date";
}

std::string event(const char* starts, const char* ends, const char* more = "") {
    std::string text =
        std::string(R"("layout": "event", "title": "題", "event": {"starts": ")") + starts + "\"";
    if (ends != nullptr) text += std::string(R"(, "ends": ")") + ends + "\"";
    return text + "}" + more;
}

TEST(DatesRule, EventsEndAfterTheyStart) {
    EXPECT_THAT(dates(event("2025-02-28T19:15", "2025-02-28T20:30")), IsEmpty());
    EXPECT_THAT(dates(event("2025-02-28T19:15", "2025-02-28T19:15")), ElementsAre("E dates"));
    EXPECT_THAT(dates(event("2025-02-28T19:15", "2025-02-28T19:16")), IsEmpty());
    EXPECT_THAT(dates(event("2025-02-28", "2025-02-27")), ElementsAre("E dates"));
    EXPECT_THAT(dates(event("2025-02-28", "2025-02-28")), IsEmpty());
    EXPECT_THAT(dates(event("2025-02-28", nullptr)), IsEmpty());
}

TEST(DatesRule, AnEventIsNotShownAfterItsLastDay) {
    EXPECT_THAT(dates(event("2025-02-28T19:15", "2025-02-28T20:30", R"(, "show": {"until": "2025-02-28"})")),
                IsEmpty());
    EXPECT_THAT(dates(event("2025-02-28T19:15", "2025-02-28T20:30", R"(, "show": {"until": "2025-03-01"})")),
                ElementsAre("E dates"));
    EXPECT_THAT(dates(event("2025-02-28", nullptr, R"(, "show": {"until": "2025-02-28"})")), IsEmpty());
    EXPECT_THAT(dates(event("2025-02-28", nullptr, R"(, "show": {"until": "2025-03-01T00:01"})")),
                ElementsAre("E dates"));
}

TEST(DatesRule, WhatHasPassedIsWarnedOf) {
    const std::string over = event("2025-02-28T19:15", "2025-02-28T20:30");
    EXPECT_THAT(dates(over, "2025-02-28T20:29"), IsEmpty());
    EXPECT_THAT(dates(over, "2025-02-28T20:30"), ElementsAre("W dates"));
    const std::string old = lead("x", R"(, "as_of": "2024-02-10")");
    EXPECT_THAT(dates(old, "2025-02-10T23:00"), IsEmpty());
    EXPECT_THAT(dates(old, "2025-02-11T00:00"), ElementsAre("W dates"));
    EXPECT_THAT(dates(lead("x", R"(, "as_of": "2023-03-01")"), "2024-02-29T00:00"), IsEmpty());
}

TEST(DatesRule, ATakeoverEndsWithinADay) {
    const auto takeover = [](const char* show) {
        return lead("x", std::string(R"(, "takeover": true, "show": {)") + show + "}");
    };
    EXPECT_THAT(dates(takeover(R"("until": "2025-02-11T09:00")")), IsEmpty());
    EXPECT_THAT(dates(takeover(R"("until": "2025-02-11T09:01")")), ElementsAre("E dates"));
    EXPECT_THAT(dates(takeover(R"("from": "2025-03-01T09:00", "until": "2025-03-02T09:00")")), IsEmpty());
}

std::string until(const char* day) {
    return std::string(R"(, "show": {"until": ")") + day + "\"}";
}

TEST(DatesRule, ADayThatIsNamedNeedsAnEnd) {
    EXPECT_THAT(dates(lead("令和７年11月19日に行います")), ElementsAre("E dates"));
    EXPECT_THAT(dates(lead("令和７年11月19日に行います", until("2025-11-19"))), IsEmpty());
    EXPECT_THAT(dates(lead("４月１日から")), ElementsAre("E dates")) << "of which year?";
    EXPECT_THAT(dates(lead("令和７年４月から、毎月10日、３日間、１月から２日間")), IsEmpty())
        << "no day of a month";
    EXPECT_THAT(dates(event("2025-02-28T19:15", "2025-02-28T20:30", R"(, "note": "２月20日までに")")),
                IsEmpty());
    EXPECT_THAT(told(judge(playlistOf(lead("11月19日に行います"))), "dates"),
                ElementsAre(HasSubstr("日付「11月19日」がありますが、掲出の終わりが決まっていません")));
}

TEST(DatesRule, HistoryNeedsNoEnd) {
    EXPECT_THAT(dates(lead("平成29年３月22日に協定を結びました")), IsEmpty());
    EXPECT_THAT(dates(lead("令和６年２月10日の協定")), IsEmpty()) << "a year ago";
    EXPECT_THAT(dates(lead("令和６年２月11日の協定")), ElementsAre("E dates"));
    const std::string from = R"(, "show": {"from": "2025-01-10"})";
    EXPECT_THAT(dates(lead("令和７年１月９日の協定", from)), IsEmpty());
    EXPECT_THAT(dates(lead("令和７年１月10日の協定", from)), ElementsAre("E dates"));
}

TEST(DatesRule, WhatHasBecomeTrueOrComesEveryYearNeedsNoEnd) {
    for (const char* good : {"令和６年12月31日現在", "令和６年12月31日（火）時点",
                             "令和７年２月１日から受け付けています", "令和６年12月１日に開きました",
                             "毎年９月１日", "12月29日～１月３日は休み", "年末年始（12月29日から）"}) {
        EXPECT_THAT(dates(lead(good)), IsEmpty()) << good;
    }
    for (const char* bad :
         {"令和７年２月11日現在", "令和７年２月11日から受け付けます", "令和６年12月１日に開きます",
          "９月１日", "12月29日は休み", "12月29日～１月６日は休み"}) {
        EXPECT_THAT(dates(lead(bad)), ElementsAre("E dates")) << bad;
    }
    EXPECT_THAT(dates(lead("x", R"(, "contact": {"tel": "03-3578-2111", "hours": "平日、１月４日を除く"})")),
                IsEmpty());
}

TEST(DatesRule, SomethingIsOfThisFiscalYear) {
    EXPECT_THAT(dates(lead("令和５年度の件数")), ElementsAre("W dates"));
    EXPECT_THAT(dates(lead("令和６年度の件数"), "2025-03-31T23:59"), IsEmpty());
    EXPECT_THAT(dates(lead("令和６年度の件数"), "2025-04-01T00:00"), ElementsAre("W dates"));
    EXPECT_THAT(dates(lead("令和５年度は166件、令和６年４～12月は118件")), IsEmpty());
    EXPECT_THAT(dates(lead("令和５年度の件数", R"(, "as_of": "2024-04-01")")), IsEmpty());
    EXPECT_THAT(dates(lead("令和５年度の件数", R"(, "as_of": "2024-03-31")")), ElementsAre("W dates"));
    EXPECT_THAT(dates(lead("令和５年度の件数", until("2024-12-31"))), IsEmpty()) << "no longer shown";
    EXPECT_THAT(dates(lead("2023年度の件数")), ElementsAre("W dates"));
}

}  // namespace
}  // namespace signage::lint
