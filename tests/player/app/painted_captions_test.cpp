// Captions packed and laid onto a film's pictures, pixel by pixel.
#include "player/app/painted_captions.h"

#include <gtest/gtest.h>

#include "player/layout/caption.h"
#include "player/paint/painter.h"

namespace signage {
namespace {

using namespace std::chrono_literals;

constexpr Size film{320, 180};

std::vector<std::uint32_t> laid(const PaintedCaptions& captions, std::chrono::nanoseconds time) {
    std::vector<std::uint32_t> pixels(std::size_t{320} * 180, 0x00ABCDEF);
    captions.lay({reinterpret_cast<std::uint8_t*>(pixels.data()), 320 * 4, film}, time);
    return pixels;
}

TEST(PaintedCaptions, AreThePaintersPixelsAtTheirTime) {
    auto fonts = std::move(FontSet::open().value());
    NoPictures none;
    Painter painter(*fonts, none);
    const DrawList list = layoutCaption(*fonts, "足を肩の幅に開きます", SlideContext{}, {640, 360}, film);
    EXPECT_TRUE(list.findings.empty());
    const Surface surface = std::move(painter.paint(list).value());
    PaintedCaptions captions;
    captions.add(1s, 2s, *surface, film);
    captions.add(3s, 5s, *surface, film);
    const std::size_t whole = static_cast<std::size_t>(surface->pitch) * static_cast<std::size_t>(surface->h);
    EXPECT_LT(captions.bytes(), 2 * whole);
    const Rect rect = captionRect({surface->w, surface->h}, film);
    EXPECT_TRUE((Rect{0, 0, 320, 180}.contains(rect)));
    EXPECT_GT(rect.y, 90);
    for (const auto time : {1000ms, 1999ms, 4000ms}) {
        const auto pixels = laid(captions, time);
        for (int y = 0; y < film.height; ++y) {
            for (int x = 0; x < film.width; ++x) {
                std::uint32_t expected = 0x00ABCDEF;
                if (rect.contains({x, y, 1, 1})) {
                    const auto* row = static_cast<const char*>(surface->pixels) +
                                      static_cast<std::ptrdiff_t>(y - rect.y) * surface->pitch;
                    expected = reinterpret_cast<const std::uint32_t*>(row)[x - rect.x];
                }
                ASSERT_EQ(pixels[static_cast<std::size_t>(y * film.width + x)], expected) << x << ',' << y;
            }
        }
    }
    for (const auto time : {0ms, 999ms, 2000ms, 2500ms, 5000ms})
        EXPECT_EQ(laid(captions, time), laid(PaintedCaptions(), 0s)) << time.count();
}

TEST(CaptionLayout, WhatDoesNotFitThreeLinesIsReported) {
    auto fonts = std::move(FontSet::open().value());
    std::string words;
    for (int i = 0; i < 120; ++i) words += "体操";
    EXPECT_FALSE(layoutCaption(*fonts, words, SlideContext{}, {1920, 1080}, {1540, 866}).findings.empty());
    const DrawList fits =
        layoutCaption(*fonts, "足を開きます\n一、二", SlideContext{}, {1920, 1080}, {1540, 866});
    EXPECT_TRUE(fits.findings.empty());
    EXPECT_LT(fits.size.width, 1540);
}

}  // namespace
}  // namespace signage
