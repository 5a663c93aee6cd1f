// Counting threads.
#include <mutex>

#include "player/film/reel.h"

namespace signage {

bool ReelYard::enter() {
    const std::lock_guard lock(mutex_);
    if (running_ >= mostRunning) return false;
    ++running_;
    return true;
}

void ReelYard::leave() {
    const std::lock_guard lock(mutex_);
    --running_;
    left_.notify_all();
}

bool ReelYard::waitUntilEmpty(std::chrono::nanoseconds most) {
    std::unique_lock lock(mutex_);
    return left_.wait_for(lock, most, [this] { return running_ == 0; });
}

int ReelYard::running() const {
    const std::lock_guard lock(mutex_);
    return running_;
}

}  // namespace signage
