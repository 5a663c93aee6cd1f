// How punctual slides are: when the first frame of each came, against when its slot began.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace signage {

// One thread.
class SlideTimes {
  public:
    using Nanoseconds = std::chrono::nanoseconds;

    // A slide's first frame came that much after the slot's beginning; `period` is a frame's.
    void shown(Nanoseconds late, Nanoseconds period);

    std::uint64_t count() const { return count_; }
    // Slides whose first frame came later than one frame after their time.
    std::uint64_t lateCount() const { return lateCount_; }
    // Medians of the first and the last ten and of the last thousand, and the longest of all, in
    // milliseconds; 0 without slides. A show that drifts has a larger last than first.
    double first() const;
    double last() const;
    double median() const;
    double longest() const { return longest_; }

  private:
    std::uint64_t count_ = 0;
    std::uint64_t lateCount_ = 0;
    double longest_ = 0;
    std::vector<double> beginning_;  // the first ten
    std::vector<double> recent_;     // a ring
};

}  // namespace signage
