// Steps of the enroller, with the waits between them, until the box has its name.
#include "player/app/enrol_thread.h"

#include "player/app/limits.h"
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

void EnrolThread::run() {
    const std::unique_ptr<Http> http = doors_.http();
    Enroller enroller(*http, *doors_.disk, doors_.random, options_);
    std::unique_lock lock(mutex_);
    while (!ending_) {
        lock.unlock();
        doors_.beat.within(limits::enrolling);
        EnrolOutcome outcome = enroller.step(doors_.real.monotonic());
        const bool done = outcome.enrolled.has_value();
        const Duration next = outcome.next;
        inbox_.post(EnrolNews{std::move(outcome)});
        lock.lock();
        if (done) break;
        doors_.beat.within(next + limits::enrolling);
        changed_.wait_for(lock, next, [this] { return ending_; });
    }
    doors_.beat.rest();
}

}  // namespace signage
