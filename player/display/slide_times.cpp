// Medians of lateness.
#include "player/display/slide_times.h"

#include <algorithm>

namespace signage {
namespace {

constexpr std::size_t ends = 10;
constexpr std::size_t ring = 1000;

double middle(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), half, values.end());
    return *half;
}

}  // namespace

void SlideTimes::shown(Nanoseconds late, Nanoseconds period) {
    const double milliseconds = std::chrono::duration<double, std::milli>(late).count();
    if (beginning_.size() < ends) beginning_.push_back(milliseconds);
    if (recent_.size() < ring) {
        recent_.push_back(milliseconds);
    } else {
        recent_[count_ % ring] = milliseconds;
    }
    ++count_;
    if (late > period) ++lateCount_;
    longest_ = std::max(longest_, milliseconds);
}

double SlideTimes::first() const {
    return middle(beginning_);
}

double SlideTimes::last() const {
    std::vector<double> newest;
    for (std::uint64_t back = 1; back <= std::min<std::uint64_t>(ends, count_); ++back)
        newest.push_back(recent_[(count_ - back) % ring]);
    return middle(newest);
}

double SlideTimes::median() const {
    return middle(recent_);
}

}  // namespace signage
