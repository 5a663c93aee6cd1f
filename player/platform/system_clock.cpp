// The machine's clocks by clock_gettime and adjtimex.
#include "player/platform/system_clock.h"

#include <ctime>
#include <fstream>

#include <sys/timex.h>

namespace signage {
namespace {

std::chrono::nanoseconds readClock(clockid_t which) {
    timespec time{};
    ::clock_gettime(which, &time);
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

}  // namespace

Instant SystemClock::wall() const {
    return Instant{std::chrono::floor<Duration>(readClock(CLOCK_REALTIME))};
}

std::chrono::nanoseconds SystemClock::monotonic() const {
    return readClock(CLOCK_BOOTTIME);
}

bool SystemClock::synchronised() const {
    timex state{};
    const int result = ::adjtimex(&state);
    return result >= 0 && result != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

PretendClock::PretendClock(const Clock& real, Instant start)
    : real_(real), start_(start), made_(real.monotonic()) {}

Instant PretendClock::wall() const {
    return start_ + std::chrono::floor<Duration>(real_.monotonic() - made_);
}

std::chrono::nanoseconds PretendClock::monotonic() const {
    return real_.monotonic();
}

bool PretendClock::synchronised() const {
    return true;
}

std::string bootId() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    if (!(file >> id)) return "unknown";
    return id;
}

}  // namespace signage
