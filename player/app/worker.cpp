// A thread with two queues.
#include "player/app/worker.h"

#include <utility>

#include "player/app/limits.h"
#include "player/app/thread_rank.h"

namespace signage {

Worker::Worker(Beat beat) : beat_(beat), thread_([this] { run(); }) {}

Worker::~Worker() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void Worker::post(Priority priority, std::function<void()> task) {
    {
        const std::lock_guard lock(mutex_);
        if (!working_ && urgent_.empty() && ahead_.empty()) beat_.within(limits::step);
        (priority == Priority::urgent ? urgent_ : ahead_).push_back(std::move(task));
    }
    changed_.notify_one();
}

void Worker::run() {
    beat_.begin();
    stepBehind(Rank::painting);
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return ending_ || !urgent_.empty() || !ahead_.empty(); });
        if (ending_) {
            beat_.rest();  // whatever was still asked for
            return;
        }
        auto& queue = urgent_.empty() ? ahead_ : urgent_;
        const auto task = std::move(queue.front());
        queue.pop_front();
        working_ = true;
        beat_.within(limits::step);
        lock.unlock();
        task();
        lock.lock();
        working_ = false;
        if (urgent_.empty() && ahead_.empty()) beat_.rest();
    }
}

}  // namespace signage
