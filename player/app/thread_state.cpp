// /proc/PID/task/TID/stat: "TID (name) STATE ...", where the name may hold anything, brackets too.
#include "player/app/thread_state.h"

#include <cstdio>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

namespace signage {

// Without streams and allocations: the supervisor asks, and it is to stay as small as it is.
ThreadState threadState(int process, int thread) {
    char path[64];
    std::snprintf(path, sizeof path, "/proc/%d/task/%d/stat", process, thread);
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return ThreadState::waiting;
    char text[256];
    const ssize_t size = read(file, text, sizeof text);
    close(file);
    const std::string_view line(text, size > 0 ? static_cast<std::size_t>(size) : 0);
    const auto name = line.rfind(')');
    if (name == std::string_view::npos || name + 2 >= line.size()) return ThreadState::waiting;
    switch (line[name + 2]) {
        case 'R':
            return ThreadState::running;
        case 'D':
            return ThreadState::disk;
        default:
            return ThreadState::waiting;
    }
}

}  // namespace signage
