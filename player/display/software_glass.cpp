// Copying and mixing into the window's surface.
#include "player/display/software_glass.h"

#include <algorithm>
#include <utility>

#include "player/base/format.h"
#include "player/display/blend.h"

namespace signage {
namespace {

Failure surfaceFault(const char* ja, const char* en) {
    return fail(Fault::io, "", {format("{}: {}", ja, SDL_GetError()), format("{}: {}", en, SDL_GetError())});
}

bool covers(const Picture& picture, const SDL_Surface& surface) {
    return picture != nullptr && picture->w == surface.w && picture->h == surface.h;
}

}  // namespace

Result<std::unique_ptr<Glass>> SoftwareGlass::make(SDL_Window* window) {
    std::unique_ptr<Glass> glass(new SoftwareGlass(window));
    const SDL_Surface* surface = glass->surface();
    if (surface == nullptr) {
        return fail(Fault::not_found, "",
                    {format("画面に書けません: {}", SDL_GetError()),
                     format("cannot draw to the window: {}", SDL_GetError())});
    }
    if (surface->format->BytesPerPixel != 4) {
        return fail(Fault::unsupported, "",
                    {"画面の色数が足りません", "the display does not have 32 bits a pixel"},
                    {"画面の設定を24ビット色以上にしてください", "set the display to 24-bit colour or more"});
    }
    return glass;
}

// Fetched again for every frame: a resize makes a new one.
SDL_Surface* SoftwareGlass::surface() {
    return SDL_GetWindowSurface(window_);
}

Size SoftwareGlass::size() {
    const SDL_Surface* target = surface();
    return target == nullptr ? Size{} : Size{target->w, target->h};
}

Result<void> SoftwareGlass::bring(Picture picture) {
    coming_ = std::move(picture);
    differences_.forget();
    if (standing_ != nullptr && standing_->w == coming_->w && standing_->h == coming_->h)
        differences_.begin({coming_->w, coming_->h});
    if (owed_) differences_.mark(*owed_);
    return {};
}

// Memory it is and memory it stays; what takes time is to find out where the pictures differ.
Result<bool> SoftwareGlass::bringMore(std::chrono::nanoseconds budget, const Clock& clock) {
    constexpr int bandPixels = 64 * 1920;  // a tenth of a millisecond
    if (differences_.size().empty()) return true;
    const int band = std::max(1, bandPixels / differences_.size().width);
    const auto until = clock.monotonic() + budget;
    while (!differences_.compare(*standing_, *coming_, band)) {
        if (clock.monotonic() >= until) return false;
    }
    return true;
}

void SoftwareGlass::settle() {
    if (coming_ == nullptr) return;
    standing_ = std::exchange(coming_, nullptr);
    differences_.forget();
    whole_ = false;
}

void SoftwareGlass::unlikeStanding(const Rect& part) {
    differences_.mark(part);
    owed_ = owed_ ? united(*owed_, part) : part;
}

Result<void> SoftwareGlass::amend(Picture picture, const Rect& changed) {
    standing_ = std::move(picture);
    unlikeStanding(changed);
    return {};
}

// One copy instead of two: a film of the glass's size is 250 MB a second.
Result<bool> SoftwareGlass::putPiece(const SDL_Surface& piece, const Rect& place) {
    SDL_Surface* target = surface();
    if (target == nullptr) return surfaceFault("画面が使えません", "the display cannot be drawn to");
    const bool fits = piece.w == place.width && piece.h == place.height && place.right() <= target->w &&
                      place.bottom() <= target->h;
    if (!fits || !covers(standing_, *target)) return false;
    copyPixelsTo(piece, *target, {place.x, place.y});
    unlikeStanding(place);
    const SDL_Rect rect{place.x, place.y, place.width, place.height};
    if (SDL_UpdateWindowSurfaceRects(window_, &rect, 1) != 0)
        return surfaceFault("画面に出せません", "cannot put the frame on the display");
    return true;
}

Result<void> SoftwareGlass::showStanding(const std::optional<Rect>& part) {
    SDL_Surface* target = surface();
    if (target == nullptr || standing_ == nullptr)
        return surfaceFault("画面が使えません", "the display cannot be drawn to");
    owed_.reset();
    int status = 0;
    if (!covers(standing_, *target)) {
        // Stretched, until a picture of the window's new size has been made: anything but a black screen.
        SDL_BlitScaled(const_cast<SDL_Surface*>(standing_.get()), nullptr, target, nullptr);
        status = SDL_UpdateWindowSurface(window_);
    } else if (part) {
        const SDL_Rect rect{part->x, part->y, part->width, part->height};
        copyPixels(*standing_, *target, *part);
        status = SDL_UpdateWindowSurfaceRects(window_, &rect, 1);
    } else {
        copyPixels(*standing_, *target);
        status = SDL_UpdateWindowSurface(window_);
        whole_ = status == 0;
        pixels_ = target->pixels;
    }
    if (status != 0) return surfaceFault("画面に出せません", "cannot put the frame on the display");
    return {};
}

// False: the whole frame must be composed and put on the glass.
bool SoftwareGlass::betweenByParts(SDL_Surface& target, double progress) {
    if (!whole_ || pixels_ != target.pixels || !differences_.known()) return false;
    composeCrossfade(*standing_, *coming_, differences_, progress, target);
    const std::vector<SDL_Rect>& parts = differences_.parts();
    return parts.empty() ||
           SDL_UpdateWindowSurfaceRects(window_, parts.data(), static_cast<int>(parts.size())) == 0;
}

Result<void> SoftwareGlass::showBetween(TransitionKind kind, double progress) {
    SDL_Surface* target = surface();
    if (target == nullptr || !covers(standing_, *target) || !covers(coming_, *target)) {
        return surfaceFault("画面が使えません", "the display cannot be drawn to");
    }
    if (kind == TransitionKind::crossfade && betweenByParts(*target, progress)) return {};
    composeTransition(kind, *standing_, *coming_, progress, *target);
    whole_ = false;
    if (SDL_UpdateWindowSurface(window_) != 0)
        return surfaceFault("画面に出せません", "cannot put the frame on the display");
    // Where they do not differ a crossfade shows what both show.
    whole_ = kind == TransitionKind::crossfade;
    pixels_ = target->pixels;
    return {};
}

Result<Surface> SoftwareGlass::readBack() {
    const SDL_Surface* target = surface();
    if (target == nullptr) return surfaceFault("画面が使えません", "the display cannot be read");
    auto copy = makeSurfaceToFill({target->w, target->h});
    if (copy) copyPixels(*target, **copy);
    return copy;
}

Result<bool> SoftwareGlass::holds(const SDL_Surface& picture) {
    const SDL_Surface* target = surface();
    if (target == nullptr) return surfaceFault("画面が使えません", "the display cannot be read");
    return samePixels(picture, *target);
}

}  // namespace signage
