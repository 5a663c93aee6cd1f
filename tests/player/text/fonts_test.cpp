// Fonts: which family has what, and that what is measured is what is drawn.
#include "player/text/fonts.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include <SDL_ttf.h>
#include <gtest/gtest.h>

#include "player/base/format.h"
#include "player/base/utf8.h"
#include "player/text/face.h"
#include "player/text/families.h"
#include "player/text/font_files.h"
#include "player/text/handles.h"
#include "player/text/ink.h"

namespace signage {
namespace {

namespace fs = std::filesystem;

constexpr FaceId biz = 0;
constexpr FaceId noto = 1;
constexpr FaceId dejavu = 2;

class FontSetTest : public testing::Test {
  protected:
    void SetUp() override {
        auto opened = FontSet::open();
        ASSERT_TRUE(opened.has_value()) << opened.error().line(Language::english);
        fonts_ = std::move(*opened);
    }
    std::optional<FaceId> face(std::u32string_view cluster) const {
        return fonts_->faceFor(cluster, Weight::regular);
    }
    std::unique_ptr<FontSet> fonts_;
};

TEST_F(FontSetTest, FamiliesComeInTheOrderOfTheTable) {
    const auto names = fonts_->families();
    ASSERT_EQ(names.size(), std::size(families));
    for (std::size_t i = 0; i < names.size(); ++i) EXPECT_EQ(names[i], families[i].name);
    for (std::size_t i = 0; i < names.size(); ++i) {
        for (const Weight weight : {Weight::regular, Weight::bold}) {
            TTF_Font* font = fonts_->handle(static_cast<FaceId>(i), weight, 40);
            ASSERT_NE(font, nullptr);
            EXPECT_EQ(std::string(TTF_FontFaceFamilyName(font)), names[i]);  // the JP face of the collection
            EXPECT_EQ(std::string(TTF_FontFaceStyleName(font)) == "Bold", weight == Weight::bold);
        }
    }
}

TEST_F(FontSetTest, EachClusterTakesTheFirstFaceThatHasIt) {
    EXPECT_EQ(face(U"港"), biz);
    EXPECT_EQ(face(U"髙"), biz);
    EXPECT_EQ(face(U"﨑"), biz);
    EXPECT_EQ(face(U"\uFA19"), biz);
    EXPECT_EQ(face(U"㎡"), biz);
    EXPECT_EQ(face(U"𠮷"), noto);
    EXPECT_EQ(face(U"♿"), dejavu);
    EXPECT_EQ(face(U"🏥"), std::nullopt);
    EXPECT_EQ(face(U"\U0010FFFD"), std::nullopt);
}

TEST_F(FontSetTest, CharactersWithoutInkAskNothing) {
    EXPECT_EQ(face(U"\u200B"), biz);
    EXPECT_EQ(face(U"\u2060"), biz);
    EXPECT_EQ(face(U"☎\uFE0F"), biz);
    EXPECT_EQ(face(U"🏥\uFE0F"), std::nullopt);
    EXPECT_EQ(fonts_->advance(biz, Weight::regular, 40, U"\u2060"), 0);
    EXPECT_EQ(fonts_->advance(biz, Weight::regular, 40, U"☎\uFE0F"),
              fonts_->advance(biz, Weight::regular, 40, U"☎"));
}

TEST_F(FontSetTest, AnIdeographicVariationIsAskedForExactly) {
    EXPECT_EQ(face(U"葛\U000E0100"), biz);
    EXPECT_EQ(face(U"葛\U000E01EF"), std::nullopt);
    EXPECT_EQ(face(U"か\u309A").has_value(), true);
}

TEST_F(FontSetTest, PixelsAreTheEm) {
    for (const int pixels : {17, 32, 48, 53, 101}) {
        EXPECT_EQ(fonts_->advance(biz, Weight::regular, pixels, U"国"), pixels * 64);
        EXPECT_EQ(fonts_->advance(noto, Weight::bold, pixels, U"国"), pixels * 64);
        EXPECT_EQ(fonts_->advance(biz, Weight::bold, pixels, U"1"), pixels * 32);
        EXPECT_EQ(fonts_->width(biz, Weight::regular, pixels, "港区か\u3099"), pixels * 3);
    }
}

TEST_F(FontSetTest, MetricsAreThoseOfTheDrawnFont) {
    for (FaceId id : {biz, noto, dejavu}) {
        for (const int pixels : {24, 48, 53, 96}) {
            TTF_Font* font = fonts_->handle(id, Weight::regular, pixels);
            const FaceMetrics metrics = fonts_->metrics(id, Weight::regular, pixels);
            EXPECT_EQ(metrics.ascent, TTF_FontAscent(font));
            EXPECT_EQ(metrics.descent, -TTF_FontDescent(font));
        }
    }
}

TEST_F(FontSetTest, LetterHeightIsThatOfTheDrawnGlyph) {
    for (const Weight weight : {Weight::regular, Weight::bold}) {
        for (const int pixels : {20, 48, 53, 120}) {
            int low = 0;
            int high = 0;
            TTF_Font* font = fonts_->handle(biz, weight, pixels);
            TTF_GlyphMetrics32(font, U'国', nullptr, nullptr, &low, &high, nullptr);
            EXPECT_NEAR(fonts_->letterHeight(weight, pixels), high - low, 1);
        }
    }
    EXPECT_GT(fonts_->letterHeight(Weight::regular, 100), 80);
}

// What setText puts into one run of a face: any mixture in the first, full-width characters in the others.
std::vector<std::u32string> alphabet(FaceId id) {
    if (id == biz) {
        return {U"港", U"あ", U"ー", U"、", U"（",           U"A", U"V", U"T", U"o", U"j", U"f", U"i", U"1",
                U"１", U" ",  U"　", U"é",  U"葛\U000E0100", U"※", U"①"};
    }
    if (id == noto) return {U"𠮷", U"，", U"（", U"한", U"简", U"か\u309A", U"ー"};
    return {U"♿"};
}

TEST_F(FontSetTest, WhatIsMeasuredIsWhatIsDrawn) {
    std::mt19937 random(7);
    for (FaceId id : {biz, noto, dejavu}) {
        const auto letters = alphabet(id);
        for (int round = 0; round < 25; ++round) {
            const int pixels = 20 + static_cast<int>(random() % 80);
            const Weight weight = random() % 2 == 0 ? Weight::regular : Weight::bold;
            std::string text;
            long sum = 0;
            for (int i = 0; i < 20; ++i) {
                const auto& letter = letters[random() % letters.size()];
                text += toUtf8(letter);
                sum += fonts_->advance(id, weight, pixels, letter);
            }
            // Spaces at both ends keep overhanging ink out of SDL_ttf's number.
            sum += 2L * fonts_->advance(id, weight, pixels, U" ");
            int drawn = 0;
            TTF_SizeUTF8(fonts_->handle(id, weight, pixels), format(" {} ", text).c_str(), &drawn, nullptr);
            ASSERT_EQ(sum >> 6, drawn) << text << " at " << pixels;
        }
    }
}

TEST_F(FontSetTest, SingleClustersAreAsWideAsDrawn) {
    for (FaceId id : {biz, noto, dejavu}) {
        for (const std::u32string cluster : {U"A", U"j", U"é", U"x\u0302", U"½", U"W", U"～", U"1"}) {
            for (const int pixels : {24, 53}) {
                const int space = fonts_->advance(id, Weight::regular, pixels, U" ");
                const int sum = fonts_->advance(id, Weight::regular, pixels, cluster) + 2 * space;
                int drawn = 0;
                TTF_SizeUTF8(fonts_->handle(id, Weight::regular, pixels),
                             format(" {} ", toUtf8(cluster)).c_str(), &drawn, nullptr);
                EXPECT_EQ(sum >> 6, drawn) << toUtf8(cluster) << " at " << pixels;
            }
        }
    }
}

TEST_F(FontSetTest, ScriptsFromRightToLeftAreNotHalfSupported) {
    EXPECT_EQ(face(U"ש"), std::nullopt);
    EXPECT_EQ(face(U"م"), std::nullopt);
}

// The first column and row with ink, of the text rendered by itself.
struct FirstInk {
    int left = 0;
    int top = 0;
};

FirstInk firstInkOf(TTF_Font* font, const std::string& text) {
    SDL_Surface* surface = TTF_RenderUTF8_Blended(font, text.c_str(), SDL_Color{0, 0, 0, 255});
    FirstInk ink{surface->w, surface->h};
    for (int y = 0; y < surface->h; ++y) {
        const auto* row = reinterpret_cast<const Uint32*>(static_cast<const Uint8*>(surface->pixels) +
                                                          static_cast<std::ptrdiff_t>(y) * surface->pitch);
        for (int x = 0; x < surface->w; ++x) {
            if ((row[x] & surface->format->Amask) == 0) continue;
            ink.left = std::min(ink.left, x);
            ink.top = std::min(ink.top, y);
        }
    }
    SDL_FreeSurface(surface);
    return ink;
}

TEST_F(FontSetTest, DrawnOriginFindsTheBaseline) {
    // Behind a space nothing overhangs the left edge, so there the ink lies where the origin says it does.
    for (const auto& [id, text] : {std::pair{dejavu, "jjj"}, std::pair{noto, "jÄ"}, std::pair{biz, "国j"}}) {
        TTF_Font* font = fonts_->handle(id, Weight::regular, 90);
        const Point origin = fonts_->drawnOrigin(id, Weight::regular, 90, text);
        const int space = fonts_->advance(id, Weight::regular, 90, U"  ") >> 6;
        const FirstInk alone = firstInkOf(font, text);
        const FirstInk behind = firstInkOf(font, format("  {}", text));
        EXPECT_NEAR(alone.left - origin.x, behind.left - space, 1) << text;
        EXPECT_EQ(alone.top - origin.y, behind.top - TTF_FontAscent(font)) << text;
    }
    EXPECT_GT(fonts_->drawnOrigin(dejavu, Weight::regular, 90, "j").x, 0);
}

TEST_F(FontSetTest, HandlesAreCachedAndBounded) {
    TTF_Font* first = fonts_->handle(biz, Weight::regular, 40);
    EXPECT_EQ(fonts_->handle(biz, Weight::regular, 40), first);
    EXPECT_NE(fonts_->handle(biz, Weight::bold, 40), first);
    EXPECT_EQ(fonts_->handle(99, Weight::regular, 40), nullptr);
    EXPECT_EQ(fonts_->handle(-1, Weight::regular, 40), nullptr);
    EXPECT_EQ(fonts_->handle(biz, Weight::regular, 0), nullptr);
    EXPECT_EQ(fonts_->advance(99, Weight::regular, 40, U"国"), 0);
}

TEST(Handles, LeastRecentlyUsedIsClosed) {
    const auto found = findFamilies({families[dejavu].name});
    ASSERT_TRUE(found[0].has_value());
    Handles handles(3);
    for (const int pixels : {10, 11, 12}) ASSERT_NE(handles.get(found[0]->regular, pixels), nullptr);
    TTF_Font* kept = handles.get(found[0]->regular, 10);
    ASSERT_NE(handles.get(found[0]->regular, 13), nullptr);
    EXPECT_EQ(handles.openCount(), 3U);
    EXPECT_EQ(handles.get(found[0]->regular, 10), kept);
    EXPECT_EQ(handles.get({"/nowhere/at/all.ttf", 0}, 10), nullptr);
    EXPECT_EQ(handles.openCount(), 3U);
}

TEST(FontFiles, ASubstituteIsNeverTaken) {
    const auto found = findFamilies({"No Such Family Anywhere", "sans-serif", families[0].name});
    ASSERT_EQ(found.size(), 3U);
    EXPECT_FALSE(found[0].has_value());
    EXPECT_FALSE(found[1].has_value());
    ASSERT_TRUE(found[2].has_value());
    EXPECT_NE(found[2]->regular.path, found[2]->bold.path);
}

TEST(FontFiles, UprightAndNormallyWideIsChosen) {
    const auto found = findFamilies({families[dejavu].name});
    ASSERT_TRUE(found[0].has_value());
    EXPECT_EQ(fs::path(found[0]->regular.path).filename(), "DejaVuSans.ttf");
    EXPECT_EQ(fs::path(found[0]->bold.path).filename(), "DejaVuSans-Bold.ttf");
}

// A temporary folder, and fontconfig made to read it, until the end of the test.
class WithoutFonts : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "signage-fonts-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        std::ofstream(folder_ / "fonts.conf")
            << "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig><dir>"
            << folder_.string() << "</dir><cachedir>" << folder_.string() << "</cachedir></fontconfig>\n";
        setenv("FONTCONFIG_FILE", (folder_ / "fonts.conf").c_str(), 1);
    }
    void TearDown() override {
        unsetenv("FONTCONFIG_FILE");
        fs::remove_all(folder_);
    }
    fs::path folder_;
};

