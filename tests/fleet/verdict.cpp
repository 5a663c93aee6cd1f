// What is printed of a simulation.
#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "tests/fleet/fleet.h"

namespace signage::fleet {
namespace {

constexpr int mostPerSecond = 5;
constexpr double mostMinutesToDrain = 10;

}  // namespace

bool FleetVerdict::good(const FleetOptions& options) const {
    const bool counted = acknowledgedMissing == 0 && countedTwice == 0 && missing == 0 && playsMissing == 0;
    const bool settled = waiting == 0 && onOldEdition == 0 && records > 0;
    if (options.outageMinutes <= 0) return counted && settled;
    return counted && settled && busiestSecond <= mostPerSecond && drainedMinutes >= 0 &&
           drainedMinutes <= mostMinutesToDrain;
}

std::string FleetVerdict::json(const FleetOptions& options) const {
    nlohmann::ordered_json made = {{"good", good(options)},
                                   {"screens", options.screens},
                                   {"simulated_minutes", options.minutes},
                                   {"seed", options.seed},
                                   {"records", records},
                                   {"acknowledged_missing", acknowledgedMissing},
                                   {"counted_twice", countedTwice},
                                   {"missing", missing},
                                   {"plays_missing", playsMissing},
                                   {"waiting", waiting},
                                   {"on_old_edition", onOldEdition},
                                   {"hub_kills", kills},
                                   {"requests", requests},
                                   {"lost", lost}};
    if (options.outageMinutes > 0) {
        made["after_outage"] = {{"peak_per_second", peakPerSecond},
                                {"busiest_second", busiestSecond},
                                {"drained_minutes", drainedMinutes}};
    }
    return made.dump();
}

std::string FleetVerdict::lines(const FleetOptions& options) const {
    std::string text =
        format("{} screens, {} records, {} requests of which {} came to nothing, hub killed {} times\n",
               options.screens, records, requests, lost, kills);
    text += format("  acknowledged and missing {}, counted twice {}, missing {}, plays missing {}\n",
                   acknowledgedMissing, countedTwice, missing, playsMissing);
    text += format("  waiting in spools {}, screens on the old edition {}\n", waiting, onOldEdition);
    if (options.outageMinutes > 0) {
        text += format(
            "  after {} minutes of outage: at most {} requests within a second (ten seconds'"
            " mean {:.1f}), spools empty after {:.1f} minutes\n",
            options.outageMinutes, busiestSecond, peakPerSecond, drainedMinutes);
    }
    return text + (good(options) ? "good\n" : "NOT GOOD\n");
}

}  // namespace signage::fleet
