// signagectl players and plays, against a hub that says what the test tells it.
#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/memory_disk.h"
#include "tests/support/scripted_http.h"
#include "tools/signagectl/terminal_text.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::MemoryDisk;
using testing::ScriptedAnswer;
using testing::ScriptedHttp;
using ::testing::StartsWith;
using FleetJson = nlohmann::json;

constexpr const char* fleetHub = "http://127.0.0.1:8080";

struct Said {
    int status = 0;
    std::string out;
    std::string err;
};

class FleetVerbs : public ::testing::Test {
  protected:
    FleetVerbs() { disk_.put("/token", "secret\n"); }
    ~FleetVerbs() override { ::unsetenv("COLUMNS"); }

    Said run(std::vector<std::string> arguments, Language language = Language::japanese) {
        const std::vector<std::string> access{"--hub", fleetHub, "--token-file", "/token"};
        arguments.insert(arguments.end(), access.begin(), access.end());
        return runBare(arguments, language);
    }

    Said runBare(std::vector<std::string> arguments, Language language = Language::japanese) {
        std::ostringstream out;
        std::ostringstream err;
        Context context{language, out, err, {}, &disk_, [this]() -> Http& { return http_; }};
        CLI::App app{"", "signagectl"};
        addPlayers(app, context);
        addPlays(app, context);
        std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes a vector
        try {
            app.parse(arguments);
        } catch (const CLI::ParseError& error) {
            return {2, "", error.what()};
        }
        const int status = context.action();
        return {status, out.str(), err.str()};
    }

    void answer(const std::string& path, const ScriptedAnswer& given) {
        http_.handle(fleetHub + path, [=](const HttpRequest&) { return given; });
    }
    void answer(const std::string& path, const std::string& body, int code = 200) {
        answer(path, ScriptedAnswer{code, {}, body, {}, {}});
    }

    MemoryDisk disk_;
    ScriptedHttp http_;
};

