// The ink of a run: how much of each pixel its characters cover. Pure data.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "player/base/geometry.h"

namespace signage {

struct Glyph;

struct Ink {
    Point from;  // of the first row and column, from the left end of the baseline
    Size size;
    std::vector<std::uint8_t> coverage;  // 0 to 255, row by row
};

struct PlacedGlyph {
    std::shared_ptr<const Glyph> glyph;
    int x = 0;  // of the pen, in pixels from the left end of the baseline
};

// Laid as SDL_ttf lays them: where two meet both count, bit by bit, and ink that reaches left of the
// baseline's end or above `ascent` pushes the whole run right or down.
Ink inkOf(const std::vector<PlacedGlyph>& glyphs, int ascent);

}  // namespace signage
