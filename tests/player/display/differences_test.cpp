// What differs is found, all of it; what is left out is the same.
#include "player/display/differences.h"

#include <random>

#include <gtest/gtest.h>

#include "player/display/blend.h"
#include "player/paint/surface.h"

namespace signage {
namespace {

Uint32& pixelOf(SDL_Surface& surface, int x, int y) {
    auto* row = static_cast<char*>(surface.pixels) + static_cast<std::ptrdiff_t>(y) * surface.pitch;
    return reinterpret_cast<Uint32*>(row)[x];
}

// Of every pixel: whether a run holds it, whether a part does.
struct Covered {
    std::vector<bool> byRuns;
    std::vector<bool> byParts;
};

Covered coveredBy(Differences& differences, Size size) {
    const auto count = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
    Covered covered{std::vector<bool>(count), std::vector<bool>(count)};
    const auto index = [&](int x, int y) {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(size.width) +
               static_cast<std::size_t>(x);
    };
    for (int y = 0; y < size.height; ++y) {
        int last = -1;
        differences.eachRun(y, [&](int x, int width) {
            EXPECT_GT(x, last);
            EXPECT_GT(width, 0);
            EXPECT_LE(x + width, size.width);
            last = x + width;
            for (int i = x; i < x + width; ++i) covered.byRuns[index(i, y)] = true;
        });
    }
    for (const SDL_Rect& part : differences.parts()) {
        for (int y = part.y; y < part.y + part.h; ++y) {
            for (int x = part.x; x < part.x + part.w; ++x) {
                EXPECT_FALSE(covered.byParts.at(index(x, y))) << "one part lies over another";
                covered.byParts.at(index(x, y)) = true;
            }
        }
    }
    return covered;
}

class SomeSize : public testing::TestWithParam<Size> {};

TEST_P(SomeSize, NothingThatDiffersIsLeftOut) {
    const Size size = GetParam();
    std::mt19937 random(3);
    for (int round = 0; round < 20; ++round) {
        const Surface a = std::move(makeSurface(size).value());
        const Surface b = std::move(makeSurface(size).value());
        SDL_FillRect(a.get(), nullptr, 0x102030);
        SDL_FillRect(b.get(), nullptr, 0x102030);
        const int spots = round * round / 4;
        for (int i = 0; i < spots; ++i) {
            pixelOf(*b, static_cast<int>(random() % static_cast<unsigned>(size.width)),
                    static_cast<int>(random() % static_cast<unsigned>(size.height))) = 0x506070;
        }
        Differences differences;
        differences.begin(size);
        const Rect marked{size.width / 3, size.height / 2, size.width / 4 + 1, 1};
        if (round % 2 == 0) differences.mark(marked);
        EXPECT_FALSE(differences.known());
        while (!differences.compare(*a, *b, 7)) {
        }
        ASSERT_TRUE(differences.known());
        if (round % 2 == 1) differences.mark(marked);
        const Covered covered = coveredBy(differences, size);
        std::size_t at = 0;
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x, ++at) {
                const bool differs =
                    pixelOf(*a, x, y) != pixelOf(*b, x, y) || marked.contains(Rect{x, y, 1, 1});
                EXPECT_TRUE(covered.byRuns[at] || !differs) << x << "," << y;
                EXPECT_TRUE(covered.byParts[at] || !covered.byRuns[at]) << x << "," << y;
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, SomeSize,
                         testing::Values(Size{1, 1}, Size{16, 30}, Size{130, 70}, Size{1024, 25},
                                         Size{1920, 48}, Size{3840, 26}, Size{7680, 3}),
                         [](const auto& size) {
                             return std::to_string(size.param.width) + "x" +
                                    std::to_string(size.param.height);
                         });

TEST(Differences, WhatIsTheSameIsLeftAlone) {
    const Size size{1920, 200};
    const Surface a = std::move(makeSurface(size).value());
    const Surface b = std::move(makeSurface(size).value());
    const SDL_Rect line{600, 90, 300, 20};
    SDL_FillRect(b.get(), &line, 0xFFFFFF);
    Differences differences;
    differences.begin(size);
    ASSERT_TRUE(differences.compare(*a, *b, size.height));
    int pixels = 0;
    for (int y = 0; y < size.height; ++y) differences.eachRun(y, [&](int, int width) { pixels += width; });
    EXPECT_GE(pixels, 300 * 20);
    EXPECT_LE(pixels, 364 * 20);
    EXPECT_EQ(differences.parts().size(), 1U);  // though the line lies across two bands
    // The padding bytes say nothing.
    pixelOf(*a, 5, 5) |= 0xFF000000U;
    differences.begin(size);
    differences.compare(*a, *a, size.height);
    EXPECT_TRUE(differences.parts().empty());
}

TEST(Differences, ForgottenOnesAreNotKnown) {
    Differences differences;
    EXPECT_FALSE(differences.known());
    differences.begin({10, 10});
    const Surface a = std::move(makeSurface({10, 10}).value());
    EXPECT_TRUE(differences.compare(*a, *a, 10));
    differences.forget();
    EXPECT_FALSE(differences.known());
    differences.mark({0, 0, 5, 5});  // nobody to tell
}

}  // namespace
}  // namespace signage
