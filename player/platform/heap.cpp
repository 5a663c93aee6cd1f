// glibc's own calls.
#include "player/platform/heap.h"

#include <malloc.h>

namespace signage {

void keepHeapsSmall() {
    constexpr int whatIsMapped = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, whatIsMapped);
    mallopt(M_TRIM_THRESHOLD, whatIsMapped);
}

void giveBackMemory() {
    malloc_trim(0);
}

}  // namespace signage
