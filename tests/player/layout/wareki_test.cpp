// The ward's dates and numbers.
#include "player/layout/wareki.h"

#include <limits>

#include <gtest/gtest.h>

namespace signage {
namespace {

LocalDate date(const char* text) {
    return *parseDate(text);
}
LocalTime time(const char* text) {
    return *parseLocalTime(text);
}

TEST(Wareki, OneDigitIsFullWidthMoreAreHalfWidth) {
    EXPECT_EQ(wardDate(date("2024-11-19"), Digits::ward), "令和６年11月19日（火）");
    EXPECT_EQ(wardDate(date("2024-09-06"), Digits::ward), "令和６年９月６日（金）");
    EXPECT_EQ(wardDate(date("2028-02-29"), Digits::ward), "令和10年２月29日（火）");
    EXPECT_EQ(wardDate(date("2024-09-06"), Digits::half), "令和6年9月6日（金）");
    EXPECT_EQ(sentenceNumber(0, Digits::ward), "０");
    EXPECT_EQ(sentenceNumber(9, Digits::ward), "９");
    EXPECT_EQ(sentenceNumber(10, Digits::ward), "10");
    EXPECT_EQ(sentenceNumber(-3, Digits::ward), "−３");
    EXPECT_EQ(sentenceNumber(std::numeric_limits<long long>::min(), Digits::half),
              "−9,223,372,036,854,775,808");
}

TEST(Wareki, ErasBeginOnTheirDays) {
    EXPECT_EQ(eraYear(date("2019-05-01"), Digits::ward), "令和元年");
    EXPECT_EQ(eraYear(date("2019-04-30"), Digits::ward), "平成31年");
    EXPECT_EQ(eraYear(date("1989-01-08"), Digits::ward), "平成元年");
    EXPECT_EQ(eraYear(date("1989-01-07"), Digits::ward), "昭和64年");
    EXPECT_EQ(eraYear(date("1926-12-25"), Digits::ward), "昭和元年");
    EXPECT_EQ(eraYear(date("1926-12-24"), Digits::ward), "大正15年");
    EXPECT_EQ(eraYear(date("1912-07-30"), Digits::ward), "大正元年");
    EXPECT_EQ(eraYear(date("1912-07-29"), Digits::ward), "明治45年");
    EXPECT_EQ(eraYear(date("1872-12-31"), Digits::ward), "1872年");
}

TEST(Wareki, TimesNameMinutesOnlyWhereThereAreAny) {
    EXPECT_EQ(wardTimeRange(time("2024-11-19T14:00"), time("2024-11-19T16:00"), Digits::ward), "14時～16時");
    EXPECT_EQ(wardTimeRange(time("2024-07-12T19:15"), time("2024-07-12T20:30"), Digits::ward),
              "19時15分～20時30分");
    EXPECT_EQ(wardTime(time("2025-02-10T09:05"), Digits::ward), "９時５分");
    EXPECT_EQ(wardTime(time("2025-02-10T00:00"), Digits::ward), "０時");
    EXPECT_EQ(wardTimeRange(time("2024-11-19T22:00"), time("2024-11-20T06:00"), Digits::ward),
              "22時～11月20日（水）６時");
    EXPECT_EQ(wardTimeRange(time("2024-11-19T22:00"), time("2024-11-20T00:00"), Digits::ward), "22時～24時");
}

TEST(Wareki, RangesLeaveOutWhatRepeats) {
    EXPECT_EQ(wardDateRange(date("2024-11-08"), date("2024-11-10"), Digits::ward),
              "令和６年11月８日（金）～10日（日）");
    EXPECT_EQ(wardDateRange(date("2024-11-30"), date("2024-12-01"), Digits::ward),
              "令和６年11月30日（土）～12月１日（日）");
    EXPECT_EQ(wardDateRange(date("2024-12-31"), date("2025-01-01"), Digits::ward),
              "令和６年12月31日（火）～令和７年１月１日（水）");
    EXPECT_EQ(wardDateRange(date("2024-11-08"), date("2024-11-08"), Digits::ward), "令和６年11月８日（金）");
}

TEST(Wareki, FiguresLineUpAndAreGrouped) {
    EXPECT_EQ(figureNumber(1019), "1,019");
    EXPECT_EQ(figureNumber(5), "5");
    EXPECT_EQ(figureNumber(57.5), "57.5");
    EXPECT_EQ(figureNumber(0.25), "0.25");
    EXPECT_EQ(figureNumber(-1234567), "−1,234,567");
    EXPECT_EQ(figureNumber(-0.001), "0");
    EXPECT_EQ(figureNumber(std::numeric_limits<double>::quiet_NaN()), "－");
}

TEST(Wareki, DaysLeftCountsCalendarDays) {
    EXPECT_EQ(daysLeft(date("2024-11-19"), date("2024-11-19"), Digits::ward), "本日");
    EXPECT_EQ(daysLeft(date("2024-11-18"), date("2024-11-19"), Digits::ward), "明日");
    EXPECT_EQ(daysLeft(date("2024-11-10"), date("2024-11-19"), Digits::ward), "あと９日");
    EXPECT_EQ(daysLeft(date("2024-12-31"), date("2025-01-19"), Digits::ward), "あと19日");
    EXPECT_EQ(daysLeft(date("2024-11-20"), date("2024-11-19"), Digits::ward), "");
}

}  // namespace
}  // namespace signage
