// The footer as part of a slide. Private to layout.
#pragma once

#include "player/layout/composer.h"

namespace signage {

void drawFooter(Composer& c, const SlideContext& context);

}  // namespace signage
