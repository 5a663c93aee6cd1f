// What only the player itself can count: it writes, in every turn of its main loop, the soak reads.
#pragma once

#include <atomic>
#include <cstdint>

namespace signage::soak {

struct Gauges {
    std::atomic<std::int64_t> heapBytes;   // in blocks that were taken from malloc() and not given back
    std::atomic<std::int64_t> heapBlocks;  // how many; 0: this build cannot count them (a sanitizer's)
    std::atomic<std::int64_t> textures;    // of SDL's, alive
    std::atomic<std::int64_t> trims;       // how often the player gave memory back of its own accord
    std::atomic<std::int64_t> asked;       // the soak counts up: pages are to be counted without what is free
    std::atomic<std::int64_t> answered;    // and the player follows when it has given that back
    std::atomic<std::int64_t> turns;
};

}  // namespace signage::soak
