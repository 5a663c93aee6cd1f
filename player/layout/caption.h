// One caption of a film: its own small draw list, for a place at the foot of the film's picture.
#pragma once

#include <string>

#include "player/layout/draw_list.h"
#include "player/layout/layout.h"

namespace signage {

// The words on an opaque ground, as wide as they need and at most nine tenths of the film's picture, set from
// the lead's size down until they take three lines. `screen` is the canvas that letters are legible on by
// `context`. What does not fit, or has no letters, is among the findings, of the field "captions".
DrawList layoutCaption(const FontSet& fonts, const std::string& words, const SlideContext& context,
                       Size screen, Size film, std::string_view theme = {});

// Where a caption of that size stands on the film's picture: in the middle, a little above its foot.
Rect captionRect(Size caption, Size film);

}  // namespace signage
