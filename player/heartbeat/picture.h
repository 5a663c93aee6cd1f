// A small picture of the glass on its way to the hub. Plain data.
#pragma once

#include <chrono>
#include <string>

#include "player/base/civil_time.h"

namespace signage {

struct GlassPicture {
    Instant taken;                            // by the real clock
    std::chrono::nanoseconds takenMonotonic;  // the same moment, Clock::monotonic()
    std::string slide;                        // on the glass then; empty: the slate
    std::string why;                          // "asked" or "degraded"
    std::string check;                        // "server": as the screen showed it; "own": as we drew it
    std::string jpeg;                         // upright, at most 320 pixels wide and high
};

}  // namespace signage
