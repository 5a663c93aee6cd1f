// A film's captions as pixels, packed: painted on the preparing thread, where the fonts are, and laid onto
// the film's pictures on the reel's. Immutable once made.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "player/base/geometry.h"
#include "player/film/film.h"
#include "player/paint/surface.h"

namespace signage {

class PaintedCaptions {
  public:
    // Of a film whose pictures are that large; `from` in rising order.
    void add(std::chrono::nanoseconds from, std::chrono::nanoseconds until, const SDL_Surface& caption,
             Size film);
    bool empty() const { return captions_.empty(); }
    std::size_t bytes() const;

    // The caption of that time onto the picture; nothing where there is none.
    void lay(const FilmPixels& picture, std::chrono::nanoseconds time) const;

  private:
    // Flat grounds and letters: runs of one colour, row by row.
    struct Run {
        std::uint32_t pixel = 0;
        std::uint32_t count = 0;
    };
    struct Painted {
        std::chrono::nanoseconds from{0};
        std::chrono::nanoseconds until{0};
        Rect rect;
        std::vector<Run> runs;
    };
    std::vector<Painted> captions_;
};

}  // namespace signage
