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

// Runs of digits, written together or joined by single hyphens, spaces or brackets, as half-width digits.
struct DigitRun {
    std::string digits;
    std::vector<std::size_t> groups;  // how many digits stand together
};
std::vector<DigitRun> digitRuns(std::string_view text);

// A mobile telephone number: 090-1234-5678, ０８０ １２３４ ５６７８.
bool isMobileNumber(const DigitRun& run);
// Twelve digits, as the number that Japan gives to every person has them: 1234 5678 9012.
bool isPersonNumber(const DigitRun& run);

}  // namespace signage::lint
