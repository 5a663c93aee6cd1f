// An event's facts as rows. Private to layout.
#pragma once

#include "player/layout/pieces.h"

namespace signage {

// Adds the rows below what `stack` holds; short ones share a line. With `contact` the telephone stands among
// them, for a slide that has no room for a card.
void addEventRows(Composer& c, Stack& stack, const Slide& slide, bool contact, double scale, int width);

}  // namespace signage
