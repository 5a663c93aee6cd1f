// Composes one frame of a transition straight into the window's surface. All surfaces have the same size and
// 32 bits a pixel with the colour bytes in the same order; alpha and padding bytes are ignored. No
// allocation.
#pragma once

#include <SDL.h>

#include "player/playlist/playlist.h"

namespace signage {

// `progress` 0 is all `from`, 1 all `to`; clamped. Precondition: same sizes.
void composeTransition(TransitionKind kind, const SDL_Surface& from, const SDL_Surface& to, double progress,
                       SDL_Surface& target);

// Plain copy, row by row.
void copyPixels(const SDL_Surface& from, SDL_Surface& target);

}  // namespace signage
