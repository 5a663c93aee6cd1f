// The clock that a test moves.
#include "tests/support/fake_clock.h"

#include <stdexcept>

namespace signage::testing {
namespace {

std::chrono::sys_time<std::chrono::nanoseconds> parse(std::string_view text) {
    const auto time = parseInstant(text, Zone::tokyo());
    if (!time) throw std::invalid_argument(time.error().line(Language::english));
    return *time;
}

}  // namespace

FakeClock::FakeClock(std::string_view wall, std::chrono::nanoseconds monotonic)
    : wall_(parse(wall)), monotonic_(monotonic) {}

Instant FakeClock::wall() const {
    const std::lock_guard lock(mutex_);
    return std::chrono::floor<Duration>(wall_);
}

std::chrono::nanoseconds FakeClock::monotonic() const {
    const std::lock_guard lock(mutex_);
    return monotonic_;
}

bool FakeClock::synchronised() const {
    const std::lock_guard lock(mutex_);
    return synchronised_;
}

void FakeClock::advance(std::chrono::nanoseconds by) {
    const std::lock_guard lock(mutex_);
    wall_ += by;
    monotonic_ += by;
}

void FakeClock::setWall(std::string_view wall) {
    const std::lock_guard lock(mutex_);
    wall_ = parse(wall);
}

void FakeClock::setSynchronised(bool synchronised) {
    const std::lock_guard lock(mutex_);
    synchronised_ = synchronised;
}

}  // namespace signage::testing
