// How far the wall clock can be believed.
#include "player/store/clock_state.h"

namespace signage {
namespace {

constexpr std::chrono::minutes witnessTolerance{5};
constexpr std::chrono::days longestUnwitnessed{30};

bool agrees(const ClockReading& reading) {
    if (!reading.witness) return false;
    const Instant expected =
        reading.witness->date + std::chrono::floor<Duration>(reading.monotonic - reading.witness->taken);
    return reading.wall - expected <= witnessTolerance && expected - reading.wall <= witnessTolerance;
}

// The floor as it has run on until this reading.
Instant floorAt(const ClockReading& reading, const TimeFloor& floor) {
    const bool sameBoot =
        !floor.boot.empty() && floor.boot == reading.boot && floor.taken <= reading.monotonic;
    const auto since = sameBoot ? reading.monotonic - floor.taken : reading.monotonic;
    return floor.time + std::chrono::floor<Duration>(since);
}

}  // namespace

std::string_view clockStateName(ClockState state) {
    switch (state) {
        case ClockState::trusted:
            return "trusted";
        case ClockState::unconfirmed:
            return "unconfirmed";
        case ClockState::doubted:
            return "doubted";
    }
    return "doubted";
}

TimeNow judgeClock(const ClockReading& reading, const TimeFloor& floor) {
    if (reading.synchronised || agrees(reading)) return {reading.wall, ClockState::trusted};
    // Without any floor there is nothing that 30 days could count from.
    const bool noFloor = floor.time == Instant{};
    const bool far = !noFloor && reading.wall - floor.time > longestUnwitnessed;
    if (reading.wall < floor.time || far) return {floorAt(reading, floor), ClockState::doubted};
    return {reading.wall, ClockState::unconfirmed};
}

}  // namespace signage
