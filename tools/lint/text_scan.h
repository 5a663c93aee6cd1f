// Finding dates and numbers in text as the ward writes it, digits full-width or half-width.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/civil_time.h"

namespace signage::lint {

// A date that is followed by its day of the week: 令和６年11月19日（火）, 11月８日（金）～10日（日）,
// 11/19（火）.
struct DatedWeekday {
    std::optional<int> year;  // of the calendar; none: the text does not say
    int month = 0;
    int day = 0;
    unsigned weekday = 0;  // Sunday is 0
    std::string text;      // 11月19日（火）
};
std::vector<DatedWeekday> datesWithWeekdays(std::string_view text);

// A day of a month as it is written, with or without its year: ９月６日.
struct WrittenDate {
    std::optional<int> year;
    int month = 0;
    int day = 0;
    std::string text;    // ９月６日
    std::string behind;  // what follows it, at most 30 characters
};

// What a text says of days and years.
struct WrittenTimes {
    std::vector<DatedWeekday> weekdays;
    std::vector<WrittenDate> dates;
    std::vector<int> fiscalYears;  // 令和６年度: 2024
    std::vector<int> years;        // 令和６年, 2024年: 2024; those of the dates too
};
WrittenTimes timesIn(std::string_view text);

// Runs of digits, written together or joined by single hyphens, spaces or brackets, as half-width digits.
struct DigitRun {
    std::string digits;
    std::vector<std::size_t> groups;  // how many digits stand together
};
std::vector<DigitRun> digitRuns(std::string_view text);

// A number as it stands in a sentence, with what is joined to it: 1,019, 57.5, 14:00, 11/8, A4.
struct NumberText {
    std::string text;
    int wide = 0;         // digits that are full-width
    int narrow = 0;       // and half-width
    bool joined = false;  // several numbers: by a point, colon, slash or hyphen
    bool named = false;   // a Latin letter stands next to it: part of a name or an address
};
std::vector<NumberText> numbersIn(std::string_view text);

// The first counted place that is not written with か所: 3箇所, １０ヶ所. Empty when there is none.
std::string countedPlacesIn(std::string_view text);

// A mobile telephone number: 090-1234-5678, ０８０ １２３４ ５６７８.
bool isMobileNumber(const DigitRun& run);
// Twelve digits, as the number that Japan gives to every person has them: 1234 5678 9012.
bool isPersonNumber(const DigitRun& run);

}  // namespace signage::lint
