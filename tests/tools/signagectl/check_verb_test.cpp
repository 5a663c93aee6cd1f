// signagectl check as a program: what it prints, where, and how it ends.
#include <algorithm>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/process.h"

namespace signage {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

class Check : public testing::Test {
  protected:
    Check() {
        fs::create_directories(folder_ / "media");
        writeFile(
            folder_ / "media/x.svg",
            R"(<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>)");
    }
    // `slide` are the fields behind the id of the only slide.
    std::string playlist(const std::string& slide, const std::string& more = "") {
        const std::string path = folder_ / "p.json";
        writeFile(path, "{\"format\": \"signage-playlist/1\",\n\"slides\": [\n{\"id\": \"a\", " + slide +
                            "}]" + more + "}");
        return path;
    }
    static Finished check(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {SIGNAGE_BIN_DIR "/signagectl", "check"});
        return runProgram(arguments, {}, {{"LC_ALL", "C.UTF-8"}});
    }
    TemporaryFolder folder_;
};

constexpr const char* good =
    R"("layout": "notice", "title": "福祉総合窓口", "picture": "media/x.svg", "rights": "作図")";

TEST_F(Check, ARightPlaylistEndsWithStatus0) {
    const Finished done = check({playlist(good), "--at", "2025-02-10T09:00"});
    EXPECT_EQ(done.status, 0);
    EXPECT_THAT(done.errors, IsEmpty());
    EXPECT_EQ(done.output, folder_ / "p.json" + ": スライド 1枚、画面 0、誤り 0、注意 0\n");
}

TEST_F(Check, ReadErrorsAreOneLineEach) {
    const std::string path = playlist(R"("layout": "notise", "title": "題",)"
                                      "\n"
                                      R"("show": {"until": "2025-02-30"})");
    const Finished done = check({path});
    EXPECT_EQ(done.status, 1);
    EXPECT_EQ(
        done.errors,
        path + ":3: 1枚目「題」(a) 型 layout: 「notise」はありません（notice のことではありませんか）\n" +
            path +
            ":4: 1枚目「題」(a) 掲出終了 show.until: 2025-02-30 という日付はありません（例: 2025-02-28）\n");
    const Finished english = check({path, "--lang", "en"});
    EXPECT_THAT(english.errors, HasSubstr("show.until: there is no date 2025-02-30 (example: 2025-02-28)\n"));
    EXPECT_THAT(english.output, HasSubstr("2 errors"));
}

TEST_F(Check, FindingsNameSlideAndRule) {
    const Finished done = check(
        {playlist(
             R"("layout": "notice", "title": "題", "lead": "未定", "picture": "media/none.svg", "rights": "作図", "screens": {"include": ["id:s"]})"),
         "--at", "2025-02-10"});
    EXPECT_EQ(done.status, 1);
    EXPECT_THAT(done.errors, HasSubstr("p.json:3: 1枚目「題」(a) E 下書き: "));
    EXPECT_THAT(done.errors,
                HasSubstr("p.json:3: 1枚目「題」(a) E 絵 picture: media/none.svg: ファイルがありません"));
    EXPECT_THAT(
        done.errors,
        HasSubstr("p.json:3: 1枚目「題」(a) E 対象 screens.include[0]: id:s に当てはまる画面がありません"));
}

TEST_F(Check, WarningsAloneEndWithStatus0) {
    const std::string path = playlist(R"("layout": "notice", "title": "題", "picture": "media/x.svg")");
    const Finished done = check({path, "--at", "2025-02-10"});
    EXPECT_EQ(done.status, 0);
    EXPECT_THAT(done.errors, HasSubstr("W 個人情報と権利 rights: "));
    EXPECT_THAT(done.output, HasSubstr("誤り 0、注意 1"));
}

TEST_F(Check, AtDecidesWhatIsJudged) {
    const std::string path = playlist(std::string(good) + R"(, "show": {"until": "2025-03-01"})");
    EXPECT_THAT(check({path, "--at", "2025-02-10"}).errors, HasSubstr("E 空白: 2025-03-02 00:00"));
    EXPECT_THAT(check({path, "--at", "2024-11-01"}).errors, IsEmpty());
    const Finished wrong = check({path, "--at", "2025-02-30"});
    EXPECT_EQ(wrong.status, 2);
    EXPECT_THAT(wrong.errors, HasSubstr("--at: 2025-02-30 という日付はありません"));
}

