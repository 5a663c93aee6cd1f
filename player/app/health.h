// The player's state in one word and one reason, from the facts. Pure.
#pragma once

#include <string>

#include "player/base/error.h"

namespace signage {

enum class HealthState { ok, stale, degraded, slate };

struct HealthFacts {
    bool slideShown = false;  // a slide, not the slate, is on the glass
    bool haveEdition = false;
    bool preparing = false;  // a slide is due and its frame is still being made
    std::string undrawable;  // why the slide whose turn it is cannot be drawn; empty when it can
    std::string noDisplay;   // why nobody can see anything; empty when there is a display
    std::string cannotDraw;  // why nothing new reaches the glass though the display is there; empty: it does
    bool glassDiffers = false;  // the read-back is not what was composed
    bool expired = false;       // the edition is past its expiry
    std::string fetchFault;     // why the last fetches failed; empty while they succeed
    bool neverReached = false;  // no fetch has succeeded since the start
    int failedFetches = 0;      // in a row
    std::string steppedDown;    // why this is not what was published, after crashes; empty: it is
};

struct Health {
    HealthState state = HealthState::slate;
    std::string reason;  // empty when ok
    bool operator==(const Health&) const = default;
};

// "ok", "stale", "degraded", "slate".
std::string healthName(HealthState state);

// The worst that holds: slate, then degraded, then stale, then ok.
Health judgeHealth(const HealthFacts& facts, Language language);

}  // namespace signage
