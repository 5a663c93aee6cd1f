// How far the wall clock can be believed, and which time the schedule follows. Pure functions: the readings
// are parameters.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "player/base/civil_time.h"

namespace signage {

enum class ClockState {
    trusted,      // a witness agrees: the kernel (NTP) or the hub's Date over TLS within 5 minutes
    unconfirmed,  // no witness, not below the floor and at most 30 days past it
    doubted       // no witness, and below the floor or over 30 days past it
};

std::string_view clockStateName(ClockState state);  // "trusted", as the heartbeat writes it

// A time that it certainly is no earlier than: the highest of the signed times accepted and the clock saved
// last. It runs on with the machine, so it keeps when (by which boot's monotonic clock) it was taken.
struct TimeFloor {
    Instant time{};
    std::string boot;                   // the boot that `taken` belongs to; empty: unknown
    std::chrono::nanoseconds taken{0};  // that boot's monotonic clock when the floor was `time`
};

// The hub's Date header over TLS, and the monotonic clock when it came.
struct TimeWitness {
    Instant date;
    std::chrono::nanoseconds taken{0};
};

struct ClockReading {
    Instant wall;
    std::chrono::nanoseconds monotonic{0};  // since boot
    std::string boot;                       // this boot's id
    bool synchronised = false;
    std::optional<TimeWitness> witness;
};

struct TimeNow {
    Instant time;  // what the schedule, expiry and messages go by
    ClockState state = ClockState::unconfirmed;
};

// A witness outweighs the floor: a signature dated in the future must not send every screen there. The time
// is the wall clock's unless it is doubted; then the floor's, run on by the monotonic clock since it was
// taken, or since boot when it was taken before this boot.
TimeNow judgeClock(const ClockReading& reading, const TimeFloor& floor);

}  // namespace signage
