// A wall clock in memory that two processes share: the soak sets it, the player's schedule reads it. Between
// two settings it stands still, so that the soak knows exactly what belongs on the glass. The monotonic clock
// is the machine's.
#pragma once

#include <atomic>
#include <cstdint>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "player/ports/clock.h"

namespace signage::soak {

class LeapClock final : public Clock {
  public:
    // Maps that file, which is made when it is not there.
    LeapClock(const Clock& real, const std::string& path) : real_(real) {
        const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (file < 0 || ftruncate(file, sizeof(std::atomic<std::int64_t>)) != 0)
            throw std::runtime_error("no clock at " + path);
        void* const place =
            mmap(nullptr, sizeof(std::atomic<std::int64_t>), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        close(file);
        if (place == MAP_FAILED) throw std::runtime_error("no memory for the clock");
        time_ = static_cast<std::atomic<std::int64_t>*>(place);
    }
    ~LeapClock() override { munmap(time_, sizeof *time_); }
    LeapClock(const LeapClock&) = delete;
    LeapClock& operator=(const LeapClock&) = delete;

    void set(Instant time) { *time_ = time.time_since_epoch().count(); }
    Instant wall() const override { return Instant{Duration{time_->load()}}; }
    std::chrono::nanoseconds monotonic() const override { return real_.monotonic(); }
    bool synchronised() const override { return true; }

  private:
    const Clock& real_;
    std::atomic<std::int64_t>* time_;
};

}  // namespace signage::soak
