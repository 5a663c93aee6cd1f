// Rotation by quarter turns, pixel by pixel, in blocks that fit the processor's cache.
#include "player/display/rotate.h"

#include <algorithm>
#include <cstdint>

namespace signage {
namespace {

constexpr int block = 32;

struct Pixels {
    std::uint32_t* first;
    std::ptrdiff_t pitch;  // in pixels
    std::uint32_t& at(int x, int y) const { return first[y * pitch + x]; }
};

Pixels pixelsOf(const SDL_Surface& surface) {
    return {static_cast<std::uint32_t*>(surface.pixels), surface.pitch / 4};
}

template <typename Place>
void turn(const SDL_Surface& from, SDL_Surface& to, Place place) {
    const Pixels source = pixelsOf(from);
    const Pixels target = pixelsOf(to);
    for (int top = 0; top < from.h; top += block) {
        for (int left = 0; left < from.w; left += block) {
            for (int y = top; y < std::min(top + block, from.h); ++y) {
                for (int x = left; x < std::min(left + block, from.w); ++x) {
                    const auto [tx, ty] = place(x, y);
                    target.at(tx, ty) = source.at(x, y);
                }
            }
        }
    }
}

}  // namespace

Result<Surface> rotated(const SDL_Surface& surface, Rotation rotation) {
    const bool quarter = rotation == Rotation::quarter || rotation == Rotation::threeQuarters;
    auto result = makeSurface(quarter ? Size{surface.h, surface.w} : Size{surface.w, surface.h});
    if (result) rotateInto(surface, rotation, **result);
    return result;
}

void rotateInto(const SDL_Surface& surface, Rotation rotation, SDL_Surface& to) {
    const int w = surface.w;
    const int h = surface.h;
    switch (rotation) {
        case Rotation::none:
            turn(surface, to, [](int x, int y) { return Point{x, y}; });
            break;
        case Rotation::quarter:
            turn(surface, to, [h](int x, int y) { return Point{h - 1 - y, x}; });
            break;
        case Rotation::half:
            turn(surface, to, [w, h](int x, int y) { return Point{w - 1 - x, h - 1 - y}; });
            break;
        case Rotation::threeQuarters:
            turn(surface, to, [w](int x, int y) { return Point{y, w - 1 - x}; });
            break;
    }
}

Rect turnedRect(const Rect& rect, Size canvas, Rotation rotation) {
    switch (rotation) {
        case Rotation::quarter:
            return {canvas.height - rect.bottom(), rect.x, rect.height, rect.width};
        case Rotation::half:
            return {canvas.width - rect.right(), canvas.height - rect.bottom(), rect.width, rect.height};
        case Rotation::threeQuarters:
            return {rect.y, canvas.width - rect.right(), rect.height, rect.width};
        case Rotation::none:
            break;
    }
    return rect;
}

}  // namespace signage
