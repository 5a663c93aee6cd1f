// Taps and matrices.
#include "player/display/planes_painter.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>

namespace signage {
namespace {

constexpr int one = 256;  // of a tap's weight

// Red, green and blue of a brightness, a blue and a red, in 1/65536. ITU-R BT.601 and BT.709, by their
// luma coefficients; limited range: 219 and 224 steps.
struct Matrix {
    int black = 0;
    int y = 0;
    int redOfRed = 0, greenOfBlue = 0, greenOfRed = 0, blueOfBlue = 0;
};

Matrix matrixOf(double red, double blue, bool full) {
    const double green = 1 - red - blue;
    const double steps = full ? 255.0 : 219.0;
    const double colourSteps = full ? 255.0 : 224.0;
    const auto fixed = [](double value) { return static_cast<int>(std::lround(value * 65536)); };
    const double ofRed = 2 * (1 - red) * 255 / colourSteps;
    const double ofBlue = 2 * (1 - blue) * 255 / colourSteps;
    return {full ? 0 : 16,
            fixed(255 / steps),
            fixed(ofRed),
            fixed(-ofBlue * blue / green),
            fixed(-ofRed * red / green),
            fixed(ofBlue)};
}

const Matrix& matrixFor(PlaneColours colours) {
    static const Matrix bt601 = matrixOf(0.299, 0.114, false);
    static const Matrix bt709 = matrixOf(0.2126, 0.0722, false);
    static const Matrix full601 = matrixOf(0.299, 0.114, true);
    if (colours == PlaneColours::bt709) return bt709;
    return colours == PlaneColours::full601 ? full601 : bt601;
}

std::uint32_t level(int value) {
    return static_cast<std::uint32_t>(std::clamp((value + 32768) >> 16, 0, 255));
}

}  // namespace

// `count` pixels show the pixels from `seenFrom`, `seen` of them, of a picture that has `whole`, from a plane
// that has `pixels` for them. What lies beyond an edge is the edge's.
PlanesPainter::Taps PlanesPainter::tapsAlong(int count, bool backwards, int seenFrom, int seen, int whole,
                                             int pixels) {
    Taps taps(static_cast<std::size_t>(std::max(0, count)));
    for (int i = 0; i < count; ++i) {
        const double along = (i + 0.5) / count;
        const double at = (seenFrom + (backwards ? 1 - along : along) * seen) / whole * pixels - 0.5;
        const auto fixed = static_cast<int>(std::lround(std::clamp(at, 0.0, pixels - 1.0) * one));
        Tap& tap = taps[static_cast<std::size_t>(i)];
        tap = {fixed / one, std::min(fixed / one + 1, pixels - 1), fixed % one};
    }
    return taps;
}

PlanesPainter::PlanesPainter(const PlanesView& view)
    : view_(view), quarter_(view.rotation == Rotation::quarter || view.rotation == Rotation::threeQuarters) {
    const PicturePlanes& picture = *view.picture;
    const Rotation turn = view.rotation;
    // Which way the panel's columns and rows run through the picture.
    const bool columnsBack = turn == Rotation::half || turn == Rotation::quarter;
    const bool rowsBack = turn == Rotation::half || turn == Rotation::threeQuarters;
    const Size colour = picture.colourSize();
    const auto across = [&](int count, bool backwards, int pixels) {
        return tapsAlong(count, backwards, picture.seen.x, picture.seen.width, picture.size.width, pixels);
    };
    const auto down = [&](int count, bool backwards, int pixels) {
        return tapsAlong(count, backwards, picture.seen.y, picture.seen.height, picture.size.height, pixels);
    };
    const Rect& place = view.place;
    if (quarter_) {
        columns_ = down(place.width, columnsBack, picture.size.height);
        colourColumns_ = down(place.width, columnsBack, colour.height);
        rows_ = across(place.height, rowsBack, picture.size.width);
        colourRows_ = across(place.height, rowsBack, colour.width);
    } else {
        columns_ = across(place.width, columnsBack, picture.size.width);
        colourColumns_ = across(place.width, columnsBack, colour.width);
        rows_ = down(place.height, rowsBack, picture.size.height);
        colourRows_ = down(place.height, rowsBack, colour.height);
    }
}

namespace {

// In 1/256 of a level. `step`: bytes from one pixel to the next.
int between(const std::uint8_t* plane, int pitch, int step, int left, int right, int wx, int top, int bottom,
            int wy) {
    const std::uint8_t* above = plane + static_cast<std::ptrdiff_t>(top) * pitch;
    const std::uint8_t* below = plane + static_cast<std::ptrdiff_t>(bottom) * pitch;
    const int up = above[left * step] * (one - wx) + above[right * step] * wx;
    const int down = below[left * step] * (one - wx) + below[right * step] * wx;
    return (up * (one - wy) + down * wy) / one;
}

}  // namespace

std::uint32_t PlanesPainter::pixel(std::size_t column, std::size_t row) const {
    const PicturePlanes& picture = *view_.picture;
    const Tap& x = quarter_ ? rows_[row] : columns_[column];
    const Tap& y = quarter_ ? columns_[column] : rows_[row];
    const Tap& cx = quarter_ ? colourRows_[row] : colourColumns_[column];
    const Tap& cy = quarter_ ? colourColumns_[column] : colourRows_[row];
    const auto ofColour = [&](std::size_t plane, int offset, int step) {
        return between(picture.planes[plane] + offset, picture.pitches[plane], step, cx.first, cx.second,
                       cx.weight, cy.first, cy.second, cy.weight) -
               128 * one;
    };
    const bool two = picture.layout == PlaneLayout::two;
    const int blue = two ? ofColour(1, 0, 2) : ofColour(1, 0, 1);
    const int red = two ? ofColour(1, 1, 2) : ofColour(2, 0, 1);
    const Matrix& matrix = matrixFor(picture.colours);
    const int bright = (between(picture.planes[0], picture.pitches[0], 1, x.first, x.second, x.weight,
                                y.first, y.second, y.weight) -
                        matrix.black * one);
    const auto sum = [&](int ofBlue, int ofRed) {
        return static_cast<int>((static_cast<std::int64_t>(matrix.y) * bright +
                                 static_cast<std::int64_t>(ofBlue) * blue +
                                 static_cast<std::int64_t>(ofRed) * red) /
                                one);
    };
    return level(sum(0, matrix.redOfRed)) << 16U | level(sum(matrix.greenOfBlue, matrix.greenOfRed)) << 8U |
           level(sum(matrix.blueOfBlue, 0));
}

void PlanesPainter::row(int y, std::uint32_t* pixels) const {
    const Rect& place = view_.place;
    if (y < place.y || y >= place.bottom()) return;
    const auto line = static_cast<std::size_t>(y - place.y);
    for (int x = 0; x < place.width; ++x) pixels[place.x + x] = pixel(static_cast<std::size_t>(x), line);
    const Rect& caption = view_.captionPlace;
    if (view_.caption == nullptr || y < caption.y || y >= caption.bottom()) return;
    const auto* words = static_cast<const char*>(view_.caption->pixels) +
                        static_cast<std::ptrdiff_t>(y - caption.y) * view_.caption->pitch;
    std::memcpy(pixels + caption.x, words, static_cast<std::size_t>(caption.width) * 4);
}

void paintPlanes(const PlanesView& view, SDL_Surface& slide) {
    if (view.picture == nullptr || !Rect{0, 0, slide.w, slide.h}.contains(view.place)) return;
    const PlanesPainter painter(view);
    for (int y = view.place.y; y < view.place.bottom(); ++y)
        painter.row(y, reinterpret_cast<std::uint32_t*>(static_cast<char*>(slide.pixels) +
                                                        static_cast<std::ptrdiff_t>(y) * slide.pitch));
}

}  // namespace signage
