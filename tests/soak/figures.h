// What a process and its folder weigh, sampled again and again, and whether that grows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

namespace signage::soak {

struct Figures {
    int dateDigits = 0;          // of month and day, on the glass when this was measured
    double residentKib = 0;      // RSS: unlike PSS it does not change when others load the same libraries
    double anonymousKib = 0;     // of it: heap, stacks, what a leak adds to
    std::int64_t heapBytes = 0;  // in blocks that were taken from malloc() and not given back
    int heapBlocks = 0;          // how many
    int textures = 0;            // of SDL's
    int descriptors = 0;
    int threads = 0;
    std::int64_t stateBytes = 0;
    std::int64_t mediaBytes = 0;
    std::int64_t journalBytes = 0;
    std::int64_t spoolBytes = 0;
};
Figures measure(pid_t player, const std::string& stateDir);

// Growth from the first sample to the last, in the samples' unit: the median of the slopes of all pairs
// (Theil and Sen), times the span. One step or one peak does not move it, a steady leak does. Pairs of
// different `kinds` are left out (empty: all are of one).
double growth(const std::vector<double>& samples, const std::vector<int>& kinds = {});

}  // namespace signage::soak
