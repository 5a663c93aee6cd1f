// Sizes, points, rectangles and colours, in whole pixels of the surface that is drawn on.
#pragma once

#include <algorithm>
#include <cstdint>

namespace signage {

struct Size {
    int width = 0;
    int height = 0;
    bool empty() const { return width <= 0 || height <= 0; }
    bool operator==(const Size&) const = default;
};

struct Point {
    int x = 0;
    int y = 0;
    bool operator==(const Point&) const = default;
};

// Left and top are inside, right and bottom are the first pixels outside.
struct Rect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    int right() const { return x + width; }
    int bottom() const { return y + height; }
    bool empty() const { return width <= 0 || height <= 0; }
    bool contains(const Rect& other) const {
        return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
    }
    // This rectangle made smaller by `margin` on every side (larger when negative).
    Rect inset(int margin) const {
        return {x + margin, y + margin, std::max(0, width - 2 * margin), std::max(0, height - 2 * margin)};
    }
    bool operator==(const Rect&) const = default;
};

// The smallest rectangle around both, none of which is empty.
inline Rect united(const Rect& a, const Rect& b) {
    const int left = std::min(a.x, b.x);
    const int top = std::min(a.y, b.y);
    return {left, top, std::max(a.right(), b.right()) - left, std::max(a.bottom(), b.bottom()) - top};
}

// sRGB, alpha 255 is opaque.
struct Color {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
    std::uint8_t a = 255;
    bool operator==(const Color&) const = default;
};

}  // namespace signage
