// Turning, hashing, comparing.
#include "player/display/frame.h"

#include <utility>

#include "player/display/blend.h"
#include "player/display/rotate.h"

namespace signage {

Result<Frame> makeFrame(Surface surface, Rotation rotation, const Frame& before) {
    if (rotation != Rotation::none) {
        auto turned = rotated(*surface, rotation);
        if (!turned) return Failure(turned.error());
        surface = std::move(*turned);
    }
    Frame frame;
    frame.hash = hashOf(*surface);
    if (before.pixels != nullptr && before.pixels->w == surface->w && before.pixels->h == surface->h)
        frame.change = Frame::Change{before.hash, differingPart(*before.pixels, *surface)};
    frame.pixels = Picture(surface.release(), SurfaceDeleter());
    return frame;
}

void setMoving(Frame& frame, std::shared_ptr<MovingPicture> moving,
               const std::function<void(SDL_Surface& slide)>& layFirst) {
    // Made writable by makeSurface(), and nobody else has seen it yet.
    frame.ground = const_cast<SDL_Surface*>(frame.pixels.get());
    layFirst(*frame.ground);
    frame.hash = hashOf(*frame.ground);
    frame.change.reset();
    frame.moving = std::move(moving);
}

}  // namespace signage
