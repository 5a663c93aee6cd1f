// Copying rows, and the film's own time.
#include "player/app/film_slide.h"

#include <cstring>
#include <utility>

#include "player/display/rotate.h"
#include "player/paint/surface.h"

namespace signage {
namespace {

using std::chrono::nanoseconds;

// A view of the pixels, which stay whose they are.
Surface viewOf(const FilmPixels& pixels) {
    return Surface(SDL_CreateRGBSurfaceWithFormatFrom(pixels.first, pixels.size.width, pixels.size.height, 32,
                                                      pixels.pitch, SDL_PIXELFORMAT_XRGB8888));
}

}  // namespace

FilmSlide::FilmSlide(std::string path, std::unique_ptr<Reel> reel, Rect place, FilmPixels first,
                     std::shared_ptr<SoundTrack> sound)
    : path_(std::move(path)),
      reel_(std::move(reel)),
      place_(place),
      first_(first),
      sound_(std::move(sound)) {}

void FilmSlide::start(nanoseconds zero) {
    if (!zero_) zero_ = zero;
}

MovingPicture::Due FilmSlide::due(nanoseconds now) {
    if (!zero_) zero_ = now;
    if (now < *zero_) return {false, 0, *zero_};
    const Reel::Due due = reel_->due(now - *zero_);
    if (due.fresh) {
        shown_ = due.fresh;
        view_ = viewOf(*shown_);
    }
    if (sound_ != nullptr) sound_->advance(now - *zero_);
    return {due.fresh.has_value(), due.missed, *zero_ + due.next};
}

void FilmSlide::lay(SDL_Surface& slide) const {
    if (shown_) layPixels(*shown_, slide);
}

void FilmSlide::layPixels(const FilmPixels& pixels, SDL_Surface& slide) const {
    if (place_.right() > slide.w || place_.bottom() > slide.h) return;
    const auto bytes = static_cast<std::size_t>(pixels.size.width) * 4;
    auto* to = static_cast<std::uint8_t*>(slide.pixels) +
               static_cast<std::ptrdiff_t>(place_.y) * slide.pitch + place_.x * 4L;
    for (int row = 0; row < pixels.size.height; ++row) {
        std::memcpy(to, pixels.first + static_cast<std::ptrdiff_t>(row) * pixels.pitch, bytes);
        to += slide.pitch;
    }
}

std::optional<Error> FilmSlide::trouble(nanoseconds now) const {
    if (!zero_ || now < *zero_) return std::nullopt;
    auto trouble = reel_->trouble(now - *zero_);
    if (trouble) trouble->where = path_;
    return trouble;
}

ReelScreen screenFor(const Rect& rect, Rotation rotation, bool fill) {
    ReelScreen screen;
    screen.size = {rect.width, rect.height};
    screen.fill = fill;
    screen.quarter = rotation == Rotation::quarter || rotation == Rotation::threeQuarters;
    if (rotation != Rotation::none) {
        screen.turn = [rotation](const FilmPixels& upright, const FilmPixels& turned) {
            const Surface from = viewOf(upright);
            const Surface to = viewOf(turned);
            if (from != nullptr && to != nullptr) rotateInto(*from, rotation, *to);
        };
    }
    return screen;
}

}  // namespace signage
