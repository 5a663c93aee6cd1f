// Back-off while there is no display.
#include "player/app/display_watch.h"

#include <algorithm>
#include <utility>

namespace signage {
namespace {

constexpr DisplayWatch::Time firstPause = std::chrono::seconds{1};
constexpr DisplayWatch::Time longestPause = std::chrono::seconds{5};
constexpr DisplayWatch::Time untilResized = std::chrono::milliseconds{500};
constexpr DisplayWatch::Time whileWell = std::chrono::seconds{20};

constexpr DrawWatch::Time untilTold = std::chrono::seconds{5};
constexpr DrawWatch::Time untilReopened = std::chrono::seconds{30};
const std::string nothing;

}  // namespace

void DrawWatch::tried(std::string fault, Time now) {
    if (fault_.empty()) since_ = reopened_ = now;
    fault_ = std::move(fault);
}

const std::string& DrawWatch::trouble(Time now) const {
    return now - since_ < untilTold ? nothing : fault_;
}

bool DrawWatch::reopen(Time now) {
    if (fault_.empty() || now - reopened_ < untilReopened) return false;
    reopened_ = now;
    return true;
}

void DisplayWatch::stir(Time now) {
    next_ = std::min(next_, now + untilResized);
}

bool DisplayWatch::looked(bool absent, bool outgrown, Time now) {
    if (absent) {
        const bool first = pause_ == Time::zero();
        pause_ = first ? firstPause : std::min(pause_ * 2, longestPause);
        next_ = now + pause_;
        suspected_ = false;
        return !first;
    }
    pause_ = Time::zero();
    if (!outgrown) {
        suspected_ = false;
        next_ = now + whileWell;
        return false;
    }
    next_ = now + untilResized;
    return std::exchange(suspected_, !suspected_);
}

}  // namespace signage
