// Pictures of the glass: upright whichever way the panel hangs, small, and seldom.
#include "player/app/photographer.h"

#include <memory>

#include <SDL_image.h>
#include <gtest/gtest.h>

#include "player/display/rotate.h"

namespace signage {
namespace {

// Red above, blue below, as residents see it; then turned as the panel hangs.
Surface onPanel(Size canvas, Rotation rotation) {
    Surface surface = std::move(makeSurface(canvas).value());
    SDL_FillRect(surface.get(), nullptr, 0x0000C0);
    const SDL_Rect upper{0, 0, canvas.width, canvas.height / 2};
    SDL_FillRect(surface.get(), &upper, 0xC00000);
    return std::move(rotated(*surface, rotation).value());
}

std::uint32_t pixelOf(const SDL_Surface& surface, int x, int y) {
    const auto* row = reinterpret_cast<const std::uint32_t*>(static_cast<const char*>(surface.pixels) +
                                                             static_cast<std::ptrdiff_t>(y) * surface.pitch);
    return row[x];
}

TEST(PhotographerTest, ThePictureIsUprightHoweverThePanelHangs) {
    for (const Rotation rotation :
         {Rotation::none, Rotation::quarter, Rotation::half, Rotation::threeQuarters}) {
        SCOPED_TRACE(static_cast<int>(rotation));
        const bool portrait = rotation == Rotation::quarter || rotation == Rotation::threeQuarters;
        const Size canvas = portrait ? Size{1080, 1920} : Size{1920, 1080};
        const std::string jpeg = smallPicture(*onPanel(canvas, rotation), rotation).value();
        EXPECT_LE(jpeg.size(), 30'000U);
        const std::unique_ptr<SDL_Surface, void (*)(SDL_Surface*)> read(
            IMG_Load_RW(SDL_RWFromConstMem(jpeg.data(), static_cast<int>(jpeg.size())), 1), SDL_FreeSurface);
        ASSERT_NE(read, nullptr);
        const Surface plain(SDL_ConvertSurfaceFormat(read.get(), SDL_PIXELFORMAT_XRGB8888, 0));
        EXPECT_EQ(plain->w, portrait ? 180 : 320);
        EXPECT_EQ(plain->h, portrait ? 320 : 180);
        EXPECT_GT(pixelOf(*plain, plain->w / 2, 5) >> 16 & 255U, 150U);
        EXPECT_GT(pixelOf(*plain, plain->w / 2, plain->h - 5) & 255U, 150U);
    }
}

}  // namespace
}  // namespace signage
