// Pixels: fills, polygons and blits with alpha, in integer arithmetic of our own so that the same list gives
// the same bytes whatever instructions the machine has. Everything is clipped to the target's clip rectangle,
// without a change in the pixels within. Private to paint.
#pragma once

#include <vector>

#include <SDL.h>

#include "player/base/geometry.h"
#include "player/text/ink.h"

namespace signage::raster {

void clear(SDL_Surface& target, Color color);
void fillRect(SDL_Surface& target, Rect rect, Color color);
// Corners are anti-aliased; the radius is at most half of the shorter side.
void fillRounded(SDL_Surface& target, Rect rect, int radius, Color color);
// Convex, anti-aliased. Fewer than three points draw nothing.
void fillPolygon(SDL_Surface& target, const std::vector<Point>& points, Color color);
void drawLine(SDL_Surface& target, Point from, Point to, int thickness, Color color);
// `source` is ARGB8888 with straight alpha. `crop` is in source pixels.
void blit(SDL_Surface& target, const SDL_Surface& source, Rect crop, Point to);
// The opaque `color` where the ink is, its first pixel at `to`.
void stamp(SDL_Surface& target, const Ink& ink, Point to, Color color);

}  // namespace signage::raster
