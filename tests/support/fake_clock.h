// A clock that stands still until a test moves it. Safe from any thread.
#pragma once

#include <mutex>

#include "player/ports/clock.h"

namespace signage::testing {

class FakeClock final : public Clock {
  public:
    // "2025-02-10T09:00:00+09:00"
    explicit FakeClock(std::string_view wall, std::chrono::nanoseconds monotonic = std::chrono::minutes{5});

    Instant wall() const override;
    std::chrono::nanoseconds monotonic() const override;
    bool synchronised() const override;

    // Time passes: both clocks go on.
    void advance(std::chrono::nanoseconds by);
    // Somebody sets the wall clock; the monotonic one does not notice.
    void setWall(std::string_view wall);
    void setSynchronised(bool synchronised);

  private:
    mutable std::mutex mutex_;
    std::chrono::sys_time<std::chrono::nanoseconds> wall_;
    std::chrono::nanoseconds monotonic_;
    bool synchronised_ = true;
};

}  // namespace signage::testing