TEST_F(WithoutFonts, FirstFamilyMissingNamesThePackage) {
    const auto opened = FontSet::open();
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().fault, Fault::not_found);
    for (const Language language : {Language::japanese, Language::english}) {
        const std::string line = opened.error().line(language);
        EXPECT_NE(line.find("BIZ UDGothic"), std::string::npos) << line;
        EXPECT_NE(line.find("fonts-morisawa-bizud-gothic"), std::string::npos) << line;
    }
}

TEST_F(WithoutFonts, TheFirstFamilyAloneIsEnough) {
    unsetenv("FONTCONFIG_FILE");
    const auto found = findFamilies({families[0].name});
    ASSERT_TRUE(found[0].has_value());
    fs::copy_file(found[0]->regular.path, folder_ / "regular.ttf");
    setenv("FONTCONFIG_FILE", (folder_ / "fonts.conf").c_str(), 1);
    const auto opened = FontSet::open();
    ASSERT_TRUE(opened.has_value()) << opened.error().line(Language::english);
    EXPECT_EQ((*opened)->families().size(), 1U);
    EXPECT_EQ((*opened)->faceFor(U"𠮷", Weight::regular), std::nullopt);
    EXPECT_EQ((*opened)->faceFor(U"港", Weight::bold), biz);  // no bold file: the regular one serves
    EXPECT_NE((*opened)->handle(biz, Weight::bold, 40), nullptr);
}

