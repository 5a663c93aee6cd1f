// Counts what differs, and draws it.
#include "compare.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace signage::golden {

namespace {

std::uint32_t pixelAt(const SDL_Surface& surface, int x, int y) {
    return reinterpret_cast<const std::uint32_t*>(static_cast<const char*>(surface.pixels) +
                                                  y * surface.pitch)[x];
}

int distanceOf(std::uint32_t a, std::uint32_t b) {
    int largest = 0;
    for (const unsigned shift : {16U, 8U, 0U}) {
        const int first = static_cast<int>((a >> shift) & 0xFFU);
        const int second = static_cast<int>((b >> shift) & 0xFFU);
        largest = std::max(largest, std::abs(first - second));
    }
    return largest;
}

std::uint32_t pale(std::uint32_t pixel) {
    std::uint32_t result = 0;
    for (const unsigned shift : {16U, 8U, 0U}) result |= (191U + ((pixel >> shift) & 0xFFU) / 4) << shift;
    return result;
}

}  // namespace

std::string Comparison::text() const {
    if (!sameSize) return "the sizes differ";
    return std::to_string(differing) + " pixels differ, by up to " + std::to_string(largest) +
           " of 255, within x " + std::to_string(where.x) + " to " + std::to_string(where.right() - 1) +
           ", y " + std::to_string(where.y) + " to " + std::to_string(where.bottom() - 1);
}

Comparison compare(const SDL_Surface& actual, const SDL_Surface& golden) {
    Comparison result;
    result.sameSize = actual.w == golden.w && actual.h == golden.h;
    if (!result.sameSize) return result;
    int left = actual.w;
    int top = actual.h;
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < actual.h; ++y) {
        for (int x = 0; x < actual.w; ++x) {
            const int distance = distanceOf(pixelAt(actual, x, y), pixelAt(golden, x, y));
            result.largest = std::max(result.largest, distance);
            if (distance <= channelTolerance) continue;
            ++result.differing;
            left = std::min(left, x);
            top = std::min(top, y);
            right = std::max(right, x + 1);
            bottom = std::max(bottom, y + 1);
        }
    }
    if (result.differing > 0) result.where = {left, top, right - left, bottom - top};
    return result;
}

Surface differenceOf(const SDL_Surface& actual, const SDL_Surface& golden) {
    Result<Surface> made = makeSurface({golden.w, golden.h});
    if (!made) return nullptr;
    Surface surface = std::move(*made);
    for (int y = 0; y < golden.h; ++y) {
        auto* row =
            reinterpret_cast<std::uint32_t*>(static_cast<char*>(surface->pixels) + y * surface->pitch);
        for (int x = 0; x < golden.w; ++x) {
            const std::uint32_t before = pixelAt(golden, x, y);
            const bool differs = distanceOf(pixelAt(actual, x, y), before) > channelTolerance;
            row[x] = differs ? 0xD00000U : pale(before);
        }
    }
    return surface;
}

}  // namespace signage::golden