TEST_F(Check, JsonForMachines) {
    const Finished done = check(
        {playlist(R"("layout": "notice", "title": "題", "lead": "未定")"), "--json", "--at", "2025-02-10"});
    EXPECT_EQ(done.status, 1);
    EXPECT_THAT(done.errors, IsEmpty());
    const auto json = nlohmann::json::parse(done.output);
    EXPECT_EQ(json.at("ok"), false);
    EXPECT_THAT(json.at("errors"), IsEmpty());
    ASSERT_EQ(json.at("findings").size(), 1U);
    const auto& finding = json.at("findings").at(0);
    EXPECT_EQ(finding.at("severity"), "E");
    EXPECT_EQ(finding.at("rule"), "draft");
    EXPECT_EQ(finding.at("slide"), "a");
    EXPECT_EQ(finding.at("line"), 3);
    EXPECT_EQ(finding.at("measured"), "未定");
    EXPECT_EQ(finding.at("limit"), nullptr);
    EXPECT_FALSE(finding.at("remedy").at("en").get<std::string>().empty());
    const auto broken =
        nlohmann::json::parse(check({playlist("\"layout\": 3, \"title\": \"x\""), "--json"}).output);
    EXPECT_EQ(broken.at("errors").size(), 1U);
    EXPECT_THAT(broken.at("errors").at(0).at("where").get<std::string>(), HasSubstr("p.json:3"));
}

TEST_F(Check, WhatIsDrawnIsMeasured) {
    const std::string path =
        playlist(R"("layout": "notice", "title": "福祉総合窓口の場所と受付の時間")", R"(, "screens": [])");
    const Finished done = check({path, "--at", "2025-02-10", "--lang", "en"});
    EXPECT_EQ(done.status, 0) << "a warning";
    EXPECT_THAT(done.errors,
                HasSubstr("(a) W line length title: the line \"福祉総合窓口の場所と受付の時間\" is "
                          "too long (1920x1080) [15.0 em, <= 13.0 em] (shorten the title"));
    const auto json = nlohmann::json::parse(check({path, "--at", "2025-02-10", "--json"}).output);
    ASSERT_EQ(json.at("findings").size(), 1U);
    EXPECT_EQ(json.at("findings").at(0).at("rule"), "line");
    EXPECT_EQ(json.at("findings").at(0).at("measured"), "15.0 em");
    EXPECT_EQ(json.at("findings").at(0).at("limit"), "<= 13.0 em");
}

TEST_F(Check, RootSaysWhereMediaLie) {
    const TemporaryFolder elsewhere;
    const std::string path = elsewhere / "p.json";
    writeFile(path, readFile(playlist(good)));
    const Finished lost = check({path, "--at", "2025-02-10"});
    EXPECT_EQ(lost.status, 1);
    EXPECT_THAT(lost.errors, HasSubstr("media")) << "not in the folder that happens to be current";
    EXPECT_EQ(check({path, "--at", "2025-02-10", "--root", folder_.path()}).status, 0);
    EXPECT_EQ(check({path, "--root", elsewhere / "none"}).status, 1);
}

TEST_F(Check, NoFileNoPlaylist) {
    const Finished done = check({folder_ / "none.json"});
    EXPECT_EQ(done.status, 1);
    EXPECT_THAT(done.errors, HasSubstr("none.json"));
    EXPECT_EQ(std::count(done.errors.begin(), done.errors.end(), '\n'), 1);
    EXPECT_EQ(check({}).status, 2);
}

TEST_F(Check, TheSamplePlaylistHasNoErrors) {
    const Finished done = check({SIGNAGE_SOURCE_DIR "/playlists/minato.json", "--at", "2025-02-10T09:00"});
    EXPECT_EQ(done.status, 0) << done.errors;
}

}  // namespace
}  // namespace signage
