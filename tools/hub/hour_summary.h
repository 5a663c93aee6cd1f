// An hour of a screen in a few numbers. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "player/base/civil_time.h"
#include "tools/hub/beat.h"

namespace signage::hub {

// Sums of frames and of milliseconds go no higher, so that no two of them, however odd what was reported, add
// up to more than a number holds.
inline constexpr std::int64_t highestSum = (std::int64_t{1} << 62) - 1;

struct SlideHour {
    std::int64_t plays = 0;  // begun in this hour
    Duration length{0};      // of them, also what lies behind the hour's end
    Duration verified{0};    // of those that were verified on the glass
    auto operator<=>(const SlideHour&) const = default;
};

struct HourSummary {
    std::int64_t records = 0;
    // By state; what is missing of the hour is time without word of the screen.
    std::map<std::string, Duration> states;
    std::int64_t presented = 0;  // frames
    std::int64_t missed = 0;
    std::int64_t restarts = 0;
    std::map<std::string, SlideHour> slides;
    bool operator==(const HourSummary&) const = default;
};

using Hours = std::map<Instant, HourSummary>;  // by the hour's begin, by the player's clock

Instant hourOf(Instant time);
// What one record adds. `before`: the record before it in its series; null: it never came.
void addBeat(Hours& hours, const Beat* before, const Beat& beat);
void addHours(Hours& hours, const Hours& more);

}  // namespace signage::hub
