// Every edge is listed, every day near by is tried, every turn is laid out: nothing is reckoned cleverly.
#include "tests/player/schedule/reference.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace signage::test {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr int daysAround = 3;

std::vector<LocalDate> daysNear(const Playlist& playlist, Instant time) {
    std::vector<LocalDate> days;
    for (int i = -daysAround; i <= daysAround; ++i) {
        days.push_back(addDays(dateOf(playlist.zone.toLocal(time)), i));
    }
    return days;
}

bool inRange(const DayRange& range, LocalDate day, const Holidays& holidays) {
    if (range.holiday) return holidays.isHoliday(day);
    if (!range.everyYear) return !(day < range.from) && !(range.to < day);
    // Walk from the first day to the last, in a leap year and the year after it.
    for (LocalDate walk = range.from;; walk = addDays(walk, 1)) {
        if (walk.month() == day.month() && walk.day() == day.day()) return true;
        if (walk.month() == range.to.month() && walk.day() == range.to.day()) return false;
    }
}

bool dayFits(const Slide& slide, LocalDate day, const Holidays& holidays) {
    for (const DayRange& range : slide.show.notOn) {
        if (inRange(range, day, holidays)) return false;
    }
    if (!slide.show.days) return true;
    if (slide.show.days->holiday && holidays.isHoliday(day)) return true;
    return slide.show.days->weekday[weekdayOf(day).c_encoding()];
}

bool hoursFit(const Playlist& playlist, const Slide& slide, const Holidays& holidays, Instant time) {
    std::vector<HourRange> ranges = slide.show.hours;
    if (ranges.empty()) ranges.push_back({0, 24 * 60});
    for (const LocalDate day : daysNear(playlist, time)) {
        if (!dayFits(slide, day, holidays)) continue;
        for (const HourRange& range : ranges) {
            const int to = range.to > range.from ? range.to : range.to + 24 * 60;
            const Instant opens = playlist.zone.toInstant(midnight(day) + minutes{range.from});
            const Instant closes = playlist.zone.toInstant(midnight(day) + minutes{to});
            if (opens <= time && time < closes) return true;
        }
    }
    return false;
}

bool begun(const Playlist& playlist, const Slide& slide, Instant time) {
    return !slide.show.from || playlist.zone.toInstant(*slide.show.from) <= time;
}

bool over(const Playlist& playlist, const Slide& slide, Instant time) {
    return slide.event && playlist.zone.toInstant(slide.event->ends) <= time;
}

bool withdrawn(const Playlist& playlist, const Slide& slide, Instant time) {
    return slide.show.until && playlist.zone.toInstant(*slide.show.until) <= time;
}

bool hasSomethingToList(const Playlist& playlist, const Screen& screen, Instant time) {
    for (const Slide& slide : playlist.slides) {
        if (slide.event && isFor(slide.screens, screen) && begun(playlist, slide, time) &&
            !over(playlist, slide, time)) {
            return true;
        }
    }
    return false;
}

bool datesFit(const Playlist& playlist, const Slide& slide, const Screen& screen, Instant time) {
    return isFor(slide.screens, screen) && begun(playlist, slide, time) && !over(playlist, slide, time) &&
           !withdrawn(playlist, slide, time) &&
           (slide.layout != Layout::upcoming || hasSomethingToList(playlist, screen, time));
}

std::vector<int> referenceSlides(const Playlist& playlist, const Screen& screen, const Holidays& holidays,
                                 Instant time) {
    std::vector<int> takeovers;
    std::vector<int> eligible;
    std::vector<int> fallbacks;
    for (int i = 0; i < static_cast<int>(playlist.slides.size()); ++i) {
        const Slide& slide = playlist.slides[static_cast<std::size_t>(i)];
        if (referenceEligible(playlist, slide, screen, holidays, time)) {
            eligible.push_back(i);
            if (slide.takeover) takeovers.push_back(i);
        }
        if (slide.fallback && datesFit(playlist, slide, screen, time)) fallbacks.push_back(i);
    }
    if (!takeovers.empty()) return takeovers;
    return eligible.empty() ? fallbacks : eligible;
}

std::set<Instant> edgesNear(const Playlist& playlist, Instant time) {
    std::set<Instant> edges;
    const Zone& zone = playlist.zone;
    for (const Slide& slide : playlist.slides) {
        if (slide.show.from) edges.insert(zone.toInstant(*slide.show.from));
        if (slide.show.until) edges.insert(zone.toInstant(*slide.show.until));
        if (slide.event) edges.insert(zone.toInstant(slide.event->ends));
    }
    for (const LocalDate day : daysNear(playlist, time)) {
        edges.insert(zone.startOf(day));
        for (const Slide& slide : playlist.slides) {
            for (const HourRange& range : slide.show.hours) {
                edges.insert(zone.toInstant(midnight(day) + minutes{range.from}));
                edges.insert(zone.toInstant(midnight(day) + minutes{range.to}));
            }
        }
    }
    return edges;
}

std::vector<int> round(const Playlist& playlist, const std::vector<int>& slides) {
    constexpr int common = 2520;  // a multiple of 1 to 10, so that keys are whole numbers
    std::vector<std::tuple<int, int, int>> keyed;
    for (const int index : slides) {
        const Slide& slide = playlist.slides[static_cast<std::size_t>(index)];
        for (int k = 1; k <= slide.timesPerCycle; ++k) {
            keyed.emplace_back((2 * k - 1) * common / slide.timesPerCycle, slide.order, index);
        }
    }
    std::sort(keyed.begin(), keyed.end());
    std::vector<int> turns;
    turns.reserve(keyed.size());
    for (const auto& entry : keyed) turns.push_back(std::get<2>(entry));
    return turns;
}

std::vector<Showing> layOut(const Playlist& playlist, const std::vector<int>& turns, Instant start,
                            Instant end) {
    std::vector<Showing> showings;
    Instant time = start;
    for (std::size_t i = 0; time < end; i = (i + 1) % turns.size()) {
        const int index = turns[i];
        const Duration length = std::max<Duration>(
            secondsOf(playlist, playlist.slides[static_cast<std::size_t>(index)]), seconds{3});
        if (!showings.empty() && showings.back().slide == index) {
            showings.back().end += length;
        } else {
            showings.push_back({index, time, time + length});
        }
        time += length;
    }
    showings.back().end = end;
    if (showings.size() > 1 && showings.back().end - showings.back().start < seconds{3}) showings.pop_back();
    showings.back().end = end;
    return showings;
}

}  // namespace

bool referenceEligible(const Playlist& playlist, const Slide& slide, const Screen& screen,
                       const Holidays& holidays, Instant time) {
    return datesFit(playlist, slide, screen, time) && hoursFit(playlist, slide, holidays, time);
}

std::vector<Showing> referenceSpan(const Playlist& playlist, const Screen& screen, const Holidays& holidays,
                                   Instant time) {
    Instant start = Instant::min();
    Instant end = Instant::max();
    for (const Instant edge : edgesNear(playlist, time)) {
        if (edge <= time) start = std::max(start, edge);
        if (edge > time) end = std::min(end, edge);
    }
    const std::vector<int> slides = referenceSlides(playlist, screen, holidays, time);
    if (slides.empty()) return {{noSlide, start, end}};
    return layOut(playlist, round(playlist, slides), start, end);
}

}  // namespace signage::test
