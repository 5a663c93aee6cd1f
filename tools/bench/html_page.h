// A draw list as a web page: every text, box and picture at its place, so that a browser has the same to draw
// (and need not break the lines itself). Pure, any thread.
#pragma once

#include <string>

#include "player/layout/draw_list.h"
#include "player/text/fonts.h"

namespace signage::bench {

// Pictures are referred to as files under `root`. Codes become a raster of boxes of their size.
std::string htmlPage(const DrawList& list, const FontSet& fonts, const std::string& root);

}  // namespace signage::bench
