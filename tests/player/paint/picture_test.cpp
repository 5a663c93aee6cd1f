// Pictures are judged by their content before anything is decoded.
#include "player/paint/picture.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

std::string bigEndian(std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((value >> shift) & 0xFFU);
    return bytes;
}

std::string pngHeader(std::uint32_t width, std::uint32_t height) {
    return std::string("\x89PNG\r\n\x1a\n") + bigEndian(13) + "IHDR" + bigEndian(width) + bigEndian(height) +
           std::string("\x08\x06\0\0\0", 5);
}

std::string svg(const std::string& inside, const std::string& attributes = R"(viewBox="0 0 10 10")") {
    return "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" " + attributes + ">" + inside +
           "</svg>";
}

Fault faultOf(const std::string& bytes) {
    const Result<PictureInfo> info = inspectPicture(bytes, "p");
    EXPECT_FALSE(info.has_value());
    return info ? Fault::internal : info.error().fault;
}

TEST(Picture, BombsAreRefusedFromTheirHeader) {
    EXPECT_EQ(faultOf(pngHeader(30000, 30000)), Fault::refused);
    EXPECT_EQ(faultOf(pngHeader(0xFFFFFFFFU, 0xFFFFFFFFU)), Fault::refused);
    EXPECT_EQ(faultOf(pngHeader(0, 10)), Fault::invalid);
    EXPECT_TRUE(inspectPicture(pngHeader(8192, 8192), "p").has_value());
    const std::string jpeg("\xFF\xD8\xFF\xE0\x00\x04\x00\x00\xFF\xC0\x00\x11\x08\xFF\xFF\xFF\xFF\x03\x01\x22",
                           20);
    EXPECT_EQ(faultOf(jpeg), Fault::refused);
    const std::string webp("RIFF\x20\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF", 30);
    EXPECT_EQ(faultOf(webp), Fault::refused);
}

TEST(Picture, TruncatedAndForeignFilesAreFaultsNotCrashes) {
    const std::string png = pngHeader(10, 10);
    for (std::size_t length = 0; length < png.size(); ++length) {
        EXPECT_TRUE(!inspectPicture(png.substr(0, length), "p") || length >= 24);
    }
    EXPECT_EQ(faultOf("GIF89a"), Fault::unsupported);
    EXPECT_EQ(faultOf(""), Fault::unsupported);
    EXPECT_EQ(faultOf(std::string("\xFF\xD8\xFF\xE0\x00\x00", 6)), Fault::invalid);
    const Result<PictureInfo> info = inspectPicture(png, "p");
    ASSERT_TRUE(info);
    EXPECT_FALSE(decodePicture(png, *info, PictureFit::contain, {32, 32}, "p"));
}

