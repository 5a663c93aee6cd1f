// The blending loops: integers on bytes, so that the compiler makes vector code of them.
#include "player/display/blend.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace signage {
namespace {

const std::uint8_t* row(const SDL_Surface& surface, int y) {
    return static_cast<const std::uint8_t*>(surface.pixels) + static_cast<std::ptrdiff_t>(y) * surface.pitch;
}

std::uint8_t* row(SDL_Surface& surface, int y) {
    return static_cast<std::uint8_t*>(surface.pixels) + static_cast<std::ptrdiff_t>(y) * surface.pitch;
}

void copySpan(const SDL_Surface& from, int fromX, SDL_Surface& target, int targetX, int y, int count) {
    if (count <= 0) return;
    std::memcpy(row(target, y) + 4L * targetX, row(from, y) + 4L * fromX,
                4UL * static_cast<std::size_t>(count));
}

// weight 0..256 of `b`.
void blendRow(const std::uint8_t* __restrict a, const std::uint8_t* __restrict b,
              std::uint8_t* __restrict out, std::size_t bytes, unsigned weight) {
    const auto wb = static_cast<std::uint16_t>(weight);
    const auto wa = static_cast<std::uint16_t>(256 - weight);
    for (std::size_t i = 0; i < bytes; ++i) {
        const auto sum = static_cast<std::uint16_t>(a[i] * wa + b[i] * wb);
        out[i] = static_cast<std::uint8_t>(sum >> 8);
    }
}

void crossfade(const SDL_Surface& from, const SDL_Surface& to, unsigned weight, SDL_Surface& target) {
    const auto bytes = 4UL * static_cast<std::size_t>(target.w);
    for (int y = 0; y < target.h; ++y) blendRow(row(from, y), row(to, y), row(target, y), bytes, weight);
}

// The new slide pushes the old one out to the left.
void push(const SDL_Surface& from, const SDL_Surface& to, int moved, SDL_Surface& target) {
    for (int y = 0; y < target.h; ++y) {
        copySpan(from, moved, target, 0, y, target.w - moved);
        copySpan(to, 0, target, target.w - moved, y, moved);
    }
}

// The new slide is uncovered from the left.
void wipe(const SDL_Surface& from, const SDL_Surface& to, int uncovered, SDL_Surface& target) {
    for (int y = 0; y < target.h; ++y) {
        copySpan(to, 0, target, 0, y, uncovered);
        copySpan(from, uncovered, target, uncovered, y, target.w - uncovered);
    }
}

// Starts and ends gently: a movement without a jerk.
double eased(double progress) {
    return progress * progress * (3.0 - 2.0 * progress);
}

// One pixel's visible bits in both halves of a word.
constexpr std::uint64_t visible = 0x00FFFFFF00FFFFFFULL;

bool samePixel(const std::uint8_t* a, const std::uint8_t* b, int x) {
    return std::memcmp(a + 4L * x, b + 4L * x, 3) == 0;
}

unsigned weightAt(double progress) {
    return static_cast<unsigned>(std::lround(std::clamp(progress, 0.0, 1.0) * 256.0));
}

}  // namespace

bool sameSpan(const std::uint8_t* a, const std::uint8_t* b, std::size_t pixels) {
    std::uint64_t differs = 0;
    std::size_t at = 0;
    for (; at + 2 <= pixels; at += 2) {
        std::uint64_t left = 0;
        std::uint64_t right = 0;
        std::memcpy(&left, a + at * 4, sizeof left);
        std::memcpy(&right, b + at * 4, sizeof right);
        differs |= (left ^ right) & visible;
    }
    if (at < pixels) differs |= static_cast<std::uint64_t>(std::memcmp(a + at * 4, b + at * 4, 3) != 0);
    return differs == 0;
}

int movedBy(double progress, int width) {
    return static_cast<int>(std::lround(eased(std::clamp(progress, 0.0, 1.0)) * width));
}

void copyPixels(const SDL_Surface& from, SDL_Surface& target) {
    for (int y = 0; y < target.h; ++y) copySpan(from, 0, target, 0, y, target.w);
}

void copyPixels(const SDL_Surface& from, SDL_Surface& target, const Rect& part) {
    for (int y = part.y; y < part.bottom(); ++y) copySpan(from, part.x, target, part.x, y, part.width);
}

void copyPixelsTo(const SDL_Surface& from, SDL_Surface& target, Point place) {
    const auto bytes = 4UL * static_cast<std::size_t>(from.w);
    for (int y = 0; y < from.h; ++y)
        std::memcpy(row(target, place.y + y) + 4L * place.x, row(from, y), bytes);
}

bool sameRows(const SDL_Surface& whole, int top, const SDL_Surface& part) {
    for (int y = 0; y < part.h; ++y) {
        if (!sameSpan(row(whole, top + y), row(part, y), static_cast<std::size_t>(part.w))) return false;
    }
    return true;
}

bool samePixels(const SDL_Surface& a, const SDL_Surface& b) {
    return a.w == b.w && a.h == b.h && sameRows(a, 0, b);
}

Rect differingPart(const SDL_Surface& a, const SDL_Surface& b) {
    int left = a.w;
    int right = 0;
    int top = a.h;
    int bottom = 0;
    for (int y = 0; y < a.h; ++y) {
        const std::uint8_t* one = row(a, y);
        const std::uint8_t* other = row(b, y);
        if (sameSpan(one, other, static_cast<std::size_t>(a.w))) continue;
        top = std::min(top, y);
        bottom = y + 1;
        int x = 0;
        while (samePixel(one, other, x)) ++x;
        left = std::min(left, x);
        x = a.w;
        while (samePixel(one, other, x - 1)) --x;
        right = std::max(right, x);
    }
    return bottom == 0 ? Rect{} : Rect{left, top, right - left, bottom - top};
}

void composeCrossfade(const SDL_Surface& from, const SDL_Surface& to, const Differences& differences,
                      double progress, SDL_Surface& target) {
    const unsigned weight = weightAt(progress);
    for (int y = 0; y < target.h; ++y) {
        differences.eachRun(y, [&](int x, int width) {
            const auto begin = 4L * x;
            blendRow(row(from, y) + begin, row(to, y) + begin, row(target, y) + begin,
                     4UL * static_cast<std::size_t>(width), weight);
        });
    }
}

void composeTransition(TransitionKind kind, const SDL_Surface& from, const SDL_Surface& to, double progress,
                       SDL_Surface& target) {
    progress = std::clamp(progress, 0.0, 1.0);
    const int moved = movedBy(progress, target.w);
    switch (kind) {
        case TransitionKind::crossfade:
            crossfade(from, to, weightAt(progress), target);
            return;
        case TransitionKind::slide:
            push(from, to, moved, target);
            return;
        case TransitionKind::wipe:
            wipe(from, to, moved, target);
            return;
        case TransitionKind::cut:
            copyPixels(progress < 1.0 ? from : to, target);
            return;
    }
}

}  // namespace signage
