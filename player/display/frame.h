// A slide ready for the glass, and how it is made ready: on the thread that prepares, never on the one that
// presents.
#pragma once

#include <cstdint>
#include <optional>

#include "player/base/error.h"
#include "player/display/glass.h"
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
};

// Takes the surface over, turns it as the panel hangs and hashes it. `before`: the frame that stands; what
// differs from it is found out, unless it has another size.
Result<Frame> makeFrame(Surface surface, Rotation rotation, const Frame& before = {});

}  // namespace signage
