// Row by row.
#include "player/display/glass_look.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "player/display/blend.h"

namespace signage {
namespace {

const std::uint32_t* rowOf(const SDL_Surface& surface, int y) {
    return reinterpret_cast<const std::uint32_t*>(static_cast<const char*>(surface.pixels) +
                                                  static_cast<std::ptrdiff_t>(y) * surface.pitch);
}

bool sameRun(const std::uint32_t* a, const std::uint32_t* b, int from, int until) {
    if (until <= from) return true;
    return sameSpan(reinterpret_cast<const std::uint8_t*>(a + from),
                    reinterpret_cast<const std::uint8_t*>(b + from), static_cast<std::size_t>(until - from));
}

}  // namespace

GlassLook::GlassLook(const SDL_Surface& composed, const PlanesView* film) : composed_(composed), film_(film) {
    if (film == nullptr) return;
    if (!Rect{0, 0, composed.w, composed.h}.contains(film->place)) {
        exact_ = false;  // it can be nowhere
        film_ = nullptr;
        return;
    }
    painter_.emplace(*film);
    expected_.resize(static_cast<std::size_t>(composed.w));
}

void GlassLook::row(int y, const std::uint32_t* shown) {
    if (!exact_) return;
    const std::uint32_t* composed = rowOf(composed_, y);
    if (film_ == nullptr || y < film_->place.y || y >= film_->place.bottom()) {
        exact_ = sameRun(composed, shown, 0, composed_.w);
        return;
    }
    exact_ = sameRun(composed, shown, 0, film_->place.x) &&
             sameRun(composed, shown, film_->place.right(), composed_.w);
    if (!exact_) return;
    painter_->row(y, expected_.data());
    // Its caption is exact again.
    const Rect words = film_->caption == nullptr ? Rect{} : film_->captionPlace;
    if (!words.empty() && y >= words.y && y < words.bottom())
        exact_ = sameRun(expected_.data(), shown, words.x, words.right());
    filmRow(shown);
}

void GlassLook::filmRow(const std::uint32_t* shown) {
    for (int x = film_->place.x; x < film_->place.right(); ++x) {
        const std::uint32_t a = expected_[static_cast<std::size_t>(x)];
        const std::uint32_t b = shown[x];
        int most = 0;
        for (const unsigned shift : {0U, 8U, 16U}) {
            const int levels =
                std::abs(static_cast<int>(a >> shift & 255U) - static_cast<int>(b >> shift & 255U));
            levels_ += levels;
            most = std::max(most, levels);
        }
        if (most > mostLevels) ++off_;
    }
    pixels_ += film_->place.width;
}

bool GlassLook::same() const {
    if (!exact_) return false;
    return off_ * 1000 <= pixels_ * mostOff && levels_ * 10 <= pixels_ * mostMean;
}

}  // namespace signage