TEST_F(WithoutFonts, AFileThatIsNoFontIsRefused) {
    std::ofstream(folder_ / "broken.ttf") << "not a font";
    const FreeType freeType;
    EXPECT_EQ(Face::open(freeType, {(folder_ / "broken.ttf").string(), 0}), nullptr);
    EXPECT_EQ(Face::open(freeType, {(folder_ / "absent.ttf").string(), 0}), nullptr);
}

TEST(FontSets, WorkOnSeveralThreadsAtOnce) {
    std::vector<std::thread> threads;
    std::vector<int> widths(4, 0);
    for (std::size_t i = 0; i < widths.size(); ++i) {
        threads.emplace_back([&widths, i] {
            for (int round = 0; round < 2; ++round) {
                const auto fonts = FontSet::open();
                if (!fonts) return;
                for (int pixels = 30; pixels < 36; ++pixels) {
                    TTF_Font* font = (*fonts)->handle(biz, Weight::regular, pixels);
                    SDL_FreeSurface(TTF_RenderUTF8_Blended(font, "港区", SDL_Color{0, 0, 0, 255}));
                    if (!(*fonts)->ink(biz, Weight::regular, pixels, "港区")) return;
                }
                widths[i] += (*fonts)->width(biz, Weight::regular, 40, "港区");
            }
        });
    }
    for (auto& thread : threads) thread.join();
    for (const int width : widths) EXPECT_EQ(width, 160);
}

}  // namespace
}  // namespace signage
