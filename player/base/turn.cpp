// Arithmetic of turns.
#include "player/base/turn.h"

#include <algorithm>
#include <cmath>

namespace signage {

ScreenTurn turnAt(int place, int of, double part) {
    return laterTurn({static_cast<double>(place) / of, of}, part);
}

ScreenTurn laterTurn(ScreenTurn turn, double part) {
    const double share = turn.share + part / turn.of;
    return {share - std::floor(share), turn.of};
}

Duration untilTurn(const ScreenTurn& turn, Instant now, Duration cycle) {
    const std::int64_t whole = std::max<std::int64_t>(1, cycle.count());
    const auto at = static_cast<std::int64_t>(turn.share * static_cast<double>(whole));
    const std::int64_t ahead = ((at - now.time_since_epoch().count()) % whole + whole) % whole;
    return Duration{ahead == 0 ? whole : ahead};
}

Duration untilNext(const ScreenTurn& turn, Instant now, Duration interval, double most) {
    Duration off = untilTurn(turn, now + interval, interval);
    if (off > interval / 2) off -= interval;
    const Duration bound{static_cast<std::int64_t>(most * static_cast<double>(interval.count()))};
    return interval + std::clamp(off, -bound, bound);
}

Duration cycleOf(const ScreenTurn& turn, Duration spacing, Duration most) {
    return std::max(Duration{1}, std::min(spacing * turn.of, most));
}

}  // namespace signage
