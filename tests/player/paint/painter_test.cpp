// Draw lists as pixels.
#include "player/paint/painter.h"

#include <map>

#include <gtest/gtest.h>

#include "player/layout/layout.h"

namespace signage {
namespace {

constexpr Color white{255, 255, 255, 255};
constexpr Color black{0, 0, 0, 255};

class MapPictures final : public PictureSource {
  public:
    Result<std::string> read(const std::string& path) override {
        ++reads;
        const auto found = files.find(path);
        if (found == files.end()) {
            return fail(Fault::not_found, path, {"ありません", "is missing"});
        }
        return found->second;
    }
    std::map<std::string, std::string> files;
    int reads = 0;
};

std::uint32_t pixel(const Surface& surface, int x, int y) {
    const auto* row = reinterpret_cast<const std::uint32_t*>(static_cast<const char*>(surface->pixels) +
                                                             y * surface->pitch);
    return row[x] & 0xFFFFFFU;
}

class PainterTest : public ::testing::Test {
  protected:
    static void SetUpTestSuite() { fonts = std::move(*FontSet::open()); }
    static void TearDownTestSuite() { fonts.reset(); }
    Surface paint(std::vector<DrawItem> items, Size size = {64, 64}) {
        DrawList list;
        list.size = size;
        list.background = white;
        list.items = std::move(items);
        Result<Surface> surface = painter.paint(list);
        EXPECT_TRUE(surface.has_value());
        return surface ? std::move(*surface) : nullptr;
    }
    static std::unique_ptr<FontSet> fonts;
    MapPictures pictures;
    Painter painter{*fonts, pictures};
};

std::unique_ptr<FontSet> PainterTest::fonts;

TEST_F(PainterTest, FillsAreExactAndClipped) {
    const Surface surface =
        paint({FillItem{{10, 10, 20, 20}, black, 0}, FillItem{{60, 60, 100, 100}, black, 0},
               FillItem{{-5, -5, 6, 6}, black, 0}});
    EXPECT_EQ(pixel(surface, 9, 10), 0xFFFFFFU);
    EXPECT_EQ(pixel(surface, 10, 10), 0U);
    EXPECT_EQ(pixel(surface, 29, 29), 0U);
    EXPECT_EQ(pixel(surface, 30, 29), 0xFFFFFFU);
    EXPECT_EQ(pixel(surface, 63, 63), 0U);
    EXPECT_EQ(pixel(surface, 0, 0), 0U);
}

TEST_F(PainterTest, RoundedCornersAreSmoothAndSymmetric) {
    const Surface surface = paint({FillItem{{8, 8, 48, 48}, black, 16}});
    EXPECT_EQ(pixel(surface, 8, 8), 0xFFFFFFU);
    EXPECT_EQ(pixel(surface, 32, 8), 0U);
    int grey = 0;
    for (int i = 0; i < 24; ++i) {
        for (int j = 0; j < 24; ++j) {
            const std::uint32_t value = pixel(surface, 8 + i, 8 + j);
            EXPECT_EQ(value, pixel(surface, 55 - i, 8 + j));
            EXPECT_EQ(value, pixel(surface, 8 + i, 55 - j));
            grey += value != 0U && value != 0xFFFFFFU ? 1 : 0;
        }
    }
    EXPECT_GT(grey, 10);
}

TEST_F(PainterTest, TransparencyBlends) {
    const Surface surface = paint({FillItem{{0, 0, 10, 10}, {0, 0, 0, 128}, 0}});
    EXPECT_EQ(pixel(surface, 5, 5), 0x7F7F7FU);
}

TEST_F(PainterTest, PolygonsAndSlantedLinesStayInside) {
    const Surface surface = paint({PolygonItem{{{0, 0}, {40, 0}, {0, 40}}, black},
                                   LineItem{{40, 60}, {60, 40}, 4, black}, PolygonItem{{{1, 1}}, black}});
    EXPECT_EQ(pixel(surface, 5, 5), 0U);
    EXPECT_EQ(pixel(surface, 30, 30), 0xFFFFFFU);
    EXPECT_EQ(pixel(surface, 50, 50), 0U);
    EXPECT_EQ(pixel(surface, 40, 40), 0xFFFFFFU);
}

TEST_F(PainterTest, TextInksItsBoxOnTheBaseline) {
    TextItem item;
    item.run = {"国", 0, Weight::regular, 48, 0, 48};
    item.baseline = {8, 50};
    item.color = black;
    const Surface surface = paint({item});
    int top = 64;
    int bottom = 0;
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 64; ++x) {
            if (pixel(surface, x, y) == 0xFFFFFFU) continue;
            top = std::min(top, y);
            bottom = std::max(bottom, y);
            EXPECT_GE(x, 8);
            EXPECT_LT(x, 8 + 48);
        }
    }
    EXPECT_NEAR(bottom - top + 1, fonts->letterHeight(Weight::regular, 48), 2);
    EXPECT_NEAR(top, 50 - 42, 5);
}

