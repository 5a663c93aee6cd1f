// Edges of a playlist: those that come once are kept, those of every day are reckoned for the day in
// question.
#include "player/schedule/edges.h"

#include <algorithm>

#include "player/schedule/window.h"

namespace signage {
namespace {

using std::chrono::minutes;

constexpr int minutesOfDay = 24 * 60;

template <typename T>
void sortUnique(std::vector<T>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

Edges::Edges(const Playlist& playlist) : zone_(playlist.zone), daily_{Duration{0}} {
    for (const Slide& slide : playlist.slides) {
        if (slide.show.from) once_.push_back(zone_.toInstant(*slide.show.from));
        if (slide.show.until) once_.push_back(zone_.toInstant(*slide.show.until));
        if (slide.event) once_.push_back(zone_.toInstant(slide.event->ends));
        for (const HourRange& hours : slide.show.hours) {
            daily_.emplace_back(minutes{hours.from % minutesOfDay});
            daily_.emplace_back(minutes{hours.to % minutesOfDay});
        }
    }
    sortUnique(once_);
    sortUnique(daily_);
}

Instant Edges::notAfter(Instant time) const {
    const LocalTime day = midnight(momentAt(zone_, time).day);
    // Midnight itself is never after the time, by what a moment's day means.
    const auto above = std::partition_point(
        daily_.begin() + 1, daily_.end(), [&](Duration edge) { return zone_.toInstant(day + edge) <= time; });
    Instant latest = zone_.toInstant(day + *(above - 1));
    const auto later = std::upper_bound(once_.begin(), once_.end(), time);
    if (later != once_.begin()) latest = std::max(latest, *(later - 1));
    return latest;
}

Instant Edges::after(Instant time) const {
    const LocalDate today = momentAt(zone_, time).day;
    const LocalTime day = midnight(today);
    const auto above = std::partition_point(
        daily_.begin(), daily_.end(), [&](Duration edge) { return zone_.toInstant(day + edge) <= time; });
    Instant first = zone_.startOf(addDays(today, 1));
    if (above != daily_.end()) first = std::min(first, zone_.toInstant(day + *above));
    const auto later = std::upper_bound(once_.begin(), once_.end(), time);
    if (later != once_.end()) first = std::min(first, *later);
    return first;
}

}  // namespace signage
