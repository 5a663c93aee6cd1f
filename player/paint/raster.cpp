// Fills and blits; edges are anti-aliased by eight sub-scanlines with exact horizontal coverage.
#include "player/paint/raster.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include "player/paint/pixel_row.h"

namespace signage::raster {

namespace {

constexpr int subLines = 8;
constexpr double subWeight = 256.0 / subLines;

std::uint32_t* rowOf(SDL_Surface& surface, int y) {
    return reinterpret_cast<std::uint32_t*>(static_cast<char*>(surface.pixels) + y * surface.pitch);
}

const std::uint32_t* rowOf(const SDL_Surface& surface, int y) {
    return reinterpret_cast<const std::uint32_t*>(static_cast<const char*>(surface.pixels) +
                                                  y * surface.pitch);
}

std::uint32_t pack(Color color) {
    return 0xFF000000U | (static_cast<std::uint32_t>(color.r) << 16U) |
           (static_cast<std::uint32_t>(color.g) << 8U) | color.b;
}

// What of `rect` there is.
Rect partOf(const SDL_Surface& surface, Rect rect) {
    const int left = std::max(0, rect.x);
    const int top = std::max(0, rect.y);
    return {left, top, std::min(surface.w, rect.right()) - left, std::min(surface.h, rect.bottom()) - top};
}

// What of `rect` lies within the target's clip.
Rect clip(const SDL_Surface& target, Rect rect) {
    const SDL_Rect& within = target.clip_rect;
    const int left = std::max(within.x, rect.x);
    const int top = std::max(within.y, rect.y);
    return {left, top, std::min(within.x + within.w, rect.right()) - left,
            std::min(within.y + within.h, rect.bottom()) - top};
}

// The part of a row that is inside a shape, in pixels; empty when first >= second.
using Span = std::pair<double, double>;

// For the pixels [from, to) alone.
void addSpan(std::vector<double>& coverage, Span span, int from, int to) {
    const double left = std::max(static_cast<double>(from), span.first);
    const double right = std::min(static_cast<double>(to), span.second);
    if (left >= right) return;
    const auto first = static_cast<std::size_t>(left);
    const auto last = std::min(static_cast<std::size_t>(to) - 1, static_cast<std::size_t>(right));
    if (first == last) {
        coverage[first] += (right - left) * subWeight;
        return;
    }
    coverage[first] += (static_cast<double>(first + 1) - left) * subWeight;
    for (std::size_t x = first + 1; x < last; ++x) coverage[x] += subWeight;
    coverage[last] += (right - static_cast<double>(last)) * subWeight;
}

// Fills what `spanAt(y)` says is inside, for the rows of `bounds`.
template <typename SpanAt>
void fillShape(SDL_Surface& target, Rect bounds, Color color, SpanAt spanAt) {
    bounds = clip(target, bounds);
    if (bounds.empty()) return;
    const std::uint32_t over = pack(color);
    std::vector<double> coverage(static_cast<std::size_t>(bounds.width));
    for (int y = bounds.y; y < bounds.bottom(); ++y) {
        std::array<Span, subLines> spans;
        // What every sub-scanline covers whole: filled at once. Only the edges beside it are reckoned.
        Span inside{0.0, static_cast<double>(bounds.width)};
        for (int sub = 0; sub < subLines; ++sub) {
            const Span span = spanAt(y + (sub + 0.5) / subLines);
            Span& own = spans[static_cast<std::size_t>(sub)];
            own = {span.first - bounds.x, span.second - bounds.x};
            inside = {std::max(inside.first, own.first), std::min(inside.second, own.second)};
        }
        const bool hollow = inside.second - inside.first < 1;
        const int first = hollow ? bounds.width : static_cast<int>(std::ceil(inside.first));
        const int last = hollow ? bounds.width : std::max(first, static_cast<int>(std::floor(inside.second)));
        std::uint32_t* row = rowOf(target, y) + bounds.x;
        const auto edge = [&](int from, int to) {
            if (from >= to) return;
            std::fill(coverage.begin() + from, coverage.begin() + to, 0.0);
            for (const Span& span : spans) addSpan(coverage, span, from, to);
            for (int x = from; x < to; ++x) {
                const double share = std::min(1.0, coverage[static_cast<std::size_t>(x)] / 256.0);
                const auto alpha = static_cast<std::uint32_t>(std::lround(share * color.a));
                if (alpha > 0) row[x] = mix(row[x], over, alpha);
            }
        };
        edge(0, first);
        fillRow(row + first, last - first, over, color.a);
        edge(last, bounds.width);
    }
}

Span spanOfPolygon(const std::vector<Point>& points, double y) {
    Span span{std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest()};
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point& a = points[i];
        const Point& b = points[(i + 1) % points.size()];
        if (a.y == b.y || y < std::min(a.y, b.y) || y >= std::max(a.y, b.y)) continue;
        const double x = a.x + (y - a.y) * (b.x - a.x) / static_cast<double>(b.y - a.y);
        span = {std::min(span.first, x), std::max(span.second, x)};
    }
    return span;
}

}  // namespace

