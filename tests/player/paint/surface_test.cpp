// Surfaces and codes.
#include "player/paint/surface.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <SDL_image.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zbar.h>

#include "player/paint/qr.h"
#include "player/paint/raster.h"

namespace signage {
namespace {

namespace fs = std::filesystem;

class SurfaceTest : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ =
            fs::temp_directory_path() / ("surface-" + std::to_string(::getpid()) + "-" +
                                         ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }
    fs::path folder_;
};

TEST_F(SurfaceTest, StartsBlackAndHashesWhatIsSeen) {
    Result<Surface> a = makeSurface({40, 30});
    Result<Surface> b = makeSurface({30, 40});
    ASSERT_TRUE(a && b);
    EXPECT_NE(hashOf(**a), hashOf(**b));
    const std::uint64_t before = hashOf(**a);
    // The X byte is not seen.
    *static_cast<std::uint32_t*>((*a)->pixels) = 0xAB000000U;
    EXPECT_EQ(hashOf(**a), before);
    *static_cast<std::uint32_t*>((*a)->pixels) = 0x00000001U;
    EXPECT_NE(hashOf(**a), before);
}

TEST_F(SurfaceTest, ASavedPictureReadsBackAndLeavesNothingElse) {
    Result<Surface> surface = makeSurface({40, 30});
    ASSERT_TRUE(surface);
    raster::fillRect(raster::canvasOf(**surface), {3, 4, 5, 6}, {10, 200, 30, 255});
    const std::string path = (folder_ / "shot.png").string();
    ASSERT_TRUE(savePng(**surface, path));
    ASSERT_TRUE(savePng(**surface, path));
    const Surface loaded(IMG_Load(path.c_str()));
    ASSERT_TRUE(loaded);
    const Surface again(SDL_ConvertSurfaceFormat(loaded.get(), SDL_PIXELFORMAT_XRGB8888, 0));
    EXPECT_EQ(hashOf(*again), hashOf(**surface));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
    const Result<void> nowhere = savePng(**surface, (folder_ / "none" / "shot.png").string());
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().fault, Fault::io);
}

std::string scan(const SDL_Surface& surface) {
    std::string grey;
    for (int y = 0; y < surface.h; ++y) {
        const auto* row = reinterpret_cast<const std::uint32_t*>(static_cast<const char*>(surface.pixels) +
                                                                 y * surface.pitch);
        for (int x = 0; x < surface.w; ++x) grey += static_cast<char>(row[x] & 0xFFU);
    }
    zbar::ImageScanner scanner;
    zbar::Image image(static_cast<unsigned>(surface.w), static_cast<unsigned>(surface.h), "Y800", grey.data(),
                      grey.size());
    scanner.scan(image);
    std::string found;
    for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol)
        found += symbol->get_data();
    return found;
}

TEST_F(SurfaceTest, ACodeDecodesToItsPayload) {
    for (const std::string payload : {"https://www.example.jp/zaitaku-soudan",
                                      "https://www.example.jp/kensaku?q=%E6%B8%AF%E5%8C%BA&page=1", "a"}) {
        for (const int side : {150, 300, 417}) {
            Result<Surface> surface = makeSurface({500, 500});
            ASSERT_TRUE(surface);
            raster::clear(raster::canvasOf(**surface), {16, 52, 92, 255});
            ASSERT_TRUE(drawQr(**surface, payload, {40, 30, side, side}));
            EXPECT_EQ(scan(**surface), payload) << side;
        }
    }
}

TEST_F(SurfaceTest, ACodeThatCannotBeIsAnError) {
    Result<Surface> surface = makeSurface({100, 100});
    ASSERT_TRUE(surface);
    EXPECT_FALSE(drawQr(**surface, "", {0, 0, 100, 100}));
    EXPECT_FALSE(drawQr(**surface, std::string(4000, 'x'), {0, 0, 100, 100}));
    EXPECT_FALSE(drawQr(**surface, "https://www.example.jp/", {0, 0, 20, 20}));
}

}  // namespace
}  // namespace signage
