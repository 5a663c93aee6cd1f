// Composes one frame of a transition straight into the window's surface. All surfaces have the same size and
// 32 bits a pixel with the colour bytes in the same order; alpha and padding bytes are ignored. No
// allocation.
#pragma once

#include <cstddef>
#include <cstdint>

#include <SDL.h>

#include "player/base/geometry.h"
#include "player/display/differences.h"
#include "player/playlist/playlist.h"

namespace signage {

// `progress` 0 is all `from`, 1 all `to`; clamped. Precondition: same sizes.
void composeTransition(TransitionKind kind, const SDL_Surface& from, const SDL_Surface& to, double progress,
                       SDL_Surface& target);

// A frame of a crossfade where the pictures differ; elsewhere `target` is left as it is. Precondition:
// `differences` knows both.
void composeCrossfade(const SDL_Surface& from, const SDL_Surface& to, const Differences& differences,
                      double progress, SDL_Surface& target);

// How far a slide or wipe has come across `width` pixels: it starts and ends gently.
int movedBy(double progress, int width);

// Plain copy, row by row.
void copyPixels(const SDL_Surface& from, SDL_Surface& target);
// The same of that part alone, which lies within both.
void copyPixels(const SDL_Surface& from, SDL_Surface& target, const Rect& part);

// All of a smaller picture to that place, within which it lies.
void copyPixelsTo(const SDL_Surface& from, SDL_Surface& target, Point place);

// Whether so many pixels that lie side by side are the same, the padding bytes left out.
bool sameSpan(const std::uint8_t* a, const std::uint8_t* b, std::size_t pixels);
// Whether two pictures of one size show the same, the padding bytes left out.
bool samePixels(const SDL_Surface& a, const SDL_Surface& b);
// Whether `part` is what `whole` shows from row `top` on; the same width.
bool sameRows(const SDL_Surface& whole, int top, const SDL_Surface& part);
// The smallest rectangle outside of which both show the same; empty when they do everywhere.
Rect differingPart(const SDL_Surface& a, const SDL_Surface& b);

}  // namespace signage
