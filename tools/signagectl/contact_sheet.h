// Many slides on one picture, to look a playlist over at a glance.
#pragma once

#include <vector>

#include "player/paint/surface.h"

namespace signage::ctl {

// The slides in reading order, reduced, on a grey ground. `slides` is not empty and all of one size.
Result<Surface> contactSheet(const std::vector<Surface>& slides);

}  // namespace signage::ctl
