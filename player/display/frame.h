// A slide ready for the glass, and how it is made ready: on the thread that prepares, never on the one that
// presents.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "player/base/error.h"
#include "player/display/glass.h"
#include "player/display/moving_picture.h"
#include "player/display/window.h"
#include "player/paint/surface.h"

namespace signage {

// Canvas turned to the panel's orientation, 32 bits a pixel, opaque. Immutable once made.
struct Frame {
    Picture pixels;
    std::uint64_t hash = 0;  // of the pixels as composed, panel orientation

    // A frame that was made to follow another one says what differs: nothing but `changed` (empty: nothing).
    struct Change {
        std::uint64_t from = 0;  // the other one's hash
        Rect changed;
    };
    std::optional<Change> change;

    // None: the slide stands still. Else the pixels are the first picture's, and the presenter lays what is
    // due into `ground`, which is `pixels` again: so what stands, is compared and leaves by a transition is
    // always what was shown last. The one exception to their being immutable; on no other thread.
    std::shared_ptr<MovingPicture> moving = nullptr;
    SDL_Surface* ground = nullptr;
};

// Lays the first picture in and makes the frame move; for whoever has made the frame and shown it to nobody.
void setMoving(Frame& frame, std::shared_ptr<MovingPicture> moving,
               const std::function<void(SDL_Surface& slide)>& layFirst);

// Takes the surface over, turns it as the panel hangs and hashes it. `before`: the frame that stands; what
// differs from it is found out, unless it has another size.
Result<Frame> makeFrame(Surface surface, Rotation rotation, const Frame& before = {});

}  // namespace signage
