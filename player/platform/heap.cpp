// glibc's own call.
#include "player/platform/heap.h"

#include <malloc.h>

namespace signage {

void giveBackMemory() {
    malloc_trim(0);
}

}  // namespace signage
