// Small pictures of a surface, for people who look from afar. From any thread.
#pragma once

#include <cstddef>
#include <string>

#include "player/base/error.h"
#include "player/paint/surface.h"

namespace signage {

// At most `most` pixels wide and high, the proportions kept; never larger than the surface itself.
Result<Surface> thumbnail(const SDL_Surface& surface, int most);

// The surface as JPEG, at the best quality that keeps it within `mostBytes`; Fault::invalid when none does.
Result<std::string> jpegOf(const SDL_Surface& surface, std::size_t mostBytes);

}  // namespace signage