void clear(SDL_Surface& target, Color color) {
    color.a = 255;
    fillRect(target, {0, 0, target.w, target.h}, color);
}

void fillRect(SDL_Surface& target, Rect rect, Color color) {
    rect = clip(target, rect);
    if (rect.empty() || color.a == 0) return;
    const std::uint32_t over = pack(color);
    for (int y = rect.y; y < rect.bottom(); ++y)
        fillRow(rowOf(target, y) + rect.x, rect.width, over, color.a);
}

void fillRounded(SDL_Surface& target, Rect rect, int radius, Color color) {
    radius = std::min({radius, rect.width / 2, rect.height / 2});
    if (rect.empty()) return;
    if (radius <= 0) {
        fillRect(target, rect, color);
        return;
    }
    const double r = radius;
    auto spanAt = [&](double y) {
        const double dy = std::max({0.0, rect.y + r - y, y - (rect.bottom() - r)});
        const double inset = r - std::sqrt(std::max(0.0, r * r - dy * dy));
        return Span{rect.x + inset, rect.right() - inset};
    };
    fillShape(target, {rect.x, rect.y, rect.width, radius}, color, spanAt);
    fillRect(target, {rect.x, rect.y + radius, rect.width, rect.height - 2 * radius}, color);
    fillShape(target, {rect.x, rect.bottom() - radius, rect.width, radius}, color, spanAt);
}

void fillPolygon(SDL_Surface& target, const std::vector<Point>& points, Color color) {
    if (points.size() < 3) return;
    auto [minX, maxX] = std::minmax_element(points.begin(), points.end(),
                                            [](const Point& a, const Point& b) { return a.x < b.x; });
    auto [minY, maxY] = std::minmax_element(points.begin(), points.end(),
                                            [](const Point& a, const Point& b) { return a.y < b.y; });
    const Rect bounds{minX->x, minY->y, maxX->x - minX->x, maxY->y - minY->y};
    fillShape(target, bounds, color, [&](double y) { return spanOfPolygon(points, y); });
}

void drawLine(SDL_Surface& target, Point from, Point to, int thickness, Color color) {
    const int half = thickness / 2;
    if (from.y == to.y) {
        fillRect(target, {std::min(from.x, to.x), from.y - half, std::abs(to.x - from.x), thickness}, color);
        return;
    }
    if (from.x == to.x) {
        fillRect(target, {from.x - half, std::min(from.y, to.y), thickness, std::abs(to.y - from.y)}, color);
        return;
    }
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double length = std::hypot(dx, dy);
    const double nx = -dy / length * thickness / 2;
    const double ny = dx / length * thickness / 2;
    const double xs[4] = {from.x + nx, to.x + nx, to.x - nx, from.x - nx};
    const double ys[4] = {from.y + ny, to.y + ny, to.y - ny, from.y - ny};
    const int top = static_cast<int>(std::floor(*std::min_element(ys, ys + 4)));
    const int bottom = static_cast<int>(std::ceil(*std::max_element(ys, ys + 4)));
    const int left = static_cast<int>(std::floor(*std::min_element(xs, xs + 4)));
    const int right = static_cast<int>(std::ceil(*std::max_element(xs, xs + 4)));
    fillShape(target, {left, top, right - left, bottom - top}, color, [&](double y) {
        Span span{std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest()};
        for (int i = 0; i < 4; ++i) {
            const int j = (i + 1) % 4;
            if (y < std::min(ys[i], ys[j]) || y >= std::max(ys[i], ys[j])) continue;
            const double x = xs[i] + (y - ys[i]) * (xs[j] - xs[i]) / (ys[j] - ys[i]);
            span = {std::min(span.first, x), std::max(span.second, x)};
        }
        return span;
    });
}

void blit(SDL_Surface& target, const SDL_Surface& source, Rect crop, Point to) {
    const Rect whole = partOf(source, crop);
    const Rect visible =
        clip(target, {to.x + whole.x - crop.x, to.y + whole.y - crop.y, whole.width, whole.height});
    if (visible.empty()) return;
    for (int y = visible.y; y < visible.bottom(); ++y) {
        const std::uint32_t* from = rowOf(source, y - to.y + crop.y) + (visible.x - to.x + crop.x);
        std::uint32_t* row = rowOf(target, y) + visible.x;
        blitRow(from, row, visible.width);
    }
}

void stamp(SDL_Surface& target, const Ink& ink, Point to, Color color) {
    const Rect visible = clip(target, {to.x, to.y, ink.size.width, ink.size.height});
    if (visible.empty()) return;
    const std::uint32_t over = pack(color);
    const auto pitch = static_cast<std::ptrdiff_t>(ink.size.width);
    const std::uint8_t* from = ink.coverage.data() + (visible.y - to.y) * pitch + (visible.x - to.x);
    for (int y = visible.y; y < visible.bottom(); ++y, from += pitch)
        coverRow(from, rowOf(target, y) + visible.x, visible.width, over);
}

}  // namespace signage::raster
