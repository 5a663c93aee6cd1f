// Time on screen, cycles, empty screens: what breaks each rule and what barely keeps it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "player/base/format.h"
#include "tests/tools/lint/judged.h"

namespace signage::lint {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string timesOver(std::string_view text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

std::vector<std::string> timeOf(int characters, const char* seconds, const char* more = "") {
    const std::string slide = R"("layout": "notice", "title": ")" + timesOver("国", characters) +
                              R"(", "seconds": )" + seconds + more;
    return brief(judge(playlistOf(slide)), "time");
}

TEST(TimeRule, TooShortToReadIsAnError) {
    EXPECT_THAT(timeOf(67, "9.9"), ElementsAre("E time"));
    EXPECT_THAT(timeOf(67, "10"), ElementsAre("W time"));
    EXPECT_THAT(timeOf(40, "11.9"), ElementsAre("W time"));
    EXPECT_THAT(timeOf(40, "12"), IsEmpty());
    EXPECT_THAT(timeOf(232, "\"auto\""), IsEmpty());
    EXPECT_THAT(timeOf(234, "\"auto\""), ElementsAre("W time")) << "auto gives at most a minute";
}

TEST(TimeRule, EveryVersionNeedsItsTime) {
    const char* english =
        R"(, "translations": [{"language": "en", "title": "0123456789012345678901234567890123456789"}])";
    // 40 and 20 characters, 12 and 7 s to read: they share the time in that proportion.
    EXPECT_THAT(timeOf(40, "19", english), IsEmpty());
    EXPECT_THAT(timeOf(40, "18.9", english), ElementsAre("W time", "W time"));
    EXPECT_THAT(timeOf(40, "12", english), ElementsAre("W time", "W time"));
    EXPECT_THAT(timeOf(40, "\"auto\"", english), IsEmpty());
}

TEST(TimeRule, ACodeNeedsTimeToBeScanned) {
    const char* code = R"(, "qr": {"url": "https://www.city.minato.tokyo.jp/"})";
    EXPECT_THAT(timeOf(4, "14.9", code), ElementsAre("E time"));
    EXPECT_THAT(timeOf(4, "15", code), IsEmpty());
}

TEST(TimeRule, SaysWhatWasMeasuredAndWhatIsNeeded) {
    const auto lines =
        told(judge(playlistOf(
                 R"("layout": "notice", "title": "四文字題", "lead": "0123456789012345", "seconds": 4)")),
             "time");
    EXPECT_THAT(lines, ElementsAre("p.json:1: 1枚目「四文字題」(a) W 表示時間: 12字を読むには短すぎます [4.0 "
                                   "s, >= 5.0 s]（seconds を長くするか、文を短くしてください）"));
}

// `count` slides of 60 s, eligible from a later day.
std::string longCycle(int count, const char* last = "60") {
    std::string slides;
    for (int i = 0; i < count; ++i) {
        if (i > 0) slides += ",";
        slides += format(
            R"({{"id": "s{}", "layout": "notice", "title": "題", "seconds": {}, "show": {{"from": "2025-03-01"}}}})",
            i, i + 1 == count ? last : "60");
    }
    return R"({"format": "signage-playlist/1", "slides": [)" + slides + "]}";
}

TEST(CycleRule, ALongCycleIsFoundOnTheDayThatItBegins) {
    EXPECT_THAT(brief(judge(longCycle(4)), "cycle"), IsEmpty());
    EXPECT_THAT(brief(judge(longCycle(5, "3")), "cycle"), ElementsAre("W cycle"));
    EXPECT_THAT(brief(judge(longCycle(15)), "cycle"), ElementsAre("W cycle"));
    EXPECT_THAT(brief(judge(longCycle(16, "3")), "cycle"), ElementsAre("E cycle"));
    EXPECT_THAT(
        told(judge(longCycle(5)), "cycle"),
        ElementsAre(HasSubstr("W 一巡: 2025-03-01 00:00 から一巡が長くなります [300.0 s, <= 240.0 s]")));
    EXPECT_THAT(brief(judge(longCycle(5), "2024-11-01T00:00"), "cycle"), IsEmpty())
        << "further ahead than is judged";
}

TEST(AmountRule, ASlideOf120Characters) {
    const auto slide = [](int characters) {
        std::string lead;
        for (int i = 1; i < characters; ++i) lead += "国";
        return brief(judge(playlistOf(R"("layout": "notice", "title": "題", "lead": ")" + lead + "\"")),
                     "amount");
    };
    EXPECT_THAT(slide(120), IsEmpty());
    EXPECT_THAT(slide(121), ElementsAre("W amount"));
    EXPECT_THAT(brief(judge(playlistOf(R"("layout": "upcoming", "title": "題")")), "amount"), IsEmpty());
}

