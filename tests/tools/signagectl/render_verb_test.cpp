// signagectl render, through its options.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <CLI/CLI.hpp>
#include <SDL_image.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "player/paint/surface.h"
#include "player/platform/posix_disk.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

namespace fs = std::filesystem;

constexpr const char* playlist = R"({"format": "signage-playlist/1", "title": "港区",
 "slides": [
  {"id": "one", "layout": "notice", "title": "福祉総合窓口", "lead": "ご相談をお受けします。"},
  {"id": "two", "layout": "notice", "title": "絵つき", "picture": "media/a.svg", "rights": "作図"},
  {"id": "next", "layout": "upcoming", "title": "これからの講座"}],
 "screens": [{"id": "screen-01", "name": "みなと保健所"}]})";

class RenderVerb : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ =
            fs::temp_directory_path() / ("render-" + std::to_string(::getpid()) + "-" +
                                         ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::create_directories(folder_ / "media");
        fs::create_directories(folder_ / "playlists");
        write("playlists/p.json", playlist);
    }
    void TearDown() override { fs::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name) << text;
    }
    std::string at(const std::string& name) const { return (folder_ / name).string(); }

    int run(std::vector<std::string> arguments) {
        CLI::App app;
        Context context{Language::japanese, out_, err_, {}, &disk_};
        addRender(app, context);
        arguments.insert(arguments.begin(), {"render", at("playlists/p.json")});
        std::reverse(arguments.begin(), arguments.end());
        try {
            app.parse(arguments);
        } catch (const CLI::ParseError&) {
            return 2;
        }
        return context.action();
    }
    Size sizeOf(const std::string& name) const {
        const Surface picture(IMG_Load(at(name).c_str()));
        return picture ? Size{picture->w, picture->h} : Size{};
    }

    fs::path folder_;
    PosixDisk disk_;
    std::ostringstream out_;
    std::ostringstream err_;
};

TEST_F(RenderVerb, DrawsOneSlideAtTheSizeAsked) {
    EXPECT_EQ(run({"--slide", "one", "--size", "720x1280", "--out", at("one.png")}), 0) << err_.str();
    EXPECT_EQ(sizeOf("one.png"), (Size{720, 1280}));
    EXPECT_EQ(err_.str(), "");
}

TEST_F(RenderVerb, DrawsAllAndASheetAndNamesWhatCannotBeDrawn) {
    EXPECT_EQ(run({"--slide", "all", "--size", "640x360", "--out", at("s.png"), "--sheet", at("sheet.png")}),
              1);
    EXPECT_EQ(sizeOf("s-one.png"), (Size{640, 360}));
    EXPECT_EQ(sizeOf("s-next.png"), (Size{640, 360}));
    EXPECT_FALSE(fs::exists(at("s-two.png")));
    EXPECT_GT(sizeOf("sheet.png").width, 1000);
    EXPECT_NE(err_.str().find("two"), std::string::npos) << err_.str();
    EXPECT_NE(err_.str().find("media/a.svg"), std::string::npos) << err_.str();
    write("media/a.svg",
          R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>)");
    EXPECT_EQ(run({"--slide", "all", "--size", "640x360", "--out", at("s.png")}), 0) << err_.str();
}

TEST_F(RenderVerb, WrongUsageIsTwoAndSaysWhy) {
    EXPECT_EQ(run({"--slide", "one", "--size", "huge", "--out", at("one.png")}), 2);
    EXPECT_EQ(run({"--slide", "one", "--size", "99999x1", "--out", at("one.png")}), 2);
    EXPECT_EQ(run({"--slide", "one"}), 2);
    EXPECT_EQ(run({"--slide", "one", "--out", at("one.png"), "--at", "tomorrow"}), 2);
}

TEST_F(RenderVerb, AnUnknownSlideScreenOrPlaylistIsOneLine) {
    EXPECT_EQ(run({"--slide", "three", "--out", at("x.png")}), 1);
    EXPECT_NE(err_.str().find("three"), std::string::npos);
    EXPECT_NE(err_.str().find("one, two, next"), std::string::npos);
    EXPECT_EQ(run({"--slide", "one", "--screen", "screen-99", "--out", at("x.png")}), 1);
    fs::remove(at("playlists/p.json"));
    EXPECT_EQ(run({"--slide", "one", "--out", at("x.png")}), 1);
    EXPECT_FALSE(fs::exists(at("x.png")));
}

}  // namespace
}  // namespace signage::ctl
