// When a slide may show: its dates as instants, and the weekly rules held against a moment. Pure values.
#pragma once

#include <vector>

#include "player/playlist/playlist.h"
#include "player/schedule/holidays.h"

namespace signage {

// A time together with the local day that it lies in. A day runs from Zone::startOf(day) to the start of the
// next, which gives every instant exactly one day also where clocks are set back across midnight.
struct Moment {
    Instant time;
    LocalDate day;
};
Moment momentAt(const Zone& zone, Instant time);

// The span of time that a slide's dates allow: `from` to the earlier of `until` and the event's end.
struct DateSpan {
    Instant from = Instant::min();
    Instant until = Instant::max();
    bool holds(Instant time) const { return from <= time && time < until; }
};
DateSpan dateSpanOf(const Slide& slide, const Zone& zone);
// The span in which an `upcoming` slide lists the event: not cut by `until`. Precondition: slide.event.
DateSpan listingSpanOf(const Slide& slide, const Zone& zone);

bool holdsDay(const DaySet& set, LocalDate day, const Holidays& holidays);
bool holdsDay(const DayRange& range, LocalDate day, const Holidays& holidays);
bool holdsAny(const std::vector<DayRange>& ranges, LocalDate day, const Holidays& holidays);
// Whether those hours of the day `starts` hold the time; they may pass midnight.
bool holdsTime(const HourRange& hours, LocalDate starts, Instant time, const Zone& zone);

// Days, not_on and hours; hours that pass midnight go by the day that they start on.
bool weeklyAllows(const ShowWindow& window, const Moment& moment, const Zone& zone, const Holidays& holidays);

}  // namespace signage
