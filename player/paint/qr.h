// QR codes: level M, whole pixels a module, the quiet zone of four modules inside the rectangle. Private to
// paint.
#pragma once

#include <string>

#include <SDL.h>

#include "player/base/error.h"
#include "player/base/geometry.h"

namespace signage {

// Fails when the payload is empty, too long for a code, or the rectangle has no whole pixel for a module.
Result<void> drawQr(SDL_Surface& target, const std::string& payload, Rect rect);

}  // namespace signage
