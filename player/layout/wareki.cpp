// The ward's dates and numbers.
#include "player/layout/wareki.h"

#include <array>
#include <cmath>
#include <cstdlib>

#include "player/base/format.h"
#include "player/base/utf8.h"

namespace signage {

namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

struct Era {
    LocalDate start;
    int firstYear;
    const char* name;
};

// The latest first. Meiji from 1873, when the calendar became ours.
constexpr std::array<Era, 5> eras{{{year{2019} / month{5} / day{1}, 2019, "令和"},
                                   {year{1989} / month{1} / day{8}, 1989, "平成"},
                                   {year{1926} / month{12} / day{25}, 1926, "昭和"},
                                   {year{1912} / month{7} / day{30}, 1912, "大正"},
                                   {year{1873} / month{1} / day{1}, 1868, "明治"}}};

std::string fullWidthDigit(int digit) {
    std::string text;
    appendUtf8(text, U'０' + static_cast<char32_t>(digit));
    return text;
}

std::string grouped(unsigned long long value) {
    std::string text = std::to_string(value);
    for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
    return text;
}

std::string small(unsigned value, Digits digits) {
    return sentenceNumber(value, digits);
}

std::string dayWeekday(LocalDate date, Digits digits) {
    return small(static_cast<unsigned>(date.day()), digits) + "日（" + weekdayName(date) + "）";
}

}  // namespace

std::string sentenceNumber(long long value, Digits digits) {
    const bool negative = value < 0;
    const unsigned long long size =
        negative ? 0ULL - static_cast<unsigned long long>(value) : static_cast<unsigned long long>(value);
    const bool wide = digits == Digits::ward && size < 10;
    const std::string text = wide ? fullWidthDigit(static_cast<int>(size)) : grouped(size);
    return negative ? "−" + text : text;
}

std::string figureNumber(double value) {
    if (!std::isfinite(value)) return "－";
    const double size = std::abs(value);
    if (size >= 1e15) return format("{:.3g}", value);
    const auto hundredths = static_cast<unsigned long long>(std::llround(size * 100));
    std::string text = grouped(hundredths / 100);
    const unsigned rest = static_cast<unsigned>(hundredths % 100);
    if (rest % 10 != 0) {
        text += format(".{:02}", rest);
    } else if (rest != 0) {
        text += format(".{}", rest / 10);
    }
    return value < 0 && hundredths > 0 ? "−" + text : text;
}

std::string eraYear(LocalDate date, Digits digits) {
    const int western = static_cast<int>(date.year());
    for (const Era& era : eras) {
        if (date < era.start) continue;
        const int number = western - era.firstYear + 1;
        return std::string(era.name) + (number == 1 ? "元" : sentenceNumber(number, digits)) + "年";
    }
    return std::to_string(western) + "年";
}

std::string weekdayName(LocalDate date) {
    constexpr std::array<const char*, 7> names{"日", "月", "火", "水", "木", "金", "土"};
    return names.at(weekdayOf(date).c_encoding());
}

std::string wardMonthDay(LocalDate date, Digits digits) {
    return small(static_cast<unsigned>(date.month()), digits) + "月" +
           small(static_cast<unsigned>(date.day()), digits) + "日";
}

std::string wardMonthDayWeekday(LocalDate date, Digits digits) {
    return wardMonthDay(date, digits) + "（" + weekdayName(date) + "）";
}

std::string wardDate(LocalDate date, Digits digits) {
    return eraYear(date, digits) + wardMonthDayWeekday(date, digits);
}

std::string wardDateWithoutWeekday(LocalDate date, Digits digits) {
    return eraYear(date, digits) + wardMonthDay(date, digits);
}

std::string wardTime(LocalTime time, Digits digits) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(timeOfDay(time)).count();
    std::string text = sentenceNumber(minutes / 60, digits) + "時";
    if (minutes % 60 != 0) text += sentenceNumber(minutes % 60, digits) + "分";
    return text;
}

std::string wardTimeRange(LocalTime from, LocalTime to, Digits digits) {
    const std::string start = wardTime(from, digits);
    const LocalDate last = dateOf(to);
    if (last == dateOf(from)) return start + "～" + wardTime(to, digits);
    if (to == midnight(addDays(dateOf(from), 1))) return start + "～24時";
    return start + "～" + wardMonthDayWeekday(last, digits) + wardTime(to, digits);
}

std::string wardDateRange(LocalDate from, LocalDate to, Digits digits) {
    if (from == to) return wardDate(from, digits);
    std::string end = dayWeekday(to, digits);
    if (from.year() != to.year()) {
        end = wardDate(to, digits);
    } else if (from.month() != to.month()) {
        end = wardMonthDayWeekday(to, digits);
    }
    return wardDate(from, digits) + "～" + end;
}

std::string daysLeft(LocalDate today, LocalDate day, Digits digits) {
    const auto left = (std::chrono::local_days(day) - std::chrono::local_days(today)).count();
    if (left < 0) return "";
    if (left == 0) return "本日";
    if (left == 1) return "明日";
    return "あと" + sentenceNumber(left, digits) + "日";
}

}  // namespace signage
