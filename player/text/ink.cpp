// Glyphs laid side by side.
#include "player/text/ink.h"

#include <algorithm>
#include <cstddef>

#include "player/text/glyphs.h"

namespace signage {
namespace {

// What the glyphs reach, from the left end of the baseline.
Rect reachOf(const std::vector<PlacedGlyph>& glyphs) {
    Rect reach;
    for (const PlacedGlyph& each : glyphs) {
        const Glyph& glyph = *each.glyph;
        const Rect own{each.x + glyph.left, -glyph.top, glyph.width, glyph.height};
        if (own.empty()) continue;
        if (reach.empty()) reach = own;
        const int left = std::min(reach.x, own.x);
        const int top = std::min(reach.y, own.y);
        reach = {left, top, std::max(reach.right(), own.right()) - left,
                 std::max(reach.bottom(), own.bottom()) - top};
    }
    return reach;
}

}  // namespace

Ink inkOf(const std::vector<PlacedGlyph>& glyphs, int ascent) {
    const Rect reach = reachOf(glyphs);
    Ink ink{{std::max(0, reach.x), std::max(-ascent, reach.y)}, {reach.width, reach.height}, {}};
    const auto pitch = static_cast<std::size_t>(reach.width);
    ink.coverage.resize(pitch * static_cast<std::size_t>(reach.height));
    for (const PlacedGlyph& each : glyphs) {
        const Glyph& glyph = *each.glyph;
        const std::uint8_t* from = glyph.coverage.data();
        const auto columns = static_cast<std::size_t>(glyph.width);
        if (columns == 0) continue;
        std::uint8_t* to = ink.coverage.data() + static_cast<std::size_t>(-glyph.top - reach.y) * pitch +
                           static_cast<std::size_t>(each.x + glyph.left - reach.x);
        for (int y = 0; y < glyph.height; ++y, from += columns, to += pitch)
            std::transform(from, from + columns, to, to,
                           [](unsigned a, unsigned b) { return static_cast<std::uint8_t>(a | b); });
    }
    return ink;
}

}  // namespace signage
