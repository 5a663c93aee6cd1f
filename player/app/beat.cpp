// Which promises a thread speaks for.
#include "player/app/beat.h"

#include <unistd.h>

#include "player/app/limits.h"

namespace signage {
namespace {

// A thread's own, so that a step need not be handed through the store and the file system.
Beat& beatOfThisThread() {
    thread_local Beat beat;
    return beat;
}

}  // namespace

void Beat::wait(std::chrono::nanoseconds span) const {
    within(span + limits::step);
}

void Beat::begin() const {
    if (line_ != nullptr) line_->setThread(limb_, gettid());
    beatOfThisThread() = *this;
}

void Beat::step() {
    beatOfThisThread().within(limits::step);
}

}  // namespace signage
