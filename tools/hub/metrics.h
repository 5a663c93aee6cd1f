// Counters for monitoring, in Prometheus' text format.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "tools/hub/fleet.h"

namespace signage::hub {

struct HeartbeatCounts {
    std::uint64_t stored = 0;
    std::uint64_t duplicate = 0;
    std::uint64_t rejected = 0;
};

// Counts since the hub started. Safe from any thread.
class Metrics {
  public:
    // `pattern`: the route's, not the path, so that strangers cannot make new series; empty: none matched.
    void answered(std::string_view pattern, int status);
    void received(const HeartbeatCounts& counts);

    std::string text(const Fleet& fleet) const;

  private:
    mutable std::mutex mutex_;
    std::map<std::pair<std::string, int>, std::uint64_t> requests_;  // guarded by mutex_
    HeartbeatCounts heartbeats_;                                     // guarded by mutex_
};

}  // namespace signage::hub
