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

    // Which of them is the caption of that time; -1: there is none.
    int at(std::chrono::nanoseconds time) const;
    // That one by itself, and where it stands on the film's picture.
    const Rect& placeOf(int caption) const { return captions_[static_cast<std::size_t>(caption)].rect; }
    Result<Surface> surfaceOf(int caption) const;

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
    // Onto rows of `pitch` bytes, the first of which is the caption's.
    static void unpack(const Painted& painted, std::uint8_t* first, int pitch);

    std::vector<Painted> captions_;
};

}  // namespace signage
