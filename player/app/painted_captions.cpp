// Packing and laying.
#include "player/app/painted_captions.h"

#include <algorithm>

#include "player/layout/caption.h"

namespace signage {

void PaintedCaptions::add(std::chrono::nanoseconds from, std::chrono::nanoseconds until,
                          const SDL_Surface& caption, Size film) {
    Painted painted{from, until, captionRect({caption.w, caption.h}, film), {}};
    for (int y = 0; y < painted.rect.height; ++y) {
        const auto* row =
            reinterpret_cast<const std::uint32_t*>(static_cast<const std::uint8_t*>(caption.pixels) +
                                                   static_cast<std::ptrdiff_t>(y) * caption.pitch);
        for (int x = 0; x < painted.rect.width; ++x) {
            if (x > 0 && painted.runs.back().pixel == row[x]) {
                ++painted.runs.back().count;
            } else {
                painted.runs.push_back({row[x], 1});
            }
        }
    }
    captions_.push_back(std::move(painted));
}

std::size_t PaintedCaptions::bytes() const {
    std::size_t sum = 0;
    for (const Painted& painted : captions_) sum += painted.runs.size() * sizeof(Run);
    return sum;
}

void PaintedCaptions::lay(const FilmPixels& picture, std::chrono::nanoseconds time) const {
    const Painted* found = nullptr;
    for (const Painted& painted : captions_) {
        if (painted.from > time) break;
        if (time < painted.until) found = &painted;
    }
    if (found == nullptr) return;
    const Rect& rect = found->rect;
    if (rect.right() > picture.size.width || rect.bottom() > picture.size.height) return;
    auto run = found->runs.begin();
    for (int y = rect.y; y < rect.bottom(); ++y) {
        auto* at =
            reinterpret_cast<std::uint32_t*>(picture.first + static_cast<std::ptrdiff_t>(y) * picture.pitch) +
            rect.x;
        for (int left = rect.width; left > 0; ++run) {
            at = std::fill_n(at, run->count, run->pixel);
            left -= static_cast<int>(run->count);
        }
    }
}

}  // namespace signage
