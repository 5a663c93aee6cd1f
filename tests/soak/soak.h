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
    std::string renderer = "software";
    // Of the player, by kill -9, at random moments (tests/soak/kills.h). Then it has its supervisor, and no
    // player lives long enough for its growth to be judged.
    int kills = 0;
    unsigned seed = 1;
    double mostDark = 10;  // seconds of real time from a death to the slide that is due
    // What counts as no growth, in all that time. The heap in use: texts of other lengths, the requests of
    // the moment. Pages: those that libraries touch for the first time, holes between blocks.
    double heapKib = 32;
    int blocks = 10;
    double anonymousKib = 128;
    double residentKib = 2048;
};

struct SoakVerdict {
    std::int64_t slides = 0;  // changes of the glass, each the one that was due
    int editions = 0;
    int outages = 0;
    double seconds = 0;   // of real time
    std::string missing;  // which slide did not come; empty: none
    int exitStatus = 0;
    int kills = 0;
    double longestDark = 0;        // seconds from a death to the slide that was due
    std::string damaged;           // what was not whole on the disk, at deaths and at new editions
    std::int64_t trims = 0;        // how often the player gave free memory back
    int spools = 0;                // names of spools in the journal
    std::vector<Figures> samples;  // after warming up, once judged
    // From the end of the warming up to the end (growth() of figures.h); of blocks, textures, descriptors and
    // threads the least in one half against the least in the other, since they come and go.
    double heapGrowthKib = 0;
    double residentGrowthKib = 0;
    double anonymousGrowthKib = 0;
    int blockGrowth = 0;
    int textureGrowth = 0;
    int descriptorGrowth = 0;
    int threadGrowth = 0;
    Figures most;  // the highest of each

    void judge();
    bool good(const SoakOptions& options) const;
    std::string lines(const SoakOptions& options) const;
    std::string json(const SoakOptions& options) const;
};

// Throws std::runtime_error when the programs cannot be started.
SoakVerdict soak(const SoakOptions& options);

}  // namespace signage::soak
