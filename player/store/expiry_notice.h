// How near the end of an edition, or of the keys behind it, has come: the steps at which people are told.
// Pure.
#pragma once

#include <chrono>
#include <cstdint>

#include "player/base/civil_time.h"

namespace signage {

// None, or the smallest step that has been reached: 60, 30, 7, and 0 when it is over.
enum class ExpiryNotice { none, days60, days30, days7, over };

constexpr ExpiryNotice expiryNotice(Instant expires, Instant now) {
    if (now >= expires) return ExpiryNotice::over;
    const auto left = expires - now;
    if (left <= std::chrono::days{7}) return ExpiryNotice::days7;
    if (left <= std::chrono::days{30}) return ExpiryNotice::days30;
    return left <= std::chrono::days{60} ? ExpiryNotice::days60 : ExpiryNotice::none;
}

// Whole days until then, a day that has begun not counted; 0 when it is over.
constexpr std::int64_t daysLeft(Instant expires, Instant now) {
    return now >= expires ? 0 : std::chrono::floor<std::chrono::days>(expires - now).count();
}

}  // namespace signage
