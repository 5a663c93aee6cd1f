// A film's picture that the glass itself scales, turns and colours.
#pragma once

#include <memory>

#include "player/base/geometry.h"
#include "player/base/picture_planes.h"
#include "player/display/window_options.h"
#include "player/paint/surface.h"

namespace signage {

struct PlanesView {
    std::shared_ptr<const PicturePlanes> picture;
    Rect place;  // on the panel; what is seen of the picture fills it
    Rotation rotation = Rotation::none;
    // On top of it: opaque, turned already, of the size of its place on the panel. Null: none.
    std::shared_ptr<const SDL_Surface> caption;
    Rect captionPlace;
};

}  // namespace signage
