// Quarter turns.
#include "player/display/rotate.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

Uint32& pixel(SDL_Surface& surface, int x, int y) {
    auto* row = static_cast<char*>(surface.pixels) + static_cast<std::ptrdiff_t>(y) * surface.pitch;
    return reinterpret_cast<Uint32*>(row)[x];
}

Surface numbered(Size size) {
    Surface surface = std::move(makeSurface(size).value());
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) pixel(*surface, x, y) = static_cast<Uint32>(y * 1000 + x);
    }
    return surface;
}

TEST(Rotate, TopLeftCornerGoesClockwise) {
    const Surface surface = numbered({70, 40});
    const Surface quarter = std::move(rotated(*surface, Rotation::quarter).value());
    EXPECT_EQ(quarter->w, 40);
    EXPECT_EQ(quarter->h, 70);
    EXPECT_EQ(pixel(*quarter, 39, 0), 0U);  // top left is now top right
    const Surface half = std::move(rotated(*surface, Rotation::half).value());
    EXPECT_EQ(pixel(*half, 69, 39), 0U);
    const Surface three = std::move(rotated(*surface, Rotation::threeQuarters).value());
    EXPECT_EQ(pixel(*three, 0, 69), 0U);
}

TEST(Rotate, FourQuartersAreNone) {
    const Surface surface = numbered({70, 40});
    Surface turned = std::move(rotated(*surface, Rotation::none).value());
    for (int i = 0; i < 4; ++i) turned = std::move(rotated(*turned, Rotation::quarter).value());
    EXPECT_EQ(hashOf(*turned), hashOf(*surface));
    const Surface back = std::move(
        rotated(*std::move(rotated(*surface, Rotation::quarter).value()), Rotation::threeQuarters).value());
    EXPECT_EQ(hashOf(*back), hashOf(*surface));
}

}  // namespace
}  // namespace signage
