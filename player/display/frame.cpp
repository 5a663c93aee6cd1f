// Turning, hashing, comparing.
#include "player/display/frame.h"

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

}  // namespace signage
