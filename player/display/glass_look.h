// One look at the glass, row by row, against what was composed: exact, but for the picture of a film that the
// GPU has made from its planes. There it is compared with what the processor makes of the same planes, and
// may differ by as much as two ways of rounding do.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <SDL.h>

#include "player/display/planes_painter.h"

namespace signage {

class GlassLook {
  public:
    // A pixel of a film with a colour that differs by more levels is off. Measured with pictures of which
    // every pixel is another colour, scaled, cropped and turned, on llvmpipe (Mesa 22.3, SDL 2.26): 3 at
    // most. Of the fractions of a texel between which it mixes OpenGL asks no GPU for more than a sixteenth.
    static constexpr int mostLevels = 16;
    // So many of a look's film pixels may be off, in 1/1000: hard edges. Measured: none.
    static constexpr std::int64_t mostOff = 10;
    // And so much may they differ on average, the levels of the three colours added, in 1/10. Measured: 15. A
    // picture that is four levels darker, or a twenty-fifth of its width beside its place, is found.
    static constexpr std::int64_t mostMean = 30;

    // Both are kept by reference. `film` lies over the composed slide; null: there is none.
    GlassLook(const SDL_Surface& composed, const PlanesView* film);

    // What is shown in row `y`, as wide as the slide; the padding bytes may be anything.
    void row(int y, const std::uint32_t* shown);
    // Whether all rows so far show what was composed.
    bool same() const;

  private:
    void filmRow(const std::uint32_t* shown);

    const SDL_Surface& composed_;
    const PlanesView* film_;
    std::optional<PlanesPainter> painter_;
    std::vector<std::uint32_t> expected_;  // a row
    bool exact_ = true;
    std::int64_t pixels_ = 0;  // of the film
    std::int64_t off_ = 0;
    std::int64_t levels_ = 0;
};

}  // namespace signage
