// The fleet's time: one for all, that the simulator moves, and each screen's own clocks made of it.
#pragma once

#include <chrono>

#include "player/ports/clock.h"

namespace signage::fleet {

using std::chrono::nanoseconds;

struct SimTime {
    nanoseconds now{0};  // since the simulation began
};

// A screen's clocks: the wall clock may be wrong, the monotonic one begins with each boot.
class SimClock final : public Clock {
  public:
    // `time` must outlive it.
    SimClock(const SimTime& time, Instant begin) : time_(time), begin_(begin) {}

    Instant wall() const override { return begin_ + std::chrono::duration_cast<Duration>(time_.now) + wrong; }
    nanoseconds monotonic() const override { return time_.now - booted; }
    bool synchronised() const override { return false; }

    Duration wrong{0};      // what the wall clock is off by
    nanoseconds booted{0};  // the simulation's time at this boot

  private:
    const SimTime& time_;
    const Instant begin_;
};

}  // namespace signage::fleet
