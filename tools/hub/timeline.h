// One day of a screen, drawn from what it reported: which slide when, where nothing is known and why. Pure.
#pragma once

#include <string>
#include <vector>

#include "player/base/civil_time.h"
#include "tools/hub/beat.h"

namespace signage::hub {

struct Timeline {
    struct Segment {
        Instant start;
        Duration length{0};
        std::string slide;
        std::string edition;
        std::string state;  // at its start; empty: unknown
        Proof proof = Proof::none;
        bool operator==(const Segment&) const = default;
    };
    struct Gap {
        Instant start;
        Duration length{0};
        // slate       the screen said that it shows no slide
        // restart     the program was started anew in it, and it is short
        // clock_step  the wall clock was set: this time never was
        // no_play     the screen reported, but no slide for this time
        // no_contact  nothing was heard of the screen
        std::string why;
        bool operator==(const Gap&) const = default;
    };
    struct State {
        Instant start;
        Duration length{0};
        std::string state;
        std::string reason;
        bool operator==(const State&) const = default;
    };
    struct Skew {
        Instant at;
        double seconds = 0;  // received minus the player's clock, of records that came at once
    };
    std::vector<Segment> segments;  // by start, without overlaps
    std::vector<Gap> gaps;          // exactly what the segments leave of the day until `now`
    std::vector<State> states;      // by start, without overlaps; neighbours differ
    std::vector<Instant> restarts;
    std::vector<Skew> skew;  // the first, and each that is 2 s off the one before
};

// A span of time, usually a day of Asia/Tokyo.
struct Span {
    Instant start;
    Instant end;
};

// `beats` and `plays` may reach over the span's ends (ten minutes, the longest play) and be in any order.
Timeline timelineOf(Span span, std::vector<Beat> beats, const std::vector<Play>& plays, Instant now);

}  // namespace signage::hub
