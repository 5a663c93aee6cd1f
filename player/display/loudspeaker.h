// The box's sound: one device, opened when a film first asks for it and kept, fed ahead of what is heard.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace signage {

// Any thread, one at a time.
class Loudspeaker {
  public:
    // Interleaved stereo, 48,000 samples a second. Null where there is no device that takes it: no fault, a
    // box without a loudspeaker shows films all the same. May take some hundred milliseconds.
    static std::shared_ptr<Loudspeaker> open();
    ~Loudspeaker();
    Loudspeaker(const Loudspeaker&) = delete;
    Loudspeaker& operator=(const Loudspeaker&) = delete;

    // Heard after what is queued already; never waits.
    void play(const std::vector<std::int16_t>& samples);
    std::chrono::nanoseconds queued() const;

  private:
    explicit Loudspeaker(std::uint32_t device) : device_(device) {}
    std::uint32_t device_;
};

}  // namespace signage
