// What a frame says of the one before.
#include "player/display/frame.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

Surface greySurface(Size size, const std::vector<SDL_Rect>& white = {}) {
    Surface surface = std::move(makeSurface(size).value());
    SDL_FillRect(surface.get(), nullptr, 0x404040);
    for (const SDL_Rect& rect : white) SDL_FillRect(surface.get(), &rect, 0xFFFFFF);
    return surface;
}

TEST(FrameTest, TheSmallestRectangleAroundEverythingThatDiffers) {
    const Frame before = makeFrame(greySurface({101, 50}), Rotation::none).value();
    EXPECT_FALSE(before.change.has_value());
    const Frame after =
        makeFrame(greySurface({101, 50}, {{90, 10, 11, 1}, {40, 45, 3, 5}}), Rotation::none, before).value();
    ASSERT_TRUE(after.change.has_value());
    EXPECT_EQ(after.change->from, before.hash);
    EXPECT_EQ(after.change->changed, (Rect{40, 10, 61, 40}));
    const Frame same = makeFrame(greySurface({101, 50}), Rotation::none, before).value();
    ASSERT_TRUE(same.change.has_value());
    EXPECT_TRUE(same.change->changed.empty());
}

TEST(FrameTest, TurnedFramesAreComparedAsTheyHang) {
    const Frame before = makeFrame(greySurface({100, 50}), Rotation::quarter).value();
    const Frame after = makeFrame(greySurface({100, 50}, {{0, 0, 2, 3}}), Rotation::quarter, before).value();
    EXPECT_EQ(after.change->changed, (Rect{47, 0, 3, 2}));  // top left is now top right
}

TEST(FrameTest, AnotherSizeIsNoChangeButANewPicture) {
    const Frame before = makeFrame(greySurface({100, 50}), Rotation::none).value();
    EXPECT_FALSE(makeFrame(greySurface({50, 100}), Rotation::none, before)->change.has_value());
}

}  // namespace
}  // namespace signage
