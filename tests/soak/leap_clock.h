// A wall clock in memory that two processes share: the soak sets it, the player's schedule reads it. Between
// two settings it stands still, so that the soak knows exactly what belongs on the glass. The monotonic clock
// is the machine's.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "player/ports/clock.h"
#include "tests/soak/shared_memory.h"

namespace signage::soak {

class LeapClock final : public Clock {
  public:
    // Maps that file, which is made when it is not there.
    LeapClock(const Clock& real, const std::string& path) : real_(real), time_(path) {}

    void set(Instant time) { *time_ = time.time_since_epoch().count(); }
    Instant wall() const override { return Instant{Duration{time_->load()}}; }
    std::chrono::nanoseconds monotonic() const override { return real_.monotonic(); }
    bool synchronised() const override { return true; }

  private:
    const Clock& real_;
    SharedMemory<std::atomic<std::int64_t>> time_;
};

}  // namespace signage::soak
