// Counters for monitoring, in Prometheus' text format.
#pragma once

#include <array>
#include <chrono>
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

// How long something took, sorted into buckets of up to 1 ms, 5 ms and so on up to 10 s.
class DurationHistogram {
  public:
    static constexpr std::array<double, 9> bounds{0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10};  // seconds

    void add(std::chrono::nanoseconds took);
    // `labels`: "" or "route=\"/metrics\"".
    void write(std::string& text, std::string_view name, const std::string& labels) const;

  private:
    std::array<std::uint64_t, bounds.size()> counts_{};  // of each bucket alone
    std::uint64_t count_ = 0;
    double sum_ = 0;
};

// Counts since the hub started. Safe from any thread.
class Metrics {
  public:
    // `pattern`: the route's, not the path, so that strangers cannot make new series; empty: none matched.
    void answered(std::string_view pattern, int status, std::chrono::nanoseconds took);
    void received(const HeartbeatCounts& counts);
    // How long the heartbeats of one post took until they were on the medium.
    void committed(std::chrono::nanoseconds took);
    // `channel`: what stands before a colon in it. `result`: queued, sent, failed (an attempt), given_up.
    void alerts(std::string_view channel, std::string_view result, std::uint64_t count);

    std::string text(const Fleet& fleet) const;

  private:
    mutable std::mutex mutex_;
    std::map<std::pair<std::string, int>, std::uint64_t> requests_;        // guarded by mutex_
    HeartbeatCounts heartbeats_;                                           // guarded by mutex_
    std::map<std::string, DurationHistogram> durations_;                   // by route; guarded by mutex_
    DurationHistogram commits_;                                            // guarded by mutex_
    std::map<std::pair<std::string, std::string>, std::uint64_t> alerts_;  // guarded by mutex_
};

}  // namespace signage::hub
