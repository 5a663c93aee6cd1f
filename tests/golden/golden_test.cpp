// Every layout looks as it was recorded, painted by the player's own path. README.md says how to record anew.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "cases.h"
#include "compare.h"
#include "player/paint/painter.h"
#include "small_png.h"
#include "tests/support/must.h"

namespace signage::golden {
namespace {

namespace fs = std::filesystem;
using signage::testing::must;

const fs::path imagesFolder = fs::path(SIGNAGE_SOURCE_DIR) / "tests/golden/images";
const fs::path failuresFolder = fs::path(SIGNAGE_BINARY_DIR) / "golden";
const std::string howToRecord =
    "look at it, then record it: SIGNAGE_UPDATE_GOLDEN=1 build/dev/tests/test_golden";

bool recording() {
    const char* flag = std::getenv("SIGNAGE_UPDATE_GOLDEN");
    return flag != nullptr && std::string(flag) == "1";
}

class SourceTreePictures final : public PictureSource {
  public:
    Result<std::string> read(const std::string& path) override {
        const std::ifstream file(fs::path(SIGNAGE_SOURCE_DIR) / path, std::ios::binary);
        if (!file) return fail(Fault::not_found, path, {"ありません", "is missing"});
        std::ostringstream bytes;
        bytes << file.rdbuf();
        return bytes.str();
    }
};

class GoldenTest : public ::testing::TestWithParam<std::string> {
  protected:
    static void SetUpTestSuite() { fonts = must(FontSet::open()); }
    static void TearDownTestSuite() { fonts.reset(); }
    Surface paint(const DrawList& list) { return must(painter.paint(list)); }
    static std::unique_ptr<FontSet> fonts;
    SourceTreePictures pictures;
    Painter painter{*fonts, pictures};
};

std::unique_ptr<FontSet> GoldenTest::fonts;

std::string imageOf(const std::string& name) {
    return (imagesFolder / (name + ".png")).string();
}

// Leaves what was painted, and where it differs, for the eye.
std::string kept(const std::string& name, const SDL_Surface& actual, const Surface& golden) {
    const std::string picture = (failuresFolder / (name + ".actual.png")).string();
    must(writePng(actual, picture));
    if (!golden || golden->w != actual.w || golden->h != actual.h) return picture;
    const std::string difference = (failuresFolder / (name + ".difference.png")).string();
    must(writePng(*differenceOf(actual, *golden), difference));
    return picture + " and " + difference;
}

// Empty when the picture is as recorded; else what is wrong, and what to do.
std::string judge(const std::string& name, const std::string& path, const SDL_Surface& actual) {
    Result<Surface> golden = readPng(path);
    if (!golden)
        return path + " " + golden.error().what.en + "; see " + kept(name, actual, nullptr) + "; " +
               howToRecord;
    const Comparison comparison = compare(actual, **golden);
    if (comparison.same()) return "";
    return name + ": " + comparison.text() + "; see " + kept(name, actual, *golden) +
           "; if it is meant so, " + howToRecord;
}

TEST_P(GoldenTest, LooksAsRecorded) {
    for (const Case& one : casesOf(*fonts, GetParam())) {
        const Surface actual = paint(one.list);
        if (recording()) must(writePng(*actual, imageOf(one.name)));
        const std::string wrong = judge(one.name, imageOf(one.name), *actual);
        EXPECT_TRUE(wrong.empty()) << wrong;
    }
}

std::string testName(const ::testing::TestParamInfo<std::string>& suite) {
    std::string name = suite.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Layouts, GoldenTest, ::testing::ValuesIn(kinds()), testName);

class GoldenJudge : public GoldenTest {};

// Also one as pale as a card on its ground.
TEST_F(GoldenJudge, ARectangleThatMovesByAPixelIsNoticed) {
    const Case one = casesOf(*fonts, "notice").at(1);
    const Surface golden = paint(one.list);
    int moved = 0;
    for (std::size_t i = 0; i < one.list.items.size(); ++i) {
        DrawList mutant = one.list;
        auto* fill = std::get_if<FillItem>(&mutant.items[i]);
        // The footer's ground has the colour of what is under it.
        if (fill == nullptr || fill->color == mutant.background) continue;
        fill->rect.y += 1;
        ++moved;
        EXPECT_FALSE(compare(*paint(mutant), *golden).same()) << "item " << i;
    }
    EXPECT_GT(moved, 5);
    EXPECT_TRUE(compare(*paint(one.list), *golden).same());
}

TEST_F(GoldenJudge, AMissingImageFailsAndAWrongOneLeavesPicturesAndNamesThem) {
    const Case one = casesOf(*fonts, "slate").front();
    const Surface actual = paint(one.list);
    const std::string missing = judge("self-test-missing", imageOf("no-such-image"), *actual);
    EXPECT_NE(missing.find("is missing"), std::string::npos) << missing;
    EXPECT_NE(missing.find("SIGNAGE_UPDATE_GOLDEN=1"), std::string::npos) << missing;
    DrawList mutant = one.list;
    mutant.items.emplace_back(FillItem{{10, 10, 4, 4}, {255, 0, 0, 255}, 0});
    const std::string path = (failuresFolder / "self-test-recorded.png").string();
    must(writePng(*actual, path));
    EXPECT_EQ(judge("self-test", path, *actual), "");
    const std::string wrong = judge("self-test", path, *paint(mutant));
    EXPECT_NE(wrong.find("16 pixels differ"), std::string::npos) << wrong;
    EXPECT_NE(wrong.find("x 10 to 13, y 10 to 13"), std::string::npos) << wrong;
    for (const char* ending : {".actual.png", ".difference.png"}) {
        const fs::path left = failuresFolder / (std::string("self-test") + ending);
        EXPECT_TRUE(fs::exists(left)) << left;
        EXPECT_NE(wrong.find(left.string()), std::string::npos) << wrong;
        fs::remove(left);
    }
    fs::remove(path);
    fs::remove(failuresFolder / "self-test-missing.actual.png");
}

Surface plain(Size size, std::uint8_t grey) {
    Surface surface = must(makeSurface(size));
    SDL_FillRect(surface.get(), nullptr, SDL_MapRGB(surface->format, grey, grey, grey));
    return surface;
}

TEST(GoldenCompare, TheToleranceIsThreeStepsOfAChannel) {
    const Surface recorded = plain({8, 8}, 100);
    EXPECT_TRUE(compare(*plain({8, 8}, 103), *recorded).same());
    EXPECT_TRUE(compare(*plain({8, 8}, 97), *recorded).same());
    EXPECT_FALSE(compare(*plain({8, 8}, 104), *recorded).same());
    EXPECT_FALSE(compare(*plain({8, 8}, 96), *recorded).same());
    EXPECT_FALSE(compare(*plain({8, 9}, 100), *recorded).same());
}

TEST(GoldenCompare, WhatIsWrittenIsReadBack) {
    const Surface first = plain({33, 5}, 200);
    const SDL_Rect part{3, 1, 7, 2};
    SDL_FillRect(first.get(), &part, SDL_MapRGB(first->format, 1, 2, 250));
    const std::string path = (failuresFolder / "self-test-round.png").string();
    must(writePng(*first, path));
    const Surface second = must(readPng(path));
    EXPECT_EQ(hashOf(*first), hashOf(*second));
    fs::remove(path);
}

TEST(GoldenImages, AreTheOnesThatTestsLookAtAndStaySmall) {
    const auto fonts = must(FontSet::open());
    std::set<std::string> expected;
    for (const std::string& kind : kinds()) {
        for (const Case& one : casesOf(*fonts, kind)) expected.insert(one.name + ".png");
    }
    EXPECT_EQ(expected.size(), 62U);
    std::uintmax_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(imagesFolder)) {
        EXPECT_EQ(expected.count(entry.path().filename().string()), 1U)
            << entry.path() << " belongs to no case";
        bytes += entry.file_size();
    }
    EXPECT_LT(bytes, 4'000'000U);
}

}  // namespace
}  // namespace signage::golden
