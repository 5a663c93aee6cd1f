// latest.json: {"epoch": 1, "number": 42}, unsigned; what is polled.
#pragma once

#include <string>
#include <string_view>

#include "player/base/error.h"
#include "player/playlist/playlist.h"

namespace signage {

inline constexpr std::int64_t maxLatestBytes = 4096;

// Fault::invalid unless both are integers from 1 to 2^63-1, each given once. Unknown fields are ignored.
Result<EditionId> parseLatest(std::string_view bytes);
std::string writeLatest(EditionId id);

}  // namespace signage
