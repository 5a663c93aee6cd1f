// Turns a composed slide the way the panel hangs.
#pragma once

#include "player/display/window.h"
#include "player/paint/surface.h"

namespace signage {

// A copy turned clockwise; fails only when memory is out.
Result<Surface> rotated(const SDL_Surface& surface, Rotation rotation);

}  // namespace signage
