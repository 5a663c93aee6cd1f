// Where two pictures of one size differ, kept as one bit for a piece of a row: slides share their ground,
// their head and their foot, and a crossfade need not touch what both show. No allocation after begin().
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include <SDL.h>

#include "player/base/geometry.h"

namespace signage {

class Differences {
  public:
    // Of pictures of that size; nothing is compared yet.
    void begin(Size size);
    // Compares the next `rows` rows; the pictures are those of all calls since begin(). True: all are
    // compared.
    bool compare(const SDL_Surface& a, const SDL_Surface& b, int rows);
    // No picture is compared with another.
    void forget();
    // What lies there counts as different from now on.
    void mark(const Rect& part);

    bool known() const { return size_.height > 0 && compared_ == size_.height; }
    Size size() const { return size_; }

    // Calls act(x, width) for each run of row `y` that differs, from left to right.
    template <typename Act>
    void eachRun(int y, Act act) const {
        std::uint64_t bits = rows_[static_cast<std::size_t>(y)];
        int piece = 0;
        while (bits != 0) {
            const int skipped = __builtin_ctzll(bits);
            piece += skipped;
            bits >>= static_cast<unsigned>(skipped);
            const int run = bits == ~std::uint64_t{0} ? 64 : __builtin_ctzll(~bits);
            const int x = piece * piece_;
            act(x, std::min(run * piece_, size_.width - x));
            piece += run;
            bits = run >= 64 ? 0 : bits >> static_cast<unsigned>(run);
        }
    }

    // Rectangles that hold all that differs, from top to bottom, none over another: for whoever hands the
    // pixels on. A band of rows each.
    const std::vector<SDL_Rect>& parts();

  private:
    std::uint64_t bitsFor(int x, int width) const;
    SDL_Rect partOf(int top, int bottom) const;

    Size size_;
    int piece_ = 1;  // pixels for a bit
    int compared_ = 0;
    std::vector<std::uint64_t> rows_;
    std::vector<SDL_Rect> parts_;  // of the bits as they are, if `counted_`
    bool counted_ = false;
};

}  // namespace signage
