// Kept glyphs: never more than their room, and the same ink as SDL_ttf's own drawing.
#include "player/text/glyphs.h"

#include <cstdlib>
#include <random>
#include <set>

#include <SDL_ttf.h>
#include <gtest/gtest.h>

#include "player/base/utf8.h"
#include "player/text/ink.h"

namespace signage {
namespace {

constexpr std::size_t room = 10'000;

Glyph glyphOf(std::size_t bytes) {
    Glyph glyph;
    glyph.width = static_cast<int>(bytes);
    glyph.height = 1;
    glyph.coverage.resize(bytes, 7);
    return glyph;
}

GlyphKey keyOf(char32_t character) {
    return {0, Weight::regular, 40, character};
}

TEST(GlyphCache, FindsByFaceWeightSizeAndCharacter) {
    GlyphCache cache(room);
    cache.keep(keyOf(U'国'), glyphOf(9));
    ASSERT_NE(cache.find(keyOf(U'国')), nullptr);
    EXPECT_EQ(cache.find(keyOf(U'国'))->width, 9);
    for (const GlyphKey& other :
         {GlyphKey{1, Weight::regular, 40, U'国'}, GlyphKey{0, Weight::bold, 40, U'国'},
          GlyphKey{0, Weight::regular, 41, U'国'}, keyOf(U'園')}) {
        EXPECT_EQ(cache.find(other), nullptr);
    }
}

TEST(GlyphCache, NeverHoldsMoreThanItsRoom) {
    GlyphCache cache(room);
    std::mt19937 random(1);
    for (char32_t c = 0; c < 5000; ++c) {
        cache.keep(keyOf(c), glyphOf(random() % 900));
        cache.find(keyOf(static_cast<char32_t>(random() % 5000)));
        ASSERT_LE(cache.bytes(), room);
    }
    EXPECT_GT(cache.bytes(), room / 3);  // and it is used
    EXPECT_NE(cache.find(keyOf(4999)), nullptr);
    EXPECT_EQ(cache.find(keyOf(0)), nullptr);
}

TEST(GlyphCache, WhatIsAskedForStaysWhileOthersPass) {
    GlyphCache cache(room);
    cache.keep(keyOf(U'国'), glyphOf(9));
    cache.keep(keyOf(U'園'), glyphOf(9));
    for (char32_t c = 0; c < 500; ++c) {
        cache.keep(keyOf(c), glyphOf(300));
        EXPECT_NE(cache.find(keyOf(U'国')), nullptr);
    }
    EXPECT_EQ(cache.find(keyOf(U'園')), nullptr);
}

TEST(GlyphCache, AGlyphLargerThanTheRoomIsDrawnAndLetGo) {
    GlyphCache cache(room);
    const auto large = cache.keep(keyOf(1), glyphOf(3 * room));
    for (char32_t c = 2; c < 100; ++c) cache.keep(keyOf(c), glyphOf(300));
    EXPECT_EQ(cache.find(keyOf(1)), nullptr);
    EXPECT_LE(cache.bytes(), room);
    EXPECT_EQ(large->coverage.size(), 3 * room);  // for whom has it
}

// ---- the same ink ----

class InkTest : public testing::Test {
  protected:
    void SetUp() override { fonts_ = open(); }
    static std::unique_ptr<FontSet> open() {
        auto opened = FontSet::open();
        EXPECT_TRUE(opened.has_value());
        return opened ? std::move(*opened) : nullptr;
    }
    std::unique_ptr<FontSet> fonts_;
};

// As SDL_ttf draws the run, laid from the left end of the baseline: 0 where the surface has no pixel.
Ink drawnBySdl(TTF_Font* font, const std::string& text) {
    SDL_Surface* surface = TTF_RenderUTF8_Blended(font, text.c_str(), SDL_Color{10, 20, 30, 255});
    Ink ink{{0, -TTF_FontAscent(font)}, {surface->w, surface->h}, {}};
    for (int y = 0; y < surface->h; ++y) {
        const auto* row = reinterpret_cast<const Uint32*>(static_cast<const Uint8*>(surface->pixels) +
                                                          static_cast<std::ptrdiff_t>(y) * surface->pitch);
        for (int x = 0; x < surface->w; ++x) ink.coverage.push_back(static_cast<Uint8>(row[x] >> 24U));
    }
    SDL_FreeSurface(surface);
    return ink;
}

int coverageAt(const Ink& ink, int x, int y) {
    x -= ink.from.x;
    y -= ink.from.y;
    if (x < 0 || y < 0 || x >= ink.size.width || y >= ink.size.height) return 0;
    return ink.coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(ink.size.width) +
                        static_cast<std::size_t>(x)];
}

// Pixels in which the two differ.
int differences(const Ink& a, const Ink& b) {
    int count = 0;
    for (int y = -160; y < 60; ++y) {
        const int right = std::max(a.from.x + a.size.width, b.from.x + b.size.width);
        for (int x = -100; x < right; ++x) count += coverageAt(a, x, y) == coverageAt(b, x, y) ? 0 : 1;
    }
    return count;
}

std::string anyOf(std::u32string_view characters, std::size_t count, std::mt19937& random) {
    std::u32string text;
    while (text.size() < count) text += characters[random() % characters.size()];
    return toUtf8(text);
}

// In the first family a run may be of any characters, in the others of wide ones or of one alone.
TEST_F(InkTest, IsTheSameAsSdlTtfDraws) {
    constexpr std::u32string_view mixed =
        U"在宅療養の相談は港区みなと保健所へ、（火）～「」・ー０１２345,.%:;jgfiflÅÉ㎡①令和ﾊﾝﾊﾞｰｸﾞ №℡  ";
    constexpr std::u32string_view wide = U"在宅療養相談韓国中文學习医院가나다라한국어一二三";
    constexpr std::u32string_view narrow = U"jfgÄÅĐđẹộữ1%(,";
    std::mt19937 random(3);
    for (FaceId face = 0; face < static_cast<FaceId>(fonts_->families().size()); ++face) {
        for (const int pixels : {9, 32, 47, 110}) {
            for (int run = 0; run < 6; ++run) {
                const Weight weight = run % 2 == 0 ? Weight::regular : Weight::bold;
                std::string text = anyOf(face == 0 ? mixed : wide, 1 + random() % 12, random);
                if (face != 0 && run < 3) text = anyOf(narrow, 1, random);
                const auto ink = fonts_->ink(face, weight, pixels, text);
                if (!ink) continue;  // a character that this face does not have
                const Ink expected = drawnBySdl(fonts_->handle(face, weight, pixels), text);
                ASSERT_EQ(differences(*ink, expected), 0) << face << ' ' << pixels << ' ' << text;
            }
        }
    }
}

// SDL_ttf would kern these pairs, which no line has been measured with.
TEST_F(InkTest, WideCharactersStandWhereTheirAdvancesSay) {
    const auto whole = fonts_->ink(1, Weight::regular, 100, "ナ、と");
    const auto last = fonts_->ink(1, Weight::regular, 100, "と");
    ASSERT_TRUE(whole && last);
    EXPECT_EQ(whole->from.x + whole->size.width, 200 + last->from.x + last->size.width);
}

TEST_F(InkTest, InkBeyondTheRunsEndsPushesItAsSdlTtfDoes) {
    for (const auto& [face, text] :
         {std::pair{2, "j"}, std::pair{2, "Ǻ"}, std::pair{0, "jjj"}, std::pair{1, "j"}}) {
        const auto ink = fonts_->ink(face, Weight::bold, 90, text);
        ASSERT_TRUE(ink.has_value()) << text;
        EXPECT_EQ(differences(*ink, drawnBySdl(fonts_->handle(face, Weight::bold, 90), text)), 0) << text;
    }
    EXPECT_EQ(fonts_->ink(2, Weight::bold, 90, "j")->from.x, 0);
}

TEST_F(InkTest, IsTheSameFromAFullCacheAsFromAnEmptyOne) {
    const std::string text = "在宅療養の相談";
    const auto first = fonts_->ink(0, Weight::regular, 60, text);
    ASSERT_TRUE(first.has_value());
    EXPECT_GT(first->size.width, 6 * 60);
    for (int pixels = 200; pixels < 420; ++pixels)  // 12 MiB
        ASSERT_TRUE(fonts_->ink(0, Weight::regular, pixels, "区"));
    const auto forgotten = fonts_->ink(0, Weight::regular, 60, text);
    const auto kept = fonts_->ink(0, Weight::regular, 60, text);
    const auto elsewhere = open()->ink(0, Weight::regular, 60, text);
    for (const auto& other : {forgotten, kept, elsewhere}) {
        ASSERT_TRUE(other.has_value());
        EXPECT_EQ(other->coverage, first->coverage);
        EXPECT_EQ(other->from, first->from);
    }
}

TEST_F(InkTest, SpacesHaveNoneAndUnknownFacesNoAnswer) {
    const auto spaces = fonts_->ink(0, Weight::regular, 40, "　 ");
    ASSERT_TRUE(spaces.has_value());
    EXPECT_TRUE(spaces->coverage.empty());
    EXPECT_FALSE(fonts_->ink(99, Weight::regular, 40, "国").has_value());
    EXPECT_FALSE(fonts_->ink(-1, Weight::regular, 40, "国").has_value());
    EXPECT_FALSE(fonts_->ink(0, Weight::regular, 0, "国").has_value());
    EXPECT_FALSE(
        fonts_->ink(0, Weight::regular, 40, "\xF0\xA0\xAE\xB7x").has_value());  // 𠮷: not in this face
}

// What a font draws otherwise in company is left to the shaper.
TEST_F(InkTest, WhatHasToBeShapedIsSaidSo) {
    for (const char* text : {"か\u309A", "æ\u0300", "\u02E9\u02E5", "1\u20442", "ส", "ក", "\u1100\u1161"})
        EXPECT_FALSE(fonts_->ink(0, Weight::regular, 40, text).has_value()) << text;
    for (const char32_t c : {U'国', U'あ', U'ア', U'a', U'é', U'1', U'。', U'①', U'가', U'Ж', U'ệ'})
        EXPECT_FALSE(mayBeShaped(c)) << static_cast<unsigned>(c);
    for (const char32_t c : {U'\u309A', U'\u0301', U'\u1100', U'\u11F0', U'\u0E2A', U'\u3033', U'\u0628'})
        EXPECT_TRUE(mayBeShaped(c)) << static_cast<unsigned>(c);
}

}  // namespace
}  // namespace signage
