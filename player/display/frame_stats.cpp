// Counting frames and their gaps.
#include "player/display/frame_stats.h"

#include <algorithm>
#include <cmath>

namespace signage {
namespace {

constexpr std::size_t kept = 36'000;  // ten minutes of transitions at 60 Hz

void remember(std::vector<float>& ring, std::size_t& next, float value) {
    if (ring.size() < kept) {
        ring.push_back(value);
    } else {
        ring[next] = value;
        next = (next + 1) % kept;
    }
}

double percentile(std::vector<float> values, double percent) {
    if (values.empty()) return 0;
    const double rank = percent / 100.0 * static_cast<double>(values.size() - 1);
    const auto index = static_cast<std::ptrdiff_t>(std::lround(rank));
    std::nth_element(values.begin(), values.begin() + index, values.end());
    return static_cast<double>(values[static_cast<std::size_t>(index)]);
}

float milliseconds(FrameStats::Nanoseconds time) {
    return std::chrono::duration<float, std::milli>(time).count();
}

}  // namespace

void FrameStats::presented(Nanoseconds when, Nanoseconds cost, bool animated, Nanoseconds period) {
    ++presented_;
    if (animated) {
        remember(costs_, costNext_, milliseconds(cost));
        if (inSequence_) {
            const Nanoseconds gap = when - lastPresent_;
            remember(gaps_, gapNext_, milliseconds(gap));
            const auto late = (gap + period / 2) / period;  // periods, rounded
            if (late > 1) missed_ += static_cast<std::uint64_t>(late - 1);
        }
    }
    inSequence_ = animated;
    lastPresent_ = when;
}

double FrameStats::gapPercentile(double percent) const {
    return percentile(gaps_, percent);
}
double FrameStats::costPercentile(double percent) const {
    return percentile(costs_, percent);
}

}  // namespace signage
