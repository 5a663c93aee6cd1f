// What a record adds to its hours.
#include "tools/hub/hour_summary.h"

#include <algorithm>

namespace signage::hub {

namespace {

void addTo(std::int64_t& sum, std::int64_t more) {
    sum = std::min(highestSum, std::min(highestSum, sum) + std::min(highestSum, more));
}

void addTo(Duration& sum, Duration more) {
    constexpr Duration most{highestSum};
    sum = std::min(most, std::min(most, sum) + std::min(most, more));
}

}  // namespace

Instant hourOf(Instant time) {
    return std::chrono::floor<std::chrono::hours>(time);
}

void addBeat(Hours& hours, const Beat* before, const Beat& beat) {
    HourSummary& own = hours[hourOf(beat.wall)];
    ++own.records;
    if (before != nullptr) {
        const bool restarted = isRestart(*before, beat);
        if (restarted) ++own.restarts;
        addTo(own.presented, beat.presented - (restarted ? 0 : before->presented));
        addTo(own.missed, std::max<std::int64_t>(0, beat.missed - (restarted ? 0 : before->missed)));
        Duration left = restarted ? Duration{0} : holds(lasted(*before, beat));
        for (Instant from = before->wall; left > Duration{0};) {
            const Duration here = std::min<Duration>(left, hourOf(from) + std::chrono::hours(1) - from);
            hours[hourOf(from)].states[before->state] += here;
            from += here;
            left -= here;
        }
    } else if (beat.seq == 1) {
        addTo(own.presented, beat.presented);
        addTo(own.missed, beat.missed);
    }
    for (const Showing& showing : beat.showings) {
        SlideHour& slide = hours[hourOf(showing.start)].slides[showing.slide];
        ++slide.plays;
        addTo(slide.length, showing.length);
        if (showing.verified) addTo(slide.verified, showing.length);
    }
}

void addHours(Hours& hours, const Hours& more) {
    for (const auto& [hour, added] : more) {
        HourSummary& sum = hours[hour];
        sum.records += added.records;
        addTo(sum.presented, added.presented);
        addTo(sum.missed, added.missed);
        sum.restarts += added.restarts;
        for (const auto& [state, length] : added.states) sum.states[state] += length;
        for (const auto& [slide, share] : added.slides) {
            SlideHour& sumOfSlide = sum.slides[slide];
            sumOfSlide.plays += share.plays;
            addTo(sumOfSlide.length, share.length);
            addTo(sumOfSlide.verified, share.verified);
        }
    }
}

}  // namespace signage::hub
