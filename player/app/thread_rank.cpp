// Linux keeps a niceness for each thread.
#include "player/app/thread_rank.h"

#include <tuple>

#include <sys/resource.h>
#include <unistd.h>

namespace signage {

// Where that is refused everything still works, only less smoothly.
void stepBehind(Rank rank) {
    const auto self = static_cast<id_t>(gettid());
    std::ignore = setpriority(PRIO_PROCESS, self, getpriority(PRIO_PROCESS, self) + static_cast<int>(rank));
}

}  // namespace signage
