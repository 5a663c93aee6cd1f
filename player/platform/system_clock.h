// The machine's clocks, and a clock that pretends another day. Safe from any thread.
#pragma once

#include <string>

#include "player/ports/clock.h"

namespace signage {

class SystemClock final : public Clock {
  public:
    Instant wall() const override;
    // Since boot, suspend included.
    std::chrono::nanoseconds monotonic() const override;
    bool synchronised() const override;
};

// The wall starts at a given instant when it is made and runs on by `real`'s monotonic clock. It counts as
// synchronised: whoever pretends a time vouches for it. `real` must outlive it.
class PretendClock final : public Clock {
  public:
    PretendClock(const Clock& real, Instant start);
    Instant wall() const override;
    std::chrono::nanoseconds monotonic() const override;
    bool synchronised() const override;

  private:
    const Clock& real_;
    Instant start_;
    std::chrono::nanoseconds made_;
};

// Which boot of the machine this is, as the kernel names it; "unknown" where it does not.
std::string bootId();

}  // namespace signage