// Where the ink of `text` lies: the sum of its pixels' darkness, and its first and last column.
struct Darkness {
    int sum = 0;
    int left = 64;
    int right = 0;
};

Darkness darkness(const Surface& surface) {
    Darkness result;
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 64; ++x) {
            const int dark = 255 - static_cast<int>(pixel(surface, x, y) & 0xFFU);
            result.sum += dark;
            if (dark == 0) continue;
            result.left = std::min(result.left, x);
            result.right = std::max(result.right, x);
        }
    }
    return result;
}

// What has to be shaped as a whole and what shines through is SDL_ttf's drawing; the rest comes from glyphs.
TEST_F(PainterTest, ShapedAndTransparentTextIsDrawnToo) {
    const auto drawn = [&](const char* text, Color color) {
        TextItem item;
        item.run = {text, 0, Weight::regular, 48, 0, 48};
        item.baseline = {8, 50};
        item.color = color;
        return darkness(paint({item}));
    };
    const Darkness plain = drawn("か", black);
    const Darkness marked = drawn("か\u309A", black);
    EXPECT_GT(marked.sum, plain.sum);
    EXPECT_NEAR(marked.left, plain.left, 3);
    const Darkness half = drawn("か", {0, 0, 0, 128});
    EXPECT_NEAR(half.sum * 255.0 / 128, plain.sum, plain.sum * 0.02);
    EXPECT_EQ(half.left, plain.left);
    EXPECT_EQ(half.right, plain.right);
}

// Whatever the bands and however long a row: every pixel is painted once, upon the background.
TEST_F(PainterTest, NoRowIsLeftOutWhereBandsMeet) {
    for (const Size size : {Size{1, 1}, Size{3, 5000}, Size{1921, 333}, Size{5000, 7}, Size{70'000, 2}}) {
        const Surface surface =
            paint({FillItem{{0, 0, size.width, size.height}, {200, 100, 50, 128}, 0}}, size);
        int wrong = 0;
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x) wrong += pixel(surface, x, y) == 0xE3B198U ? 0 : 1;
        }
        EXPECT_EQ(wrong, 0) << size.width;
    }
}

TEST_F(PainterTest, TextIsCutAtTheEdges) {
    for (const Point at : {Point{-24, 50}, Point{40, 50}, Point{8, 20}, Point{8, 80}, Point{200, 200}}) {
        TextItem item;
        item.run = {"国", 0, Weight::regular, 48, 0, 48};
        item.baseline = at;
        item.color = black;
        const Surface cut = paint({item});
        const Surface whole = paint({item}, {256, 256});
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x) ASSERT_EQ(pixel(cut, x, y), pixel(whole, x, y)) << x << ' ' << y;
        }
    }
}

TEST_F(PainterTest, AMissingOrBrokenPictureNamesItsPath) {
    DrawList list;
    list.size = {64, 64};
    list.items = {PictureItem{"media/none.png", {0, 0, 32, 32}, PictureFit::contain}};
    const Result<Surface> missing = painter.paint(list);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().fault, Fault::not_found);
    EXPECT_NE(missing.error().line(Language::japanese).find("media/none.png"), std::string::npos);
    pictures.files["media/none.png"] = "not a picture";
    const Result<Surface> broken = painter.paint(list);
    ASSERT_FALSE(broken);
    EXPECT_NE(broken.error().line(Language::english).find("media/none.png"), std::string::npos);
    NoPictures none;
    EXPECT_FALSE(none.read("media/none.png"));
}

