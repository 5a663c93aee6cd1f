// Thirty days of a screen in minutes: the real player, its schedule's clock leaping from one change to the
// next as soon as the one before is on the glass, while editions come, the hub goes and returns. Every single
// slide is waited for; what the player weighs is measured all the while.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/soak/figures.h"

namespace signage::soak {

struct SoakOptions {
    std::string player;           // the program
    double days = 30;             // of the schedule's time
    double secondsPerSlide = 60;  // of the schedule's time
    int editions = 60;            // in all, spread over that time
    int outages = 30;             // of the hub
    int samples = 200;
    // What may have grown by measuring alone, in all that time: pages that libraries touch for the first
    // time, holes in the heap.
    double anonymousKib = 512;
    double residentKib = 2048;
};

struct SoakVerdict {
    std::int64_t slides = 0;  // changes of the glass, each the one that was due
    int editions = 0;
    int outages = 0;
    double seconds = 0;   // of real time
    std::string missing;  // which slide did not come; empty: none
    int exitStatus = 0;
    std::vector<Figures> samples;  // after warming up
    double residentGrowthKib = 0;
    double anonymousGrowthKib = 0;
    int descriptorGrowth = 0;
    int threadGrowth = 0;
    Figures most;  // the highest of each

    bool good(const SoakOptions& options) const;
    std::string lines(const SoakOptions& options) const;
    std::string json(const SoakOptions& options) const;
};

// Throws std::runtime_error when the programs cannot be started.
SoakVerdict soak(const SoakOptions& options);

}  // namespace signage::soak
