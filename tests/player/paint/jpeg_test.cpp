// Small pictures: their size, their bytes, and that they show what was there.
#include "player/paint/jpeg.h"

#include <memory>
#include <random>

#include <SDL_image.h>
#include <gtest/gtest.h>

namespace signage {
namespace {

Surface halves(Size size) {
    Surface surface = std::move(makeSurface(size).value());
    SDL_FillRect(surface.get(), nullptr, 0xC00000);
    const SDL_Rect right{size.width / 2, 0, size.width - size.width / 2, size.height};
    SDL_FillRect(surface.get(), &right, 0x0000C0);
    return surface;
}

TEST(JpegTest, AThumbnailKeepsTheProportionsAndNeverGrows) {
    for (const auto& [from, to] : std::vector<std::pair<Size, Size>>{
             {{1920, 1080}, {320, 180}}, {{1080, 1920}, {180, 320}}, {{200, 100}, {200, 100}}}) {
        const Surface small = std::move(thumbnail(*halves(from), 320).value());
        EXPECT_EQ(small->w, to.width);
        EXPECT_EQ(small->h, to.height);
    }
}

TEST(JpegTest, WhatWasThereIsSeen) {
    const Surface small = std::move(thumbnail(*halves({1920, 1080}), 320).value());
    const std::string bytes = jpegOf(*small, 30'000).value();
    EXPECT_LT(bytes.size(), 30'000U);
    EXPECT_EQ(bytes.substr(0, 2), "\xFF\xD8");
    EXPECT_EQ(bytes.substr(bytes.size() - 2), "\xFF\xD9");
    const std::unique_ptr<SDL_Surface, void (*)(SDL_Surface*)> read(
        IMG_Load_RW(SDL_RWFromConstMem(bytes.data(), static_cast<int>(bytes.size())), 1), SDL_FreeSurface);
    ASSERT_NE(read, nullptr);
    const Surface plain(SDL_ConvertSurfaceFormat(read.get(), SDL_PIXELFORMAT_XRGB8888, 0));
    ASSERT_EQ(plain->w, 320);
    const auto* row = reinterpret_cast<const std::uint32_t*>(static_cast<const char*>(plain->pixels) +
                                                             std::ptrdiff_t{90} * plain->pitch);
    EXPECT_NEAR(static_cast<double>(row[40] >> 16 & 255U), 0xC0, 12);
    EXPECT_NEAR(static_cast<double>(row[280] & 255U), 0xC0, 12);
}

TEST(JpegTest, NoiseStaysWithinTheLimitToo) {
    Surface noise = std::move(makeSurface({320, 180}).value());
    std::mt19937 random{7};
    for (int y = 0; y < noise->h; ++y) {
        auto* row = reinterpret_cast<std::uint32_t*>(static_cast<char*>(noise->pixels) +
                                                     static_cast<std::ptrdiff_t>(y) * noise->pitch);
        for (int x = 0; x < noise->w; ++x) row[x] = static_cast<std::uint32_t>(random());
    }
    const auto bytes = jpegOf(*noise, 30'000);
    ASSERT_TRUE(bytes.has_value());
    EXPECT_LE(bytes->size(), 30'000U);
    EXPECT_EQ(jpegOf(*noise, 100).error().fault, Fault::invalid);
}

}  // namespace
}  // namespace signage
