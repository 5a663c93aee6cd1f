// The door to time. Nothing but player/platform and the fakes implements it.
#pragma once

#include <chrono>

#include "player/base/civil_time.h"

namespace signage {

class Clock {
  public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;

    // The wall clock: may be wrong and may jump.
    virtual Instant wall() const = 0;
    // Since some fixed point: never goes back, goes on while the wall clock jumps. Nanoseconds.
    virtual std::chrono::nanoseconds monotonic() const = 0;
    // Whether the kernel says that the wall clock is synchronised (adjtimex without STA_UNSYNC).
    virtual bool synchronised() const = 0;
};

}  // namespace signage
