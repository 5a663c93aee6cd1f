// A time span as options give it.
#pragma once

#include <optional>
#include <string>

#include "player/base/civil_time.h"
#include "player/base/error.h"

namespace signage::ctl {

struct Period {
    std::optional<Instant> since;  // inclusive
    std::optional<Instant> until;  // exclusive
    bool open() const { return !since && !until; }
    bool holds(const std::optional<Instant>& time) const {
        if (!time) return open();
        return (!since || *time >= *since) && (!until || *time < *until);
    }
};

// As --since and --until were given, Tokyo time where they name no offset; empty: open. Fault::invalid when
// one is no time or the end is not after the beginning.
Result<Period> parsePeriod(const std::string& since, const std::string& until);

}  // namespace signage::ctl
