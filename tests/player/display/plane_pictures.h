// Films' pictures for tests of a glass that takes planes.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "player/base/picture_planes.h"

namespace signage {

using Yuv = std::array<int, 3>;

// A picture of those numbers; `at` is asked for the middle of each pixel of brightness and colour, from 0 to
// 1. The rows are a little longer than the picture, as decoders make them, and what lies there is loud.
inline std::shared_ptr<PicturePlanes> planesOfNumbers(Size size, PlaneLayout layout, PlaneColours colours,
                                                      const std::function<Yuv(double x, double y)>& at) {
    constexpr int more = 24;
    auto picture = std::make_shared<PicturePlanes>();
    picture->layout = layout;
    picture->colours = colours;
    picture->size = size;
    picture->seen = {0, 0, size.width, size.height};
    const Size colour = picture->colourSize();
    const bool two = layout == PlaneLayout::two;
    const int colourPitch = (two ? 2 : 1) * colour.width + more;
    auto bytes = std::make_shared<std::vector<std::uint8_t>>(
        static_cast<std::size_t>((size.width + more) * size.height + 2 * colourPitch * colour.height), 255);
    std::uint8_t* first = bytes->data();
    std::uint8_t* second = first + static_cast<std::ptrdiff_t>(size.width + more) * size.height;
    std::uint8_t* third = second + static_cast<std::ptrdiff_t>(colourPitch) * colour.height;
    picture->planes = {first, second, two ? nullptr : third};
    picture->pitches = {size.width + more, colourPitch, two ? 0 : colourPitch};
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x)
            first[y * (size.width + more) + x] =
                static_cast<std::uint8_t>(at((x + 0.5) / size.width, (y + 0.5) / size.height)[0]);
    }
    for (int y = 0; y < colour.height; ++y) {
        for (int x = 0; x < colour.width; ++x) {
            const Yuv numbers = at((x + 0.5) / colour.width, (y + 0.5) / colour.height);
            const auto blue = static_cast<std::uint8_t>(numbers[1]);
            const auto red = static_cast<std::uint8_t>(numbers[2]);
            second[y * colourPitch + x * (two ? 2 : 1)] = blue;
            (two ? second[y * colourPitch + 2 * x + 1] : third[y * colourPitch + x]) = red;
        }
    }
    picture->owner = bytes;
    return picture;
}

// Every pixel another one, of all brightness and colours; another picture for each seed.
inline std::shared_ptr<PicturePlanes> patternedPlanes(Size size, PlaneLayout layout, PlaneColours colours,
                                                      unsigned seed) {
    unsigned state = seed * 2654435761U + 12345U;
    return planesOfNumbers(size, layout, colours, [&state](double, double) {
        state = state * 1664525U + 1013904223U;
        return Yuv{16 + static_cast<int>((state >> 8U) % 220), 16 + static_cast<int>((state >> 16U) % 225),
                   16 + static_cast<int>((state >> 24U) % 225)};
    });
}

// Flat, in one colour.
inline std::shared_ptr<PicturePlanes> flatPlanes(Size size, PlaneColours colours, Yuv numbers) {
    return planesOfNumbers(size, PlaneLayout::three, colours, [numbers](double, double) { return numbers; });
}

}  // namespace signage
