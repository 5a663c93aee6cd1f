// A screen's turn: the moments at which it does what every screen does again and again. Fifty screens that
// come back after an outage would else all speak at once. Like the timeline a pure function: of the screen's
// place among its channel's screens and of the time, so no messages are needed, and an outage, a restart of
// the player or of the hub changes nothing. A wrong clock costs the even spacing and nothing else.
#pragma once

#include "player/base/civil_time.h"

namespace signage {

// Where a screen that does not know its place takes one at random, it is one among so many.
inline constexpr int usualScreens = 50;

struct ScreenTurn {
    double share = 0;       // of any cycle, when the turn comes; from 0 to under 1
    int of = usualScreens;  // screens that share the cycle
};

// The `place`-th (from 0) of `of` screens, their turns evenly over the cycle. `part` of the way to the next
// screen's turn: so that two things that all do lie between each other.
ScreenTurn turnAt(int place, int of, double part = 0);
ScreenTurn laterTurn(ScreenTurn turn, double part);

// From `now` until the next turn: over 0, at most `cycle` (over 0).
Duration untilTurn(const ScreenTurn& turn, Instant now, Duration cycle);

// For what comes once in an interval: how long to wait from `now` so that it comes at the turn, or nearer to
// it by at most `most` (share of the interval) than it was.
Duration untilNext(const ScreenTurn& turn, Instant now, Duration interval, double most);

// How long all screens take for one turn each, with `spacing` between them, but at most `most`.
Duration cycleOf(const ScreenTurn& turn, Duration spacing, Duration most);

}  // namespace signage
