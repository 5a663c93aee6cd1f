// One thread's way to promise that it will speak again.
#pragma once

#include <chrono>

#include "player/app/lifeline.h"
#include "player/ports/clock.h"

namespace signage {

// Without a lifeline it says nothing. Copy freely; the lifeline and the clock must outlive it.
class Beat {
  public:
    Beat() = default;
    Beat(Lifeline& line, const Clock& clock, Limb limb) : line_(&line), clock_(&clock), limb_(limb) {}

    // It will speak again within that time.
    void within(std::chrono::nanoseconds span) const {
        if (line_ != nullptr) line_->promise(limb_, clock_->monotonic() + span);
    }
    // The same of a wait that is meant, with limits::step on top of it.
    void wait(std::chrono::nanoseconds span) const;
    void rest() const {
        if (line_ != nullptr) line_->rest(limb_);
    }

    // From now on, until it ends, the calling thread is the one that keeps these promises: the supervisor
    // learns which it is, and step() speaks for it.
    void begin() const;
    // The calling thread has come on and promises to do so again within limits::step. Called by whatever may
    // take long: each read and write, each second of a request. On threads that never began it does nothing.
    static void step();

  private:
    Lifeline* line_ = nullptr;
    const Clock* clock_ = nullptr;
    Limb limb_ = Limb::loop;
};

}  // namespace signage
