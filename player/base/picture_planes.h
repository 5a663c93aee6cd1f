// A film's picture as its decoder leaves it: brightness and colour in planes of their own, the colour at half
// the size (8 bits, 4:2:0). What passes from a film to a glass that turns such pictures into colours itself.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "player/base/geometry.h"

namespace signage {

// Three planes: brightness, blue, red (I420). Two: brightness, then blue and red in turns (NV12).
enum class PlaneLayout { three, two };

// How the numbers become red, green and blue: the old television's matrix or the new one's, both from 16 to
// 235, or the old one's over the whole range, as in JPEG. These are all that SDL's renderers know.
enum class PlaneColours { bt601, bt709, full601 };

// Immutable, for any thread. The planes belong to the decoder and are kept by `owner`; they may be released
// on any thread, also after the decoder.
struct PicturePlanes {
    PlaneLayout layout = PlaneLayout::three;
    PlaneColours colours = PlaneColours::bt601;
    Size size;  // of the brightness, in its own pixels, which need not be square
    Rect seen;  // of it; what lies outside was cut off so that the rest fills its place
    std::array<const std::uint8_t*, 3> planes{};
    std::array<int, 3> pitches{};  // bytes a row; positive
    std::shared_ptr<const void> owner;

    // The blue and the red have so many pixels each.
    Size colourSize() const { return {(size.width + 1) / 2, (size.height + 1) / 2}; }
};

// What a glass takes of such pictures; made without anything: none.
struct PlanesTaken {
    bool three = false;
    bool two = false;
    int largest = 0;  // no wider or higher than this

    bool any() const { return three || two; }
    bool takes(const PicturePlanes& picture) const {
        const bool layout = picture.layout == PlaneLayout::three ? three : two;
        return layout && picture.size.width <= largest && picture.size.height <= largest;
    }
};

}  // namespace signage
