// From the glass to a JPEG.
#include "player/app/photographer.h"

#include <utility>

#include "player/base/log.h"
#include "player/display/rotate.h"
#include "player/paint/jpeg.h"

namespace signage {
namespace {

constexpr int pictureSide = 320;
constexpr std::size_t pictureBytes = 30'000;
constexpr std::chrono::nanoseconds picturePause = std::chrono::seconds{2};

// What turns a picture back.
Rotation inverse(Rotation rotation) {
    if (rotation == Rotation::quarter) return Rotation::threeQuarters;
    return rotation == Rotation::threeQuarters ? Rotation::quarter : rotation;
}

std::string slideOnGlass(const FrameKey& key) {
    if (key.edition == nullptr || key.slide == noSlide) return {};
    return key.edition->playlist->slides[static_cast<std::size_t>(key.slide)].id;
}

}  // namespace

Result<std::string> smallPicture(const SDL_Surface& photograph, Rotation rotation) {
    auto small = thumbnail(photograph, pictureSide);
    if (!small) return Failure(small.error());
    auto upright = rotated(**small, inverse(rotation));
    if (!upright) return Failure(upright.error());
    return jpegOf(**upright, pictureBytes);
}

void Photographer::want(const std::string& why) {
    if (why_ != "degraded") why_ = why;
}

void Photographer::step(std::chrono::nanoseconds monotonic) {
    if (why_.empty() || monotonic < notBefore_) return;
    if (doors_.presenter.inTransition() || !doors_.presenter.hasFrame()) return;
    notBefore_ = monotonic + picturePause;
    GlassPicture picture;
    picture.why = std::exchange(why_, {});
    auto taken = doors_.presenter.photograph();
    if (!taken) {
        logWarning(taken.error().line(Language::english));
        return;
    }
    picture.taken = doors_.real.wall();
    picture.takenMonotonic = monotonic;
    picture.slide = slideOnGlass(doors_.show.onGlass());
    picture.check = taken->from == GlassCheck::server ? "server" : "own";
    auto pixels = std::make_shared<Surface>(std::move(taken->pixels));
    doors_.work([pixels, picture = std::move(picture), rotation = doors_.window.rotation(),
                 done = doors_.done]() mutable {
        auto jpeg = smallPicture(**pixels, rotation);
        if (!jpeg) {
            logWarning(jpeg.error().line(Language::english));
            return;
        }
        picture.jpeg = std::move(*jpeg);
        done(std::move(picture));
    });
}

}  // namespace signage
