// Dates, times and numbers the way the ward writes them: 令和６年11月19日（火）, 14時～16時, 1,019. Pure.
#pragma once

#include <string>

#include "player/base/civil_time.h"

namespace signage {

// How a number inside a sentence is written.
enum class Digits {
    ward,  // one digit full-width, two or more half-width: ９件, 118件
    half   // always half-width
};

// A whole number in a sentence: ９, 118, 1,019. Negative numbers carry −.
std::string sentenceNumber(long long value, Digits digits);
// A number in a table, a chart or a figure: always half-width so that columns line up, thousands separated,
// at most two decimals and none that are zero: 1,019, 57.5.
std::string figureNumber(double value);

// 令和６年, 令和元年, 平成31年 up to 2019-04-30; before Meiji's calendar reform (1873) 1872年.
std::string eraYear(LocalDate date, Digits digits);
std::string weekdayName(LocalDate date);                            // 火
std::string wardMonthDay(LocalDate date, Digits digits);            // 11月19日
std::string wardMonthDayWeekday(LocalDate date, Digits digits);     // 11月19日（火）
std::string wardDate(LocalDate date, Digits digits);                // 令和６年11月19日（火）
std::string wardDateWithoutWeekday(LocalDate date, Digits digits);  // 令和６年11月19日
std::string wardTime(LocalTime time, Digits digits);                // 14時, 19時15分
// 14時～16時; an end on another day is named with its date: 22時～11月20日（水）６時.
std::string wardTimeRange(LocalTime from, LocalTime to, Digits digits);
// Both days inclusive; the year and month that repeat are left out: 令和６年11月８日（金）～10日（日）.
std::string wardDateRange(LocalDate from, LocalDate to, Digits digits);

// 本日, 明日, あと９日; empty when the day has passed.
std::string daysLeft(LocalDate today, LocalDate day, Digits digits);

}  // namespace signage
