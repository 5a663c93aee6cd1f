// Which display, how large, turned how, and by which way its pixels go.
#pragma once

#include <optional>
#include <string>

#include "player/base/geometry.h"
#include "player/display/renderer_choice.h"

namespace signage {

enum class Rotation { none = 0, quarter = 90, half = 180, threeQuarters = 270 };

struct WindowOptions {
    std::string title = "signage-player";
    std::optional<Size> headless;  // no display server: SDL's dummy driver with this size
    std::optional<Size> windowed;  // a window of this size instead of the full screen
    int display = 0;
    Rotation rotation = Rotation::none;  // clockwise, of the picture on the panel
    RendererWish renderer = RendererWish::automatic;
    int largestTexture = 0;    // for tests: no texture wider or higher than this; 0: what the GPU can
    std::string dev = "/dev";  // where the files of the GPU's driver are looked for
};

}  // namespace signage