TEST(Picture, AnSvgMayNotReachOutside) {
    EXPECT_TRUE(inspectPicture(svg(R"(<rect width="5" height="5"/>)"), "p"));
    EXPECT_TRUE(inspectPicture(svg(R"x(<rect fill="url(#g)" width="5" height="5"/>)x"), "p"));
    EXPECT_EQ(faultOf(svg(R"(<a xlink:href="http://example.jp/x"><path/></a>)")), Fault::refused);
    EXPECT_EQ(faultOf(svg(R"(<a href = 'file:///etc/passwd'/>)")), Fault::refused);
    EXPECT_EQ(faultOf(svg(R"x(<rect style="fill:url( http://example.jp/x)"/>)x")), Fault::refused);
    EXPECT_EQ(faultOf(svg("<style>@import 'x.css';</style>")), Fault::refused);
    EXPECT_EQ(faultOf("<!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg("&a;")), Fault::refused);
    EXPECT_EQ(faultOf(svg("<text>字</text>")), Fault::unsupported);
    EXPECT_EQ(faultOf(svg("<IMAGE width='1'/>")), Fault::unsupported);
    EXPECT_EQ(faultOf(svg("<path/>", "")), Fault::invalid);
    EXPECT_EQ(faultOf(svg("<path/>", R"(width="100%" height="0")")), Fault::invalid);
}

TEST(Picture, AnSvgThatBecomesMillionsOfEdgesIsRefused) {
    const auto many = [](const std::string& text, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) all += text;
        return all;
    };
    const std::string curves = "M0 0" + many("c9e5 0 9e5 9e5-9e5 9e5", 20000);
    EXPECT_EQ(faultOf(svg("<path d='" + curves + "'/>")), Fault::refused);
    EXPECT_EQ(faultOf(svg("<!-- > <path d='" + curves + "'/> -->")), Fault::refused) << "as it is drawn";
    EXPECT_EQ(faultOf(svg("<path x=\"\"d='" + curves + "'/>")), Fault::refused);
    EXPECT_EQ(faultOf(svg("<path d='M0x0" + curves + "'/>")), Fault::refused);
    const std::string little = "<path d='M0 0" + many("c9 0 9 9 0 9", 20000) + "'/>";
    EXPECT_TRUE(inspectPicture(svg(little, R"(viewBox="0 0 1000 1000")"), "p")) << "many curves, all small";
    EXPECT_EQ(faultOf(svg("<g transform='scale(1000)'>" + little + "</g>", R"(viewBox="0 0 1000 1000")")),
              Fault::refused);
    EXPECT_EQ(faultOf(svg(many("<rect width='9' height='9'/>", 20000))), Fault::refused);
    EXPECT_EQ(faultOf(svg(many("<g>", 200))), Fault::refused);
    EXPECT_EQ(faultOf(svg("<linearGradient>" + many("<stop/>", 2000) + "</linearGradient>")), Fault::refused);
}

TEST(Picture, ADrawingByHandCostsLittle) {
    const SvgCost cost = costOf(
        "<svg><g transform='translate(9)'><path d='M10 10L20 20C30 40 50 60 70 80Z'/></g>"
        "<circle r='9'/><polygon points='0,0 9,0 9,9'/></svg>",
        100);
    EXPECT_EQ(cost.shapes, 3);
    EXPECT_LT(cost.edges, 500);
    EXPECT_GT(cost.largest, 8);
}

TEST(Picture, APictureThatTakesTooMuchMemoryToDecodeIsRefused) {
    const auto jpeg = [](char kind, const std::string& components, char inScan) {
        return std::string("\xFF\xD8\xFF", 3) + kind + std::string("\x00\x11\x08\x1F\xFF\x1F\xFF\x03", 8) +
               components + std::string("\xFF\xDA\x00\x0C", 4) + inScan + std::string(20, '\0');
    };
    const std::string even("\x01\x11\x00\x02\x11\x00\x03\x11\x00", 9);
    const std::string usual("\x01\x22\x00\x02\x11\x00\x03\x11\x00", 9);
    EXPECT_TRUE(inspectPicture(jpeg('\xC0', even, 3), "p"));
    EXPECT_EQ(faultOf(jpeg('\xC2', even, 3)), Fault::refused) << "progressive: every coefficient is kept";
    EXPECT_EQ(faultOf(jpeg('\xC0', even, 1)), Fault::refused) << "so they are when colours come apart";
    EXPECT_TRUE(inspectPicture(jpeg('\xC2', usual, 3), "p"));
    std::string scans = jpeg('\xC2', usual, 3);
    for (int i = 0; i < 100; ++i) scans += "\xFF\xDA";
    EXPECT_EQ(faultOf(scans), Fault::refused);
    const std::string webp("RIFF\x20\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\xFF\x1F\0\xFF\x1F\0", 30);
    EXPECT_EQ(faultOf(webp), Fault::refused);
}

TEST(Picture, AnSvgMayHaveAFewEffects) {
    const auto blurs = [](int steps, const std::string& use) {
        std::string filter = "<filter id='f'>";
        for (int i = 0; i < steps; ++i) filter += "<feGaussianBlur stdDeviation='5'/>";
        return svg(filter + "</filter><rect width='5' height='5' " + use + "/>");
    };
    EXPECT_TRUE(inspectPicture(blurs(24, "filter='url(#f)'"), "p"));
    EXPECT_EQ(faultOf(blurs(25, "filter='url(#f)'")), Fault::refused);
    EXPECT_EQ(faultOf(blurs(13, "style='filter:url(#f)'/><rect width='1' height='1' filter='url(#f)'")),
              Fault::refused);
    std::string masks = "<mask id='m'><rect width='9' height='9'/></mask>";
    for (int i = 0; i < 64; ++i) masks += "<rect width='5' height='5' mask='url(#m)'/>";
    EXPECT_TRUE(inspectPicture(svg(masks), "p"));
    EXPECT_EQ(faultOf(svg(masks + "<rect width='5' height='5' mask='url(#m)'/>")), Fault::refused);
}

TEST(Picture, AnSvgKeepsItsProportions) {
    const Result<PictureInfo> info = inspectPicture(svg("<path/>", R"(viewBox="0 0 300 100")"), "p");
    ASSERT_TRUE(info);
    EXPECT_EQ(fittedSize(info->size, {90, 90}, PictureFit::contain), (Size{90, 30}));
    EXPECT_EQ(fittedSize(info->size, {90, 90}, PictureFit::cover), (Size{270, 90}));
}

Surface checkerboard(int side) {
    Surface surface(SDL_CreateRGBSurfaceWithFormat(0, side, side, 32, SDL_PIXELFORMAT_ARGB8888));
    for (int y = 0; y < side; ++y) {
        auto* row =
            reinterpret_cast<std::uint32_t*>(static_cast<char*>(surface->pixels) + y * surface->pitch);
        for (int x = 0; x < side; ++x) row[x] = (x + y) % 2 == 0 ? 0xFFFFFFFFU : 0xFF000000U;
    }
    return surface;
}

TEST(Picture, ALargeReductionAveragesEveryPixel) {
    const Surface source = checkerboard(640);
    const Result<Surface> small = scaled(*source, {16, 16});
    ASSERT_TRUE(small);
    for (int y = 0; y < 16; ++y) {
        const auto* row = reinterpret_cast<const std::uint32_t*>(static_cast<const char*>((*small)->pixels) +
                                                                 y * (*small)->pitch);
        for (int x = 0; x < 16; ++x) {
            EXPECT_EQ(row[x] >> 24U, 255U);
            EXPECT_NEAR(static_cast<int>(row[x] & 0xFFU), 128, 4);
        }
    }
}

TEST(Picture, AnotherFormatIsConvertedOnTheWay) {
    for (const std::uint32_t format :
         {SDL_PIXELFORMAT_RGB24, SDL_PIXELFORMAT_RGBA32, SDL_PIXELFORMAT_INDEX8, SDL_PIXELFORMAT_RGB565}) {
        Surface source(SDL_CreateRGBSurfaceWithFormat(0, 50, 700, 32, format));
        if (source->format->palette != nullptr) {
            const SDL_Color colours[] = {{10, 20, 30, 255}, {200, 100, 50, 255}};
            SDL_SetPaletteColors(source->format->palette, colours, 0, 2);
            SDL_SetColorKey(source.get(), SDL_TRUE, 1);
        }
        auto* pixels = static_cast<unsigned char*>(source->pixels);
        for (int i = 0; i < source->pitch * source->h; ++i)
            pixels[i] =
                static_cast<unsigned char>(format == SDL_PIXELFORMAT_INDEX8 ? i / 7 % 2 : i * 31 % 251);
        const Surface argb(SDL_ConvertSurfaceFormat(source.get(), SDL_PIXELFORMAT_ARGB8888, 0));
        for (const Size size : {Size{20, 90}, Size{60, 1400}, Size{50, 699}}) {
            const Result<Surface> direct = scaled(*source, size);
            const Result<Surface> whole = scaled(*argb, size);
            ASSERT_TRUE(direct && whole);
            EXPECT_EQ(hashOf(**direct), hashOf(**whole)) << SDL_GetPixelFormatName(format);
        }
    }
}

TEST(Picture, WhiteStaysWhiteAtAnySize) {
    Surface source(SDL_CreateRGBSurfaceWithFormat(0, 37, 23, 32, SDL_PIXELFORMAT_ARGB8888));
    SDL_FillRect(source.get(), nullptr, 0xFFFFFFFFU);
    for (const Size size : {Size{1, 1}, Size{7, 90}, Size{111, 5}, Size{37, 23}}) {
        const Result<Surface> result = scaled(*source, size);
        ASSERT_TRUE(result);
        for (int y = 0; y < size.height; ++y) {
            const auto* row = reinterpret_cast<const std::uint32_t*>(
                static_cast<const char*>((*result)->pixels) + y * (*result)->pitch);
            for (int x = 0; x < size.width; ++x) EXPECT_EQ(row[x], 0xFFFFFFFFU);
        }
    }
}

}  // namespace
}  // namespace signage
