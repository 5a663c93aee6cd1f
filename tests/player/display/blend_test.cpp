// Transitions, pixel by pixel.
#include "player/display/blend.h"

#include <gtest/gtest.h>

#include "player/paint/surface.h"

namespace signage {
namespace {

Surface filled(Size size, Uint32 color) {
    Surface surface = std::move(makeSurface(size).value());
    SDL_FillRect(surface.get(), nullptr, color);
    return surface;
}

Uint32 pixelAt(const SDL_Surface& surface, int x, int y) {
    const auto* row =
        static_cast<const char*>(surface.pixels) + static_cast<std::ptrdiff_t>(y) * surface.pitch;
    return reinterpret_cast<const Uint32*>(row)[x] & 0xFFFFFFU;
}

class Transitions : public testing::Test {
  protected:
    Surface from = filled({40, 10}, 0x204060);
    Surface to = filled({40, 10}, 0xE0C0A0);
    Surface target = filled({40, 10}, 0);

    Uint32 at(TransitionKind kind, double progress, int x) {
        composeTransition(kind, *from, *to, progress, *target);
        return pixelAt(*target, x, 5);
    }
};

TEST_F(Transitions, AllBeginWithTheOldAndEndWithTheNew) {
    for (const auto kind :
         {TransitionKind::cut, TransitionKind::crossfade, TransitionKind::slide, TransitionKind::wipe}) {
        for (const int x : {0, 20, 39}) {
            EXPECT_EQ(at(kind, 0.0, x), 0x204060U) << static_cast<int>(kind);
            EXPECT_EQ(at(kind, -3.0, x), 0x204060U);
            EXPECT_EQ(at(kind, 1.0, x), 0xE0C0A0U) << static_cast<int>(kind);
            EXPECT_EQ(at(kind, 9.0, x), 0xE0C0A0U);
        }
    }
}

TEST_F(Transitions, CrossfadeIsHalfAndHalfInTheMiddle) {
    EXPECT_EQ(at(TransitionKind::crossfade, 0.5, 7), 0x808080U);
}

TEST_F(Transitions, CrossfadeOfEqualPicturesChangesNothing) {
    const Surface same = filled({40, 10}, 0x204060);
    for (double progress = 0; progress <= 1.0; progress += 0.05) {
        composeTransition(TransitionKind::crossfade, *from, *same, progress, *target);
        EXPECT_EQ(hashOf(*target), hashOf(*from)) << progress;
    }
}

TEST_F(Transitions, WipeUncoversFromTheLeftAndSlidePushesFromTheRight) {
    EXPECT_EQ(at(TransitionKind::wipe, 0.5, 0), 0xE0C0A0U);
    EXPECT_EQ(at(TransitionKind::wipe, 0.5, 39), 0x204060U);
    EXPECT_EQ(at(TransitionKind::slide, 0.5, 0), 0x204060U);
    EXPECT_EQ(at(TransitionKind::slide, 0.5, 39), 0xE0C0A0U);
}

}  // namespace
}  // namespace signage