TEST_F(PainterTest, ContainLeavesMarginsCoverFills) {
    pictures.files["red.svg"] =
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><rect width="100" height="50" fill="#ff0000"/></svg>)";
    const Surface contained = paint({PictureItem{"red.svg", {0, 0, 64, 64}, PictureFit::contain}});
    EXPECT_EQ(pixel(contained, 32, 5), 0xFFFFFFU);
    EXPECT_EQ(pixel(contained, 32, 32), 0xFF0000U);
    const Surface covered = paint({PictureItem{"red.svg", {16, 16, 32, 32}, PictureFit::cover}});
    EXPECT_EQ(pixel(covered, 17, 17), 0xFF0000U);
    EXPECT_EQ(pixel(covered, 46, 46), 0xFF0000U);
    EXPECT_EQ(pixel(covered, 15, 32), 0xFFFFFFU);
    EXPECT_EQ(pixel(covered, 48, 32), 0xFFFFFFU);
}

TEST_F(PainterTest, AnotherPictureByTheSamePathIsNotTakenFromTheCache) {
    const auto svg = [](const char* color) {
        return std::string(
                   R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill=")") +
               color + R"("/></svg>)";
    };
    pictures.files["a.svg"] = svg("#ff0000");
    EXPECT_EQ(pixel(paint({PictureItem{"a.svg", {0, 0, 64, 64}, PictureFit::contain}}), 32, 32), 0xFF0000U);
    pictures.files["a.svg"] = svg("#00ff00");
    EXPECT_EQ(pixel(paint({PictureItem{"a.svg", {0, 0, 64, 64}, PictureFit::contain}}), 32, 32), 0x00FF00U);
}

Slide smallSlide() {
    Slide slide;
    slide.title = "福祉総合窓口";
    slide.lead = "ご相談をお受けします。";
    return slide;
}

TEST_F(PainterTest, AFooterPaintedOverGivesTheWholeSlidesPixels) {
    const Playlist playlist;
    for (const Size size : {Size{1280, 720}, Size{720, 1280}}) {
        SlideContext context;
        context.place = "みなと保健所";
        context.now = *parseLocalTime("2025-02-10T09:59");
        context.page = 1;
        context.pages = 7;
        Result<Surface> surface = painter.paint(layoutSlide(*fonts, playlist, smallSlide(), context, size));
        ASSERT_TRUE(surface);
        context.now = *parseLocalTime("2025-02-10T10:00");
        const std::uint64_t before = hashOf(**surface);
        ASSERT_TRUE(painter.paintOver(layoutFooter(*fonts, context, size), *surface));
        const Result<Surface> whole =
            painter.paint(layoutSlide(*fonts, playlist, smallSlide(), context, size));
        ASSERT_TRUE(whole);
        EXPECT_NE(hashOf(**surface), before);
        EXPECT_EQ(hashOf(**surface), hashOf(**whole));
    }
}

TEST_F(PainterTest, TheSameListGivesTheSamePixelsFromAnotherPainter) {
    const Playlist playlist;
    const DrawList list = layoutSlide(*fonts, playlist, smallSlide(), {}, {1280, 720});
    const auto otherFonts = FontSet::open();
    ASSERT_TRUE(otherFonts);
    Painter other(**otherFonts, pictures);
    const Result<Surface> first = painter.paint(list);
    const Result<Surface> second = other.paint(list);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(hashOf(**first), hashOf(**second));
}

TEST_F(PainterTest, PaintingOverAnotherSizeIsRefused) {
    Result<Surface> surface = makeSurface({10, 10});
    ASSERT_TRUE(surface);
    DrawList list;
    list.size = {20, 20};
    EXPECT_FALSE(painter.paintOver(list, *surface));
}

}  // namespace
}  // namespace signage