std::vector<std::string> rowsOf(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

FleetJson machine(const std::string& id) {
    return {{"id", id},
            {"name", "みなと保健所"},
            {"edition", {{"epoch", 1}, {"number", 42}}},
            {"program", "1.4.0"},
            {"display", "HDMI-1 1920x1080"},
            {"panel", "unknown"},
            {"proof", "output"},
            {"glass", {{"check", "server"}, {"result", "match"}}},
            {"skew_seconds", 0.5},
            {"restarts_24h", 1},
            {"spool_depth", 0},
            {"heard", "2025-02-10T00:01:00Z"}};
}

std::string machines(const std::vector<FleetJson>& list) {
    return FleetJson{{"now", "2025-02-10T00:01:12Z"}, {"players", list}}.dump();
}

TEST_F(FleetVerbs, PlayersAreATableById) {
    FleetJson second = machine("screen-02");
    second["proof"] = "panel";
    second["panel"] = "on";
    second["skew_seconds"] = -91.04;
    second["spool_depth"] = 1234;
    answer("/v1/players", machines({second, machine("screen-01")}));
    ::setenv("COLUMNS", "120", 1);
    const Said shown = run({"players"});
    EXPECT_EQ(shown.status, 0) << shown.err;
    EXPECT_THAT(rowsOf(shown.out), ElementsAre("画面       名前          版    本体   表示器            確認 "
                                               "     時計差  再起動  未送信  最終受信",
                                               "screen-01  みなと保健所  1-42  1.4.0  HDMI-1 1920x1080  "
                                               "出力まで  +0.5s   1       0       02-10 09:01",
                                               "screen-02  みなと保健所  1-42  1.4.0  HDMI-1 1920x1080  "
                                               "点灯まで  -91.0s  1       1234    02-10 09:01"));
    EXPECT_EQ(http_.requests().front().bearerToken, "secret");
}

TEST_F(FleetVerbs, PlayersSayInWordsWhatConfirmsTheGlass) {
    const auto word = [&](const char* panel, const char* proof, const char* result, Language language) {
        FleetJson one = machine("screen-01");
        one["panel"] = panel;
        one["proof"] = proof;
        one["glass"]["result"] = result;
        answer("/v1/players", machines({one}));
        return run({"players"}, language).out;
    };
    const Language english = Language::english;
    EXPECT_THAT(word("on", "panel", "match", english), HasSubstr("panel on"));
    EXPECT_THAT(word("unknown", "drawn", "match", english), HasSubstr("drawn"));
    EXPECT_THAT(word("unknown", "none", "unknown", english), HasSubstr("none"));
    EXPECT_THAT(word("on", "none", "differs", english), HasSubstr("differs"));
    // The panel that is off is said, whatever the video output carries.
    EXPECT_THAT(word("standby", "output", "match", english), HasSubstr("standby"));
    EXPECT_THAT(word("wrong_input", "output", "match", Language::japanese), HasSubstr("入力違い"));
    EXPECT_THAT(word("off", "output", "match", Language::japanese), HasSubstr("電源切"));
}

TEST_F(FleetVerbs, PlayersFitTheTerminal) {
    answer("/v1/players", machines({machine("screen-01")}));
    for (const char* columns : {"60", "70", "80", "100", "140"}) {
        ::setenv("COLUMNS", columns, 1);
        const Said shown = run({"players"});
        for (const std::string& row : rowsOf(shown.out))
            EXPECT_LE(displayWidth(row), std::stoul(columns)) << row;
        EXPECT_THAT(shown.out, HasSubstr("出力まで")) << columns;
        EXPECT_THAT(shown.out, HasSubstr("02-10 09:01")) << columns;
    }
    EXPECT_THAT(run({"players"}).out, HasSubstr("HDMI-1 1920x1080"));
}

TEST_F(FleetVerbs, PlayersOfAnotherKindAndOfNobody) {
    FleetJson odd{{"id", "\x1b[2J"}, {"skew_seconds", "x"}, {"restarts_24h", 1.5}, {"glass", 7}};
    answer("/v1/players", machines({odd, 3, nullptr}));
    const Said shown = run({"players"}, Language::english);
    EXPECT_EQ(shown.status, 0);
    for (const char c : shown.out) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
    EXPECT_THAT(rowsOf(shown.out).at(1), HasSubstr("none   -     -       -       -"));
    answer("/v1/players", machines({}));
    const Said nobody = run({"players"});
    EXPECT_EQ(nobody.status, 0);
    EXPECT_TRUE(nobody.out.empty());
    EXPECT_EQ(nobody.err, "報告した画面はまだありません\n");
    EXPECT_EQ(run({"players", "--json"}).out, machines({}) + "\n");
    for (const char* body : {"<html>", "[]", "{}"}) {
        answer("/v1/players", body);
        EXPECT_EQ(run({"players"}).status, 1) << body;
    }
}

FleetJson play(const std::string& start, const std::string& proof = "output") {
    return {{"player", "screen-01"}, {"slide", "lecture-2"}, {"edition", "1-42"}, {"start", start},
            {"seconds", 10.0},       {"verified", true},     {"proof", proof}};
}

std::string playsOf(const std::vector<FleetJson>& list, bool more = false) {
    return FleetJson{{"plays", list}, {"more", more}}.dump();
}

TEST_F(FleetVerbs, PlaysAreATable) {
    FleetJson unknown = play("2025-02-10T09:00:10+09:00", "none");
    unknown["verified"] = false;
    unknown["edition"] = nullptr;
    answer("/v1/plays?limit=1000",
           playsOf({play("2025-02-10T09:00:00+09:00"), unknown, play("2025-02-10T09:00:20+09:00", "panel")}));
    const Said shown = run({"plays"});
    EXPECT_EQ(shown.status, 0) << shown.err;
    EXPECT_EQ(shown.err, "");
    EXPECT_THAT(rowsOf(shown.out),
                ElementsAre("開始                 秒    画面       スライド   版    照合  確認",
                            "2025-02-10 09:00:00  10.0  screen-01  lecture-2  1-42  一致  映像出力まで",
                            "2025-02-10 09:00:10  10.0  screen-01  lecture-2  -     -     なし",
                            "2025-02-10 09:00:20  10.0  screen-01  lecture-2  1-42  一致  画面の点灯まで"));
}

TEST_F(FleetVerbs, PlaysFitTheTerminal) {
    FleetJson longest = play("2025-02-10T09:00:00+09:00");
    longest["slide"] = std::string(256, 'x');
    answer("/v1/plays?limit=1000", playsOf({longest}));
    ::setenv("COLUMNS", "90", 1);
    for (const std::string& row : rowsOf(run({"plays"}).out)) EXPECT_LE(displayWidth(row), 90U) << row;
}

TEST_F(FleetVerbs, PlaysAreAskedForByScreenTagSlideAndPeriod) {
    answer(
        "/v1/plays?limit=5&screen=a%2Cb%26c&tag=kind%3Dbranch-office&slide=%E7%B7%9A"
        "&since=2025-02-09T15%3A00%3A00Z&until=2025-02-10T15%3A00%3A00Z",
        playsOf({play("2025-02-10T09:00:00+09:00")}, true));
    const Said shown = run({"plays", "--screen", "a,b&c", "--tag", "kind=branch-office", "--slide", "線",
                            "--since", "2025-02-10", "--until", "2025-02-11", "--limit", "5"},
                           Language::english);
    EXPECT_EQ(shown.status, 0) << shown.err;
    EXPECT_EQ(rowsOf(shown.out).size(), 2U);
    EXPECT_EQ(shown.err, "these are the newest 1; --csv gives all\n");
}

TEST_F(FleetVerbs, PlaysAsJsonAndOfNobody) {
    answer("/v1/plays?limit=1000", playsOf({}));
    const Said nobody = run({"plays"});
    EXPECT_EQ(nobody.status, 0);
    EXPECT_EQ(nobody.err, "再生記録はありません\n");
    const Said json = run({"plays", "--json"});
    EXPECT_EQ(json.out, playsOf({}) + "\n");
    EXPECT_EQ(json.err, "");
    FleetJson odd{{"player", "\x1b[2J"}, {"slide", 5}, {"start", "x"}, {"seconds", "y"}, {"verified", 1}};
    answer("/v1/plays?limit=1000", FleetJson{{"plays", {odd, 3}}, {"more", "x"}}.dump());
    const Said shown = run({"plays"});
    EXPECT_EQ(shown.status, 0);
    for (const char c : shown.out) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
    for (const char* body : {"<html>", "[]", "{}", R"({"plays":5})"}) {
        answer("/v1/plays?limit=1000", body);
        EXPECT_EQ(run({"plays"}).status, 1) << body;
    }
}

TEST_F(FleetVerbs, PlaysAsCsvGoThroughOrIntoAFileThatIsWhole) {
    const std::string csv = "\xEF\xBB\xBF\"# 画面の再生記録\"\r\n\"screen-01\"\r\n";
    answer("/v1/plays?format=csv&screen=screen-01", csv);
    EXPECT_EQ(run({"plays", "--csv", "--screen", "screen-01"}).out, csv);
    disk_.put("/out/plays.csv", "old");
    const Said saved = run({"plays", "--csv", "--screen", "screen-01", "--out", "/out/plays.csv"});
    EXPECT_EQ(saved.status, 0) << saved.err;
    EXPECT_TRUE(saved.out.empty());
    EXPECT_EQ(*disk_.read("/out/plays.csv", 1000), csv);
    EXPECT_FALSE(disk_.exists("/out/plays.csv.part"));
}

// A part must not be taken for the whole.
TEST_F(FleetVerbs, ACsvThatBreaksOffIsAFault) {
    answer("/v1/plays?format=csv", ScriptedAnswer{200, {}, std::string(100, 'x'), {}, 50});
    disk_.put("/out/plays.csv", "old");
    const Said saved = run({"plays", "--csv", "--out", "/out/plays.csv"});
    EXPECT_EQ(saved.status, 1);
    EXPECT_EQ(rowsOf(saved.err).size(), 1U);
    EXPECT_EQ(*disk_.read("/out/plays.csv", 1000), "old");
    EXPECT_FALSE(disk_.exists("/out/plays.csv.part"));
    EXPECT_EQ(run({"plays", "--csv"}).status, 1);

    answer("/v1/plays?format=csv", std::string(100, 'x'));
    disk_.setReadOnly(true);
    const Said full = run({"plays", "--csv", "--out", "/out/plays.csv"});
    EXPECT_EQ(full.status, 1);
    EXPECT_THAT(full.err, HasSubstr("/out/plays.csv"));
    disk_.setReadOnly(false);
    disk_.setCapacity(20);
    const Said small = run({"plays", "--csv", "--out", "/out/plays.csv"}, Language::english);
    EXPECT_EQ(small.status, 1);
    EXPECT_THAT(small.err, StartsWith("/out/plays.csv.part: "));
    EXPECT_FALSE(disk_.exists("/out/plays.csv.part"));
    disk_.setCapacity(1'000'000);

    answer("/v1/plays?format=csv", R"({"error":{"ja":"この役ではできません","en":"not with this role"}})",
           403);
    EXPECT_THAT(run({"plays", "--csv", "--out", "/out/plays.csv"}, Language::english).err,
                HasSubstr("not with this role"));
    EXPECT_EQ(*disk_.read("/out/plays.csv", 1000), "old");
}

TEST_F(FleetVerbs, WrongUsageIsTwo) {
    EXPECT_EQ(runBare({"plays"}).status, 2);
    EXPECT_EQ(runBare({"players", "--hub", fleetHub}).status, 2);
    EXPECT_EQ(run({"plays", "--csv", "--json"}).status, 2);
    EXPECT_EQ(run({"plays", "--csv", "--limit", "5"}).status, 2);
    EXPECT_EQ(run({"plays", "--out", "/x"}).status, 2);
    EXPECT_EQ(run({"plays", "--limit", "0"}).status, 2);
    EXPECT_EQ(run({"plays", "--since", "2025-02-30"}).status, 2);
    EXPECT_EQ(run({"plays", "--since", "2025-02-10", "--until", "2025-02-10"}).status, 2);
    EXPECT_TRUE(http_.requests().empty());
}

}  // namespace
}  // namespace signage::ctl