TEST(CycleRule, TimesPerCycleCount) {
    const auto twice = [](const char* times) {
        return judge(playlistOf(
            std::string(R"("layout": "notice", "title": "題", "seconds": 60, "times_per_cycle": )") + times));
    };
    EXPECT_THAT(brief(twice("4"), "cycle"), IsEmpty());
    EXPECT_THAT(brief(twice("5"), "cycle"), ElementsAre("W cycle"));
}

constexpr const char* untilMarch = R"("layout": "notice", "title": "題", "show": {"until": "2025-03-10"})";

TEST(EmptyRule, AScreenThatRunsOutIsAnError) {
    EXPECT_THAT(told(judge(playlistOf(untilMarch)), "empty"),
                ElementsAre("p.json: E 空白: 2025-03-11 00:00 から見せるものがありません [2025-03-11 "
                            "00:00]（いつでも出せるスライドに \"fallback\": true を付けてください）"));
    EXPECT_THAT(brief(judge(playlistOf(untilMarch), "2024-12-11T00:00"), "empty"), IsEmpty())
        << "90 days ahead, no further";
    EXPECT_THAT(brief(judge(playlistOf(untilMarch), "2024-12-11T00:01"), "empty"), ElementsAre("E empty"));
    EXPECT_THAT(brief(judge(playlistOf(R"("layout": "notice", "title": "題")")), "empty"), IsEmpty());
}

TEST(EmptyRule, OnlyOpenHoursCount) {
    const char* daytime =
        R"("layout": "notice", "title": "題", "show": {"days": ["mon", "tue", "wed", "thu", "fri"], "hours": ["08:30-17:15"]})";
    const auto open = [&](const char* hours) {
        return brief(judge(playlistOf(
                         daytime, std::string(R"("screens": [{"id": "s", "open": [")") + hours + "\"]}]")),
                     "empty");
    };
    EXPECT_THAT(open("mon-fri 08:30-17:15"), IsEmpty());
    EXPECT_THAT(open("mon-fri 08:30-17:16"), ElementsAre("E empty"));
    EXPECT_THAT(open("mon-fri 08:29-17:15"), ElementsAre("E empty"));
    EXPECT_THAT(open("mon-sat 08:30-17:15"), ElementsAre("E empty"));
}

TEST(EmptyRule, AFallbackFillsTheGap) {
    const std::string both =
        R"({"format": "signage-playlist/1", "slides": [{"id": "a", )" + std::string(untilMarch) +
        R"(}, {"id": "b", "layout": "notice", "title": "題", "fallback": true, "show": {"days": ["sun"]}}]})";
    EXPECT_THAT(brief(judge(both), "empty"), IsEmpty());
}

TEST(EmptyRule, ScreensThatSeeTheSameAreToldTogether) {
    const auto lines = told(
        judge(playlistOf(
            untilMarch,
            R"("screens": [{"id": "x", "name": "甲"}, {"id": "y"}, {"id": "z"}, {"id": "closed", "open": ["mon 09:00-10:00"]}])")),
        "empty");
    EXPECT_THAT(lines, ElementsAre(HasSubstr("p.json:1: 1番目の画面「甲」(x) E 空白: 2025-03-11 00:00 "
                                             "から見せるものがありません（ほか2画面）"),
                                   HasSubstr("(closed) E 空白: 2025-03-17 09:00")));
}

TEST(HolidaysRule, AMissingYearIsAWarningWhereHolidaysAreUsed) {
    const LintOptions unknown{at("2025-11-10T09:00"), Holidays({2025}, {})};
    const auto rule = [&](const char* slide, const char* more) {
        return brief(judge(playlistOf(slide, more), unknown), "holidays");
    };
    const char* plain = R"("layout": "notice", "title": "題")";
    EXPECT_THAT(rule(plain, ""), IsEmpty());
    EXPECT_THAT(rule(R"("layout": "notice", "title": "題", "show": {"days": ["holiday"]})", ""),
                ElementsAre("W holidays"));
    EXPECT_THAT(rule(R"("layout": "notice", "title": "題", "show": {"not_on": ["holiday"]})", ""),
                ElementsAre("W holidays"));
    EXPECT_THAT(rule(plain, R"("screens": [{"id": "s", "closed_on": ["holiday"]}])"),
                ElementsAre("W holidays"));
    EXPECT_THAT(rule(plain, R"("screens": [{"id": "s", "open": ["holiday 09:00-10:00"]}])"),
                ElementsAre("W holidays"));
    const LintOptions known{at("2025-09-10T09:00"), Holidays({2025}, {})};
    EXPECT_THAT(
        brief(judge(playlistOf(R"("layout": "notice", "title": "題", "show": {"days": ["holiday"]})"), known),
              "holidays"),
        IsEmpty());
}

}  // namespace
}  // namespace signage::lint
