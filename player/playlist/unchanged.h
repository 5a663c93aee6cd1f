// What two editions have in common.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace signage {

// The ids of the slides that both published playlists hold, the same to the last value, with the same media
// behind their paths. Compared as JSON, so that nothing that a slide may say is forgotten. Empty when either
// is not a playlist. Pure.
std::set<std::string> unchangedSlides(std::string_view before, std::string_view now);

}  // namespace signage
