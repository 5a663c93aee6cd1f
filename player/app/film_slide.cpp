// Copying rows, and the film's own time.
#include "player/app/film_slide.h"

#include <cstring>
#include <utility>

#include "player/display/planes_painter.h"
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

FilmSlide::FilmSlide(std::string path, std::unique_ptr<Reel> reel, Hanging hanging, FilmPixels first,
                     std::shared_ptr<SoundTrack> sound)
    : path_(std::move(path)),
      reel_(std::move(reel)),
      hanging_(std::move(hanging)),
      first_(first),
      sound_(std::move(sound)) {}

void FilmSlide::start(nanoseconds zero) {
    if (!zero_) zero_ = zero;
}

MovingPicture::Due FilmSlide::due(nanoseconds now) {
    if (!zero_) zero_ = now;
    if (now < *zero_) return {false, 0, *zero_};
    const Reel::Due due = reel_->due(now - *zero_);
    if (due.planes != nullptr) {
        shown_.reset();
        view_.reset();
        viewPlanes(due.planes, due.filmTime);
    } else if (due.fresh) {
        planes_.reset();
        shown_ = due.fresh;
        view_ = viewOf(*shown_);
    }
    if (sound_ != nullptr) sound_->advance(now - *zero_);
    return {due.fresh || due.planes != nullptr, due.missed, *zero_ + due.next};
}

// The caption is turned by the thread that presents, when it changes: a millisecond or two every few seconds.
void FilmSlide::turnCaption(int caption) {
    caption_ = caption;
    turned_ = nullptr;
    auto upright = hanging_.captions->surfaceOf(caption);
    if (!upright) return;
    const bool quarter =
        hanging_.rotation == Rotation::quarter || hanging_.rotation == Rotation::threeQuarters;
    const Rect& place = hanging_.place;
    const Size film = quarter ? Size{place.height, place.width} : Size{place.width, place.height};
    const Rect rect = hanging_.captions->placeOf(caption);
    if (!Rect{0, 0, film.width, film.height}.contains(rect)) return;
    if (hanging_.rotation != Rotation::none) upright = rotated(**upright, hanging_.rotation);
    if (!upright) return;
    turned_ = std::shared_ptr<const SDL_Surface>(std::move(*upright));
    turnedPlace_ = turnedRect(rect, film, hanging_.rotation);
    turnedPlace_.x += place.x;
    turnedPlace_.y += place.y;
}

void FilmSlide::viewPlanes(std::shared_ptr<const PicturePlanes> picture, nanoseconds filmTime) {
    const int caption = hanging_.captions == nullptr ? -1 : hanging_.captions->at(filmTime);
    if (caption >= 0 && caption != caption_) turnCaption(caption);
    planes_ = PlanesView{std::move(picture), hanging_.place, hanging_.rotation, nullptr, {}};
    if (caption < 0 || turned_ == nullptr) return;
    planes_->caption = turned_;
    planes_->captionPlace = turnedPlace_;
}

void FilmSlide::lay(SDL_Surface& slide) const {
    if (planes_) paintPlanes(*planes_, slide);
    if (shown_) layPixels(*shown_, slide);
}

void FilmSlide::layPixels(const FilmPixels& pixels, SDL_Surface& slide) const {
    const Rect& place = hanging_.place;
    if (place.right() > slide.w || place.bottom() > slide.h) return;
    const auto bytes = static_cast<std::size_t>(pixels.size.width) * 4;
    auto* to = static_cast<std::uint8_t*>(slide.pixels) + static_cast<std::ptrdiff_t>(place.y) * slide.pitch +
               place.x * 4L;
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
