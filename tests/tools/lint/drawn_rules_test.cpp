// What only drawing shows, and where pictures come from.
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/process.h"
#include "tests/tools/lint/drawn.h"
#include "tools/lint/media_root.h"

namespace signage::lint {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using DrawnRules = DrawnTest;

TEST_F(DrawnRules, AnOrdinarySlideHasNoFindings) {
    const auto found = drawn(
        R"("layout": "notice", "title": "福祉総合窓口", "lead": "ご相談をお受けします。", "points": ["各総合支所にあります"])");
    EXPECT_THAT(brief(found), IsEmpty());
}

TEST_F(DrawnRules, WhatDoesNotFitIsAnErrorWithTheSizesOnWhichItDoesNot) {
    const auto found =
        drawn(R"("layout": "notice", "title": "題", "lead": ")" + repeated("長い文が続きます。", 100) + "\"");
    EXPECT_THAT(brief(found, "overflow"), testing::Contains("E overflow"));
    EXPECT_THAT(told(found, "overflow"), testing::Contains(HasSubstr("1920x1080")));
}

TEST_F(DrawnRules, AFindingIsOneLineWhateverItQuotes) {
    const auto found = drawn(R"("layout": "notice", "title": "題", "lead": ")" +
                             repeated("長い文が\\n続きます。", 100) + "\"");
    const auto lines = told(found, "overflow");
    ASSERT_FALSE(lines.empty());
    EXPECT_THAT(lines, testing::Each(testing::Not(HasSubstr("\n"))));
}

TEST_F(DrawnRules, CharactersThatNoFontHasAreErrors) {
    const auto found = drawn(R"("layout": "notice", "title": "題", "lead": "ここに\ue123があります")");
    EXPECT_THAT(told(found, "glyph"), ElementsAre(HasSubstr("E 文字 lead: ")));
}

TEST_F(DrawnRules, WithoutFontsNothingIsDrawn) {
    const auto found =
        judge(playlistOf(R"("layout": "notice", "title": "題", "lead": "ここに\ue123があります")"));
    EXPECT_THAT(brief(found, "glyph"), IsEmpty());
}

TEST_F(DrawnRules, PicturesAreThereAndCanBeDecoded) {
    const auto picture = [&](const char* path) {
        return drawn(std::string(R"("layout": "notice", "title": "題", "rights": "x", "picture": ")") + path +
                     "\"");
    };
    EXPECT_THAT(brief(picture("media/good.svg"), "picture"), IsEmpty());
    EXPECT_THAT(
        told(picture("media/none.svg"), "picture"),
        ElementsAre(
            "p.json:1: 1枚目「題」(a) E 絵 picture: media/none.svg: ファイルがありません（置いてください）"));
    EXPECT_THAT(brief(picture("media/bad.png"), "picture"), ElementsAre("E picture"));
}

TEST(MediaRoot, IsTheNearestFolderAboveThatHoldsMedia) {
    const TemporaryFolder folder;
    const std::string root = fs::canonical(folder.path()).string();
    fs::create_directories(root + "/a/b");
    EXPECT_EQ(findMediaRoot("/no-such-folder/p.json").error().fault, Fault::not_found)
        << "/media is not ours";
    fs::create_directories(root + "/media");
    EXPECT_EQ(findMediaRoot(root + "/a/b/p.json").value(), root);
    EXPECT_EQ(findMediaRoot(root + "/p.json").value(), root);
    fs::create_directories(root + "/a/media");
    EXPECT_EQ(findMediaRoot(root + "/a/b/p.json").value(), root + "/a");
    EXPECT_EQ(findMediaRoot(root + "/a/b/p.json", root).value(), root);
    EXPECT_EQ(findMediaRoot(root + "/p.json", root + "/none").error().fault, Fault::not_found);
}

TEST(MediaRoot, NothingOutsideIsRead) {
    const TemporaryFolder folder;
    const std::string root = folder / "root";
    fs::create_directories(root + "/media/folder");
    writeFile(folder / "secret", "s");
    writeFile(root + "/media/x.svg", "x");
    fs::create_symlink("../../secret", root + "/media/leak.svg");
    fs::create_symlink("x.svg", root + "/media/inside.svg");
    EXPECT_TRUE(resolveMedia(root, "media/x.svg"));
    EXPECT_TRUE(resolveMedia(root, "media/inside.svg"));
    EXPECT_EQ(resolveMedia(root, "media/leak.svg").error().fault, Fault::refused);
    EXPECT_EQ(resolveMedia(root, "../secret").error().fault, Fault::refused);
    EXPECT_EQ(resolveMedia(root, "media/none.svg").error().fault, Fault::not_found);
    EXPECT_EQ(resolveMedia(root, "media/folder").error().fault, Fault::not_found);
    FolderPictures pictures(root);
    EXPECT_EQ(pictures.read("media/x.svg").value(), "x");
    EXPECT_FALSE(pictures.read("media/leak.svg"));
    fs::resize_file(root + "/media/x.svg", static_cast<std::uintmax_t>(maxPictureBytes) + 1);
    EXPECT_EQ(pictures.read("media/x.svg").error().fault, Fault::invalid);
}

}  // namespace
}  // namespace signage::lint
