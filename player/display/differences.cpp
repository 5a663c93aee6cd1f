// Comparing piece by piece.
#include "player/display/differences.h"

#include <algorithm>
#include <cstring>

#include "player/display/blend.h"

namespace signage {
namespace {

constexpr int pieces = 64;      // bits of a row
constexpr int bandHeight = 24;  // rows; a rectangle costs the display server a request

const std::uint8_t* at(const SDL_Surface& surface, int x, int y) {
    return static_cast<const std::uint8_t*>(surface.pixels) + static_cast<std::ptrdiff_t>(y) * surface.pitch +
           4L * x;
}

}  // namespace

void Differences::begin(Size size) {
    size_ = size;
    // A multiple of 16 pixels, so that the loops over a piece have no rest.
    piece_ = std::max(16, ((size.width + pieces - 1) / pieces + 15) / 16 * 16);
    rows_.assign(static_cast<std::size_t>(std::max(0, size.height)), 0);
    const int bands = size.height / bandHeight + 1;
    parts_.reserve(static_cast<std::size_t>(bands));
    compared_ = 0;
    counted_ = false;
}

void Differences::forget() {
    size_ = {};
    compared_ = 0;
}

bool Differences::compare(const SDL_Surface& a, const SDL_Surface& b, int rows) {
    const int end = std::min(size_.height, compared_ + rows);
    for (int y = compared_; y < end; ++y) {
        std::uint64_t bits = 0;
        std::uint64_t bit = 1;
        for (int x = 0; x < size_.width; x += piece_, bit <<= 1U) {
            const auto width = static_cast<std::size_t>(std::min(piece_, size_.width - x));
            if (!sameSpan(at(a, x, y), at(b, x, y), width)) bits |= bit;
        }
        rows_[static_cast<std::size_t>(y)] |= bits;  // some may be marked
    }
    compared_ = end;
    counted_ = false;
    return known();
}

std::uint64_t Differences::bitsFor(int x, int width) const {
    const int first = x / piece_;
    const int last = (x + width - 1) / piece_;
    const int count = last - first + 1;
    const std::uint64_t ones = count >= pieces ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    return ones << first;
}

void Differences::mark(const Rect& part) {
    const int left = std::max(0, part.x);
    const int right = std::min(size_.width, part.right());
    if (left >= right) return;
    const std::uint64_t bits = bitsFor(left, right - left);
    for (int y = std::max(0, part.y); y < std::min(size_.height, part.bottom()); ++y)
        rows_[static_cast<std::size_t>(y)] |= bits;
    counted_ = false;
}

// The height is 0 where nothing differs.
SDL_Rect Differences::partOf(int top, int bottom) const {
    std::uint64_t all = 0;
    int first = bottom;
    int last = top;
    for (int y = top; y < bottom; ++y) {
        const std::uint64_t bits = rows_[static_cast<std::size_t>(y)];
        if (bits == 0) continue;
        all |= bits;
        first = std::min(first, y);
        last = y + 1;
    }
    if (all == 0) return {0, 0, 0, 0};
    const int x = __builtin_ctzll(all) * piece_;
    const int right = std::min(size_.width, (pieces - __builtin_clzll(all)) * piece_);
    return {x, first, right - x, last - first};
}

const std::vector<SDL_Rect>& Differences::parts() {
    if (counted_) return parts_;
    parts_.clear();
    for (int top = 0; top < size_.height; top += bandHeight) {
        const SDL_Rect part = partOf(top, std::min(size_.height, top + bandHeight));
        if (part.h == 0) continue;
        SDL_Rect* const above = parts_.empty() ? nullptr : &parts_.back();
        if (above != nullptr && above->x == part.x && above->w == part.w && above->y + above->h == part.y) {
            above->h += part.h;
        } else {
            parts_.push_back(part);
        }
    }
    counted_ = true;
    return parts_;
}

}  // namespace signage
