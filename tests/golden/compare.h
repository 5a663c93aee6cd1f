// Two pictures compared pixel by pixel.
#pragma once

#include <string>

#include "player/base/geometry.h"
#include "player/paint/surface.h"

namespace signage::golden {

// Edges of letters, curves and pictures are rounded from floating point: another compiler or a patch release
// of FreeType may round a channel one or two steps otherwise. What stands a pixel beside its place differs by
// the whole contrast of its colours, a hundred times as much.
constexpr int channelTolerance = 3;

struct Comparison {
    bool sameSize = true;
    int differing = 0;  // pixels with a channel off by more than the tolerance
    int largest = 0;    // the largest distance of a channel
    Rect where;         // around all of them
    bool same() const { return sameSize && differing == 0; }
    std::string text() const;
};

Comparison compare(const SDL_Surface& actual, const SDL_Surface& golden);
// What differs in red on the golden picture made pale. Both of one size.
Surface differenceOf(const SDL_Surface& actual, const SDL_Surface& golden);

}  // namespace signage::golden
