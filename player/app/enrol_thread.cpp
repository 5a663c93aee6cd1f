// Steps of the enroller, with the waits between them, until the box has its name.
#include "player/app/enrol_thread.h"

#include <algorithm>

#include "player/app/limits.h"
#include "player/app/telling_doors.h"
#include "player/app/thread_rank.h"
#include "player/base/log.h"

namespace signage {

EnrolThread::EnrolThread(Doors doors, EnrolOptions options, Inbox& inbox)
    : doors_(std::move(doors)), options_(std::move(options)), inbox_(inbox), thread_([this] { run(); }) {}

EnrolThread::~EnrolThread() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    doors_.cancel();
    changed_.notify_one();
    thread_.join();
}

void EnrolThread::waitFor(std::unique_lock<std::mutex>& lock, std::chrono::nanoseconds span) {
    const auto until = doors_.real.monotonic() + span;
    for (auto left = span; left > std::chrono::nanoseconds{0} && !ending_;
         left = until - doors_.real.monotonic()) {
        const auto nap = std::min<std::chrono::nanoseconds>(left, limits::nap);
        doors_.beat.wait(nap);
        changed_.wait_for(lock, nap, [this] { return ending_; });
    }
}

void EnrolThread::run() {
    doors_.beat.begin();
    stepBehind(Rank::reporting);
    const std::unique_ptr<Http> http = std::make_unique<TellingHttp>(doors_.http());
    Enroller enroller(*http, *doors_.disk, doors_.random, options_);
    std::unique_lock lock(mutex_);
    while (!ending_) {
        lock.unlock();
        Beat::step();
        EnrolOutcome outcome = enroller.step(doors_.real.monotonic());
        const bool done = outcome.enrolled.has_value();
        const Duration next = outcome.next;
        inbox_.post(EnrolNews{std::move(outcome)});
        lock.lock();
        if (done) break;
        waitFor(lock, next);
    }
    doors_.beat.rest();
}

}  // namespace signage
