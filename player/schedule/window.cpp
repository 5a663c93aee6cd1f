// The rules of days and hours, each said once.
#include "player/schedule/window.h"

#include <algorithm>

namespace signage {
namespace {

using std::chrono::minutes;

// Orders days of the year, whatever the year.
unsigned monthAndDay(LocalDate date) {
    return static_cast<unsigned>(date.month()) * 100 + static_cast<unsigned>(date.day());
}

bool dayAllows(const ShowWindow& window, LocalDate day, const Holidays& holidays) {
    return (!window.days || holdsDay(*window.days, day, holidays)) && !holdsAny(window.notOn, day, holidays);
}

}  // namespace

Moment momentAt(const Zone& zone, Instant time) {
    LocalDate day = dateOf(zone.toLocal(time));
    while (zone.startOf(day) > time) day = addDays(day, -1);
    while (zone.startOf(addDays(day, 1)) <= time) day = addDays(day, 1);
    return {time, day};
}

DateSpan listingSpanOf(const Slide& slide, const Zone& zone) {
    DateSpan span;
    if (slide.show.from) span.from = zone.toInstant(*slide.show.from);
    span.until = zone.toInstant(slide.event->ends);
    return span;
}

DateSpan dateSpanOf(const Slide& slide, const Zone& zone) {
    DateSpan span;
    if (slide.show.from) span.from = zone.toInstant(*slide.show.from);
    if (slide.show.until) span.until = zone.toInstant(*slide.show.until);
    if (slide.event) span.until = std::min(span.until, zone.toInstant(slide.event->ends));
    return span;
}

bool holdsDay(const DaySet& set, LocalDate day, const Holidays& holidays) {
    return set.weekday[weekdayOf(day).c_encoding()] || (set.holiday && holidays.isHoliday(day));
}

bool holdsDay(const DayRange& range, LocalDate day, const Holidays& holidays) {
    if (range.holiday) return holidays.isHoliday(day);
    if (!range.everyYear) return range.from <= day && day <= range.to;
    const unsigned at = monthAndDay(day);
    const unsigned from = monthAndDay(range.from);
    const unsigned to = monthAndDay(range.to);
    return from <= to ? from <= at && at <= to : from <= at || at <= to;
}

bool holdsAny(const std::vector<DayRange>& ranges, LocalDate day, const Holidays& holidays) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](const DayRange& range) { return holdsDay(range, day, holidays); });
}

bool holdsTime(const HourRange& hours, LocalDate starts, Instant time, const Zone& zone) {
    const bool passesMidnight = hours.to <= hours.from;
    const LocalTime opens = midnight(starts) + minutes{hours.from};
    const LocalTime closes = midnight(passesMidnight ? addDays(starts, 1) : starts) + minutes{hours.to};
    return zone.toInstant(opens) <= time && time < zone.toInstant(closes);
}

bool weeklyAllows(const ShowWindow& window, const Moment& moment, const Zone& zone,
                  const Holidays& holidays) {
    if (window.hours.empty()) return dayAllows(window, moment.day, holidays);
    for (const LocalDate starts : {moment.day, addDays(moment.day, -1)}) {
        if (!dayAllows(window, starts, holidays)) continue;
        for (const HourRange& hours : window.hours) {
            if (holdsTime(hours, starts, moment.time, zone)) return true;
        }
    }
    return false;
}

}  // namespace signage
