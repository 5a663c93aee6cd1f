// A fleet of screens against a real hub, with everything that goes wrong, and what came of it.
#pragma once

#include <cstdint>
#include <string>

#include "tests/fleet/weather.h"

namespace signage::fleet {

struct FleetOptions {
    std::string hub;  // the program
    int screens = 50;
    double minutes = 120;  // simulated, with faults; ten calm ones follow
    WeatherOptions weather;
    int killHub = 0;
    double outageMinutes = 0;  // in the middle; nothing comes through
    int restarts = 0;          // of screens, half of them killed, a quarter with the machine
    bool wrongClocks = false;  // a quarter of the screens, up to two days, set once in between
    bool publish = true;       // a second edition, with so many media
    double publishAt = -1;     // minutes; below zero: after a third of them
    int media = 0;
    std::uint64_t seed = 1;
};

struct FleetVerdict {
    std::int64_t records = 0;  // made, as far as they were sent
    std::int64_t acknowledgedMissing = 0;
    std::int64_t countedTwice = 0;  // records, and plays above those that were made
    std::int64_t missing = 0;       // made and not at the hub, acknowledged or not
    std::int64_t playsMissing = 0;
    std::int64_t waiting = 0;  // in the spools at the end
    int onOldEdition = 0;      // screens
    int kills = 0;
    std::int64_t requests = 0;
    std::int64_t lost = 0;
    // After the outage; zero and none without one.
    double peakPerSecond = 0;    // the mean of the busiest ten seconds
    int busiestSecond = 0;       // the most requests within any second, wherever it begins
    double drainedMinutes = -1;  // until all spools were empty

    bool good(const FleetOptions& options) const;
    std::string json(const FleetOptions& options) const;
    std::string lines(const FleetOptions& options) const;
};

// Throws std::runtime_error when the hub cannot be run at all.
FleetVerdict simulate(const FleetOptions& options);

}  // namespace signage::fleet
