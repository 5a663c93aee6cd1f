// Reading QR codes back from painted pixels, as a telephone would. Private to lint.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "player/base/geometry.h"
#include "player/paint/surface.h"

namespace signage::lint {

// What the codes on the surface say, by zbar.
std::vector<std::string> decodedCodes(const SDL_Surface& surface);

// A code as it stands in the pixels.
struct CodeMeasures {
    double module = 0;  // pixels
    int side = 0;       // pixels, without the quiet zone
    double quiet = 0;   // modules of light on the narrowest side, counted up to 4
};

// Measures the dark code on a light ground within `field`. None when there is nothing dark in it.
std::optional<CodeMeasures> measureCode(const SDL_Surface& surface, Rect field);

}  // namespace signage::lint
