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

int PaintedCaptions::at(std::chrono::nanoseconds time) const {
    int found = -1;
    for (std::size_t i = 0; i < captions_.size(); ++i) {
        if (captions_[i].from > time) break;
        if (time < captions_[i].until) found = static_cast<int>(i);
    }
    return found;
}

void PaintedCaptions::unpack(const Painted& painted, std::uint8_t* first, int pitch) {
    auto run = painted.runs.begin();
    for (int y = 0; y < painted.rect.height; ++y) {
        auto* at = reinterpret_cast<std::uint32_t*>(first + static_cast<std::ptrdiff_t>(y) * pitch);
        for (int left = painted.rect.width; left > 0; ++run) {
            at = std::fill_n(at, run->count, run->pixel);
            left -= static_cast<int>(run->count);
        }
    }
}

Result<Surface> PaintedCaptions::surfaceOf(int caption) const {
    const Painted& painted = captions_[static_cast<std::size_t>(caption)];
    auto surface = makeSurfaceToFill({painted.rect.width, painted.rect.height});
    if (surface) unpack(painted, static_cast<std::uint8_t*>((*surface)->pixels), (*surface)->pitch);
    return surface;
}

void PaintedCaptions::lay(const FilmPixels& picture, std::chrono::nanoseconds time) const {
    const int found = at(time);
    if (found < 0) return;
    const Rect& rect = placeOf(found);
    if (rect.right() > picture.size.width || rect.bottom() > picture.size.height) return;
    unpack(captions_[static_cast<std::size_t>(found)],
           picture.first + static_cast<std::ptrdiff_t>(rect.y) * picture.pitch + rect.x * 4L, picture.pitch);
}

}  // namespace signage
