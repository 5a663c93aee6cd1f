// Pixels: fills, polygons and blits with alpha, in integer arithmetic of our own so that the same list gives
// the same bytes whatever instructions the machine has. Everything is clipped to the canvas, without a change
// in the pixels within. Private to paint.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <SDL.h>

#include "player/base/geometry.h"
#include "player/text/ink.h"

namespace signage::raster {

// What is drawn upon: `clip` of a picture, its rows from clip.y on at `rows`, `pitch` pixels apart. Not
// owned.
struct Canvas {
    std::uint32_t* rows = nullptr;  // where pixel (0, clip.y) is
    std::ptrdiff_t pitch = 0;
    Rect clip;
};

// A whole surface of 32 bits a pixel.
Canvas canvasOf(SDL_Surface& surface);

void clear(const Canvas& target, Color color);
void fillRect(const Canvas& target, Rect rect, Color color);
// Corners are anti-aliased; the radius is at most half of the shorter side.
void fillRounded(const Canvas& target, Rect rect, int radius, Color color);
// Convex, anti-aliased. Fewer than three points draw nothing.
void fillPolygon(const Canvas& target, const std::vector<Point>& points, Color color);
void drawLine(const Canvas& target, Point from, Point to, int thickness, Color color);
// `source` is ARGB8888 with straight alpha. `crop` is in source pixels.
void blit(const Canvas& target, const SDL_Surface& source, Rect crop, Point to);
// The opaque `color` where the ink is, its first pixel at `to`.
void stamp(const Canvas& target, const Ink& ink, Point to, Color color);

}  // namespace signage::raster
