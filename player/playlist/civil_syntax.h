// The small notations inside a playlist's strings: dates, hours, days, ranges of days, selectors. Pure;
// errors carry no place.
#pragma once

#include <string_view>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "player/playlist/playlist.h"

namespace signage {

// A date, or a date and time; `dateOnly` says which. Years 1900 to 2199, so that a slip does not pass.
struct CivilPoint {
    LocalTime time;  // the date's midnight when there is no time
    bool dateOnly = false;
};
Result<CivilPoint> parseCivilPoint(std::string_view text);
// As parseDate() of base, within the same years.
Result<LocalDate> parsePlaylistDate(std::string_view text);

// "08:30-17:15", "22:00-06:00", "00:00-24:00".
Result<HourRange> parseHours(std::string_view text);

// "mon" ... "sun", "holiday"; adds to the set.
Result<void> parseDay(std::string_view text, DaySet& into);

// "mon-fri 08:30-17:15", "sat,holiday 10:00-16:00".
Result<OpenHours> parseOpenHours(std::string_view text);

// "holiday", "12-29..01-03", "02-29", "2025-02-11", "2025-02-11..2025-02-14".
Result<DayRange> parseDayRange(std::string_view text);

// "id:screen-07", "tag:kind=branch-office".
Result<Selector> parseSelector(std::string_view text);

}  // namespace signage
