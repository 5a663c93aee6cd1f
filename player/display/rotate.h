// Turns a composed slide the way the panel hangs.
#pragma once

#include "player/display/window.h"
#include "player/paint/surface.h"

namespace signage {

// A copy turned clockwise; fails only when memory is out.
Result<Surface> rotated(const SDL_Surface& surface, Rotation rotation);
// The same into a surface that has the turned size.
void rotateInto(const SDL_Surface& surface, Rotation rotation, SDL_Surface& to);
// Where a rectangle of a canvas comes to lie.
Rect turnedRect(const Rect& rect, Size canvas, Rotation rotation);

}  // namespace signage
