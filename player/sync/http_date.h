// The Date header.
#pragma once

#include <optional>
#include <string_view>

#include "player/base/civil_time.h"

namespace signage {

// "Sun, 06 Nov 1994 08:49:37 GMT"; none for any other form (the obsolete ones are no longer sent).
std::optional<Instant> parseHttpDate(std::string_view text);

}  // namespace signage
