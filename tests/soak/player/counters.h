// Counts what the player holds, from outside of it: its calls of malloc() and of SDL's textures pass through
// here. Any thread.
#pragma once

#include <cstdint>

namespace signage::soak {

struct HeapCount {
    std::int64_t bytes = 0;   // as malloc_usable_size() tells them
    std::int64_t blocks = 0;  // 0: a sanitizer has a malloc() of its own
};
HeapCount heapNow();
std::int64_t texturesNow();
std::int64_t trimsSoFar();  // calls of malloc_trim() but by trimNow()
void trimNow();

}  // namespace signage::soak
