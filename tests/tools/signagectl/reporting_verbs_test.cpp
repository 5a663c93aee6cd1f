// signagectl status and heartbeats, against a hub that says what the test tells it.
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/base/civil_time.h"
#include "tests/support/memory_disk.h"
#include "tests/support/scripted_http.h"
#include "tools/signagectl/hub_reading.h"
#include "tools/signagectl/terminal_text.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::MemoryDisk;
using ::testing::Not;
using testing::ScriptedAnswer;
using testing::ScriptedHttp;
using ::testing::StartsWith;
using Json = nlohmann::json;

constexpr const char* hub = "http://127.0.0.1:8080";

struct Answer {
    int status = 0;
    std::string out;
    std::string err;
};

class ReportingVerbs : public ::testing::Test {
  protected:
    ReportingVerbs() { disk_.put("/token", "secret\n"); }

    Answer run(std::vector<std::string> arguments, Language language = Language::japanese) {
        std::ostringstream out;
        std::ostringstream err;
        Context context{language, out, err, {}, &disk_, [this]() -> Http& { return http_; }};
        CLI::App app{"", "signagectl"};
        addStatus(app, context);
        addHeartbeats(app, context);
        addEnrol(app, context);
        addUnenrol(app, context);
        std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes a vector
        try {
            app.parse(arguments);
        } catch (const CLI::ParseError& error) {
            return {2, "", error.what()};
        }
        const int status = context.action();
        return {status, out.str(), err.str()};
    }

    Answer status(std::vector<std::string> more = {}, Language language = Language::japanese) {
        std::vector<std::string> arguments{"status", "--hub", hub, "--token-file", "/token"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run(arguments, language);
    }

    Answer heartbeats(std::vector<std::string> more = {}, Language language = Language::japanese) {
        std::vector<std::string> arguments{"heartbeats", "--hub", hub, "--token-file", "/token"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run(arguments, language);
    }

    void answer(const std::string& path, const std::string& body, int code = 200) {
        http_.handle(hub + path, [=](const HttpRequest&) { return ScriptedAnswer{code, {}, body, {}, {}}; });
    }

    MemoryDisk disk_;
    ScriptedHttp http_;
};

Json player(const std::string& id, const std::string& state) {
    return {{"id", id},
            {"name", "みなと保健所"},
            {"state", state},
            {"reason", ""},
            {"slide", "lecture-2"},
            {"slide_title", "区民公開講座 第２回"},
            {"since", "2025-02-10T00:00:05Z"},
            {"edition", {{"epoch", 1}, {"number", 42}}},
            {"heard", "2025-02-10T00:01:00Z"},
            {"received", "2025-02-10T00:01:00Z"},
            {"offline", false}};
}

std::string fleet(const std::vector<Json>& players) {
    return Json{{"now", "2025-02-10T00:01:12Z"}, {"players", players}, {"silent", Json::array()}}.dump();
}

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

TEST_F(ReportingVerbs, StatusIsATableWithTroubleFirst) {
    auto offline = player("screen-03", "ok");
    offline["offline"] = true;
    offline["heard"] = "2025-02-09T20:00:00Z";
    auto stale = player("screen-02", "stale");
    stale["reason"] = "ハブに届きません";
    answer("/v1/players", fleet({player("screen-01", "ok"), stale, offline}));
    const auto shown = status();
    EXPECT_EQ(shown.status, 0) << shown.err;
    EXPECT_THAT(
        linesOf(shown.out),
        ElementsAre("3 台（応答なし 1、古い版 1、正常 1）",
                    "画面       状態      スライド                       表示開始        版    最終受信",
                    "screen-03  応答なし  lecture-2 区民公開講座 第２回  02-10 09:00:05  1-42  4時間前",
                    "screen-02  古い版    lecture-2 区民公開講座 第２回  02-10 09:00:05  1-42  12秒前",
                    "screen-01  正常      lecture-2 区民公開講座 第２回  02-10 09:00:05  1-42  12秒前",
                    "screen-02： ハブに届きません"));
    EXPECT_EQ(http_.requests().front().bearerToken, "secret");
}

TEST_F(ReportingVerbs, StatusSaysHowFarTheGlassIsConfirmed) {
    const auto proven = [](const std::string& id, const std::string& panel, const std::string& proof) {
        auto row = player(id, "ok");
        row["panel"] = panel;
        row["proof"] = proof;
        return row;
    };
    const auto off = proven("screen-02", "standby", "output");
    const auto on = proven("screen-03", "on", "panel");
    auto gone = proven("screen-06", "unknown", "none");
    gone["offline"] = true;
    answer("/v1/players",
           fleet({proven("screen-01", "unknown", "output"), off, on, proven("screen-04", "unknown", "drawn"),
                  proven("screen-05", "unknown", "none"), gone}));
    const std::string japanese = status().out;
    EXPECT_THAT(japanese, HasSubstr("映像出力まで確認（画面の電源は未確認）: 1 台\n"));
    EXPECT_THAT(japanese, HasSubstr("映像出力まで確認できていない画面: 3 台\n"));
    EXPECT_THAT(japanese, HasSubstr("screen-02： モニターが待機中です\n"));
    const std::string english = status({}, Language::english).out;
    EXPECT_THAT(english, HasSubstr("checked up to the video output (panel power not confirmed): 1\n"));
    EXPECT_THAT(english, HasSubstr("not confirmed up to the video output: 3\n"));
    EXPECT_THAT(english, HasSubstr("screen-02: the panel is on standby\n"));
    answer("/v1/players", fleet({on}));
    EXPECT_THAT(status().out, Not(HasSubstr("確認")));
}

TEST_F(ReportingVerbs, StatusInEnglishAndOfNobody) {
    answer("/v1/players", fleet({player("screen-01", "degraded")}));
    const auto shown = status({}, Language::english);
    EXPECT_THAT(shown.out, HasSubstr("last heard"));
    EXPECT_THAT(shown.out, HasSubstr("12 s ago"));
    EXPECT_THAT(shown.out, StartsWith("1 screens (degraded 1)\n"));
    answer("/v1/players", R"({"players":[],"silent":[{"id":"screen-05","name":"x"},{"id":"screen-06"}]})");
    const auto nobody = status();
    EXPECT_EQ(nobody.status, 0);
    EXPECT_THAT(linesOf(nobody.out),
                ElementsAre("0 台", "まだ一度も報告のない画面 2 台: screen-05、screen-06"));
}

TEST_F(ReportingVerbs, StatusAnnouncesTheEndOfEditionsAndKeys) {
    const auto said = [&](const char* expires, const char* keys, Language language) {
        Json body = Json::parse(fleet({player("screen-01", "ok")}));
        body["channels"] = {{{"channel", "minato"},
                             {"edition", {{"epoch", 1}, {"number", 42}}},
                             {"expires", expires},
                             {"keys_expire", keys}}};
        answer("/v1/players", body.dump());
        return status({}, language).out;
    };
    EXPECT_THAT(said("2025-04-12T09:00:00+09:00", "2026-01-01T00:00:00+09:00", Language::japanese),
                Not(HasSubstr("注意")));
    EXPECT_THAT(said("2025-04-11T09:00:00+09:00", "2026-01-01T00:00:00+09:00", Language::japanese),
                StartsWith("注意: minato の版 1-42 の期限まであと59日です（2025-04-11T09:00:00+09:00）\n"));
    EXPECT_THAT(said("2025-02-17T09:00:00+09:00", "2025-02-10T09:00:00+09:00", Language::english),
                StartsWith("warning: edition 1-42 of minato expires in 6 days (2025-02-17T09:00:00+09:00)\n"
                           "warning: keys.json of minato expired at 2025-02-10T09:00:00+09:00\n"));
}

TEST_F(ReportingVerbs, StatusAsJsonIsTheHubsOwn) {
    const auto body = fleet({player("screen-01", "ok")});
    answer("/v1/players", body);
    EXPECT_EQ(status({"--json"}).out, body + "\n");
}

TEST_F(ReportingVerbs, WhatAHubSendsIsShownAndNeverObeyed) {
    auto bad = player("screen-01", "\x1b[2J");
    bad["slide_title"] = "a\nb\xe2\x80\xae";
    bad["reason"] = "\a\x9b";
    bad["since"] = 7;
    bad["edition"] = "1-1";
    Json odd = player("screen-02", "ok");
    odd.erase("heard");
    odd.erase("received");
    answer("/v1/players", Json{{"players", {bad, odd, 3, nullptr}}, {"silent", "x"}}.dump(
                              -1, ' ', false, Json::error_handler_t::replace));
    const auto shown = status();
    EXPECT_EQ(shown.status, 0);
    for (const char c : shown.out) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
    EXPECT_THAT(shown.out, HasSubstr("a?b?"));
}

TEST_F(ReportingVerbs, FaultsAreOneLine) {
    http_.setUnreachable(true);
    const auto unreachable = status();
    EXPECT_EQ(unreachable.status, 1);
    EXPECT_EQ(linesOf(unreachable.err).size(), 1U);
    EXPECT_TRUE(unreachable.out.empty());
    http_.setUnreachable(false);

    answer("/v1/players", R"({"error":{"ja":"この役ではできません","en":"not with this role"}})", 403);
    EXPECT_EQ(status().err,
              "http://127.0.0.1:8080/v1/players: この役ではできません（reader か administrator の役の "
              "--token-file を確かめてください）\n");
    EXPECT_THAT(heartbeats({}, Language::english).err, HasSubstr("not with this role"));
    for (const char* body : {"<html>", "[]", "{}", R"({"players":3})"}) {
        answer("/v1/players", body);
        EXPECT_EQ(status().status, 1) << body;
        EXPECT_EQ(heartbeats().status, 1) << body;
    }
    disk_.put("/token", "\n");
    EXPECT_THAT(status().err, HasSubstr("/token"));
    EXPECT_EQ(run({"status", "--hub", hub, "--token-file", "/none"}).status, 1);
}

TEST_F(ReportingVerbs, WrongUsageIsTwo) {
    EXPECT_EQ(run({"status"}).status, 2);
    EXPECT_EQ(run({"status", "--hub", hub}).status, 2);
    EXPECT_EQ(run({"heartbeats"}).status, 2);
    EXPECT_EQ(run({"heartbeats", "--hub", hub}).status, 2);
    EXPECT_EQ(run({"heartbeats", "--journal", "/j", "--hub", hub, "--token-file", "/token"}).status, 2);
    const auto date = heartbeats({"--since", "2025-02-30"});
    EXPECT_EQ(date.status, 2);
    EXPECT_THAT(date.err, StartsWith("--since: 2025-02-30 という日付はありません"));
    EXPECT_EQ(heartbeats({"--since", "2025-02-10", "--until", "2025-02-10"}).status, 2);
    EXPECT_TRUE(http_.requests().empty());
}

// The player made it at `minute` past nine and the hub had it two seconds later.
Json heartbeat(int minute, std::int64_t seq) {
    const auto wall =
        *parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo()) + std::chrono::minutes{minute};
    const Json record{{"player", "screen-01"},
                      {"spool", "s"},
                      {"seq", seq},
                      {"wall", formatInstant(wall)},
                      {"state", "ok"},
                      {"reason", ""},
                      {"slide", "lecture-2"},
                      {"showings", Json::array({1, 2})},
                      {"edition", {{"epoch", 1}, {"number", 42}}}};
    return {{"received", formatInstant(wall + Duration{2'000})}, {"skew_seconds", 2.0}, {"record", record}};
}

std::string page(const std::vector<Json>& list, bool more) {
    return Json{{"heartbeats", list}, {"more", more}}.dump();
}

TEST_F(ReportingVerbs, HeartbeatsOfOneScreen) {
    auto late = heartbeat(1, 8);
    late["received"] = "2025-02-10T01:00:00Z";
    late["record"]["state"] = "stale";
    late["record"]["reason"] = "ハブに届きません";
    answer("/v1/players/screen-01/heartbeats?limit=20", page({heartbeat(0, 7), late}, true));
    const auto shown = heartbeats({"--screen", "screen-01"});
    EXPECT_EQ(shown.status, 0) << shown.err;
    EXPECT_THAT(linesOf(shown.out),
                ElementsAre("2025-02-10 09:00:00  screen-01 #7  ok  1-42  lecture-2  表示済み 2",
                            "2025-02-10 09:01:00  screen-01 #8  stale  1-42  lecture-2  表示済み 2  "
                            "ハブに届きません  3540秒後に到着"));
    EXPECT_EQ(http_.requests().size(), 1U);
}

TEST_F(ReportingVerbs, HeartbeatsOfAllScreensAndOddNames) {
    answer("/v1/players", fleet({player("b/../c d", "ok"), player("a", "ok")}));
    answer("/v1/players/a/heartbeats?limit=20", page({heartbeat(0, 1)}, false));
    answer("/v1/players/b%2F..%2Fc%20d/heartbeats?limit=20", page({heartbeat(0, 2)}, false));
    const auto shown = heartbeats();
    EXPECT_EQ(shown.status, 0) << shown.err;
    EXPECT_EQ(linesOf(shown.out).size(), 2U);
}

// Pages come newest first; records of one millisecond at a page's edge are neither lost nor doubled.
TEST_F(ReportingVerbs, HeartbeatsOfAPeriodAreReadPageByPage) {
    const std::string path = std::string(hub) + "/v1/players/screen-01/heartbeats?limit=500&since=";
    const std::string since = "2025-02-09T15%3A00%3A00Z";
    const auto respond = [&](const std::string& until, const std::string& body) {
        http_.handle(path + since + "&until=" + until, [=](const HttpRequest&) {
            return ScriptedAnswer{200, {}, body, {}, {}};
        });
    };
    respond("2025-02-10T15%3A00%3A00Z", page({heartbeat(3, 4), heartbeat(4, 5)}, true));
    respond("2025-02-10T00%3A03%3A00.001Z", page({heartbeat(2, 2), heartbeat(3, 3), heartbeat(3, 4)}, true));
    respond("2025-02-10T00%3A02%3A00.001Z", page({heartbeat(1, 1), heartbeat(2, 2)}, false));
    const auto shown =
        heartbeats({"--screen", "screen-01", "--since", "2025-02-10", "--until", "2025-02-11", "--json"});
    EXPECT_EQ(shown.status, 0) << shown.err;
    std::vector<int> seqs;
    for (const auto& line : linesOf(shown.out)) seqs.push_back(Json::parse(line)["record"]["seq"]);
    EXPECT_THAT(seqs, ElementsAre(1, 2, 3, 4, 5));
}

TEST_F(ReportingVerbs, AHubThatNeverEndsIsLeft) {
    http_.handle(std::string(hub) + "/v1/players/a/heartbeats?limit=500&since=2025-02-09T15%3A00%3A00Z",
                 [](const HttpRequest&) {
                     return ScriptedAnswer{200, {}, page({heartbeat(1, 1)}, true), {}, {}};
                 });
    answer(
        "/v1/players/a/"
        "heartbeats?limit=500&since=2025-02-09T15%3A00%3A00Z&until=2025-02-10T00%3A01%3A00.001Z",
        page({heartbeat(1, 1)}, true));
    EXPECT_EQ(linesOf(heartbeats({"--screen", "a", "--since", "2025-02-10"}).out).size(), 1U);
}

TEST_F(ReportingVerbs, NoHeartbeatsAreSaidOnTheErrorStream) {
    answer("/v1/players/a/heartbeats?limit=20", page({}, false));
    const auto shown = heartbeats({"--screen", "a"});
    EXPECT_EQ(shown.status, 0);
    EXPECT_TRUE(shown.out.empty());
    EXPECT_EQ(shown.err, "記録はありません\n");
    EXPECT_TRUE(heartbeats({"--screen", "a", "--json"}).err.empty());
}

TEST_F(ReportingVerbs, JournalOfTheMachineNeedsNoHub) {
    const auto record = heartbeat(0, 7)["record"].dump();
    const std::string first = R"({"at":"2025-02-10T00:00:00Z","record":)" + record + "}";
    const std::string second = R"({"at":"2025-02-10T00:05:00Z","event":"stale","why":"ハブに届きません"})";
    disk_.put("/state/heartbeat/journal.jsonl", first + "\n" + second + "\n{\"torn");
    const auto shown = run({"heartbeats", "--journal", "/state"});
    EXPECT_EQ(shown.status, 0) << shown.err;
    EXPECT_THAT(linesOf(shown.out),
                ElementsAre("2025-02-10 09:00:00  screen-01 #7  ok  1-42  lecture-2  表示済み 2",
                            "2025-02-10 09:05:00  * stale  ハブに届きません"));
    EXPECT_THAT(shown.err, HasSubstr("途中で切れた記録を 1 行除きました"));
    EXPECT_THAT(run({"heartbeats", "--journal", "/state"}, Language::english).err,
                HasSubstr("left out 1 torn lines"));
    EXPECT_THAT(linesOf(run({"heartbeats", "--journal", "/state/heartbeat", "--json"}).out),
                ElementsAre(first, second));
    EXPECT_THAT(
        linesOf(run({"heartbeats", "--journal", "/state", "--json", "--since", "2025-02-10T09:01"}).out),
        ElementsAre(second));
    EXPECT_THAT(linesOf(run({"heartbeats", "--journal", "/state", "--json", "--screen", "screen-02"}).out),
                ElementsAre(second));
    EXPECT_EQ(run({"heartbeats", "--journal", "/nowhere"}).status, 1);
    // The file before the last rotation comes first, and a whole journal has nothing to remark on.
    disk_.put("/rotated/journal.1.jsonl", first + "\n");
    disk_.put("/rotated/journal.jsonl", second + "\n");
    const auto both = run({"heartbeats", "--journal", "/rotated", "--json"});
    EXPECT_THAT(linesOf(both.out), ElementsAre(first, second));
    EXPECT_EQ(both.err, "");
    EXPECT_TRUE(http_.requests().empty());
}

TEST(TerminalText, FullWidthTakesTwoColumns) {
    EXPECT_EQ(displayWidth("abc"), 3U);
    EXPECT_EQ(displayWidth("a b"), 3U);
    EXPECT_EQ(displayWidth("港区"), 4U);
    EXPECT_EQ(displayWidth("港\xe3\x80\x80区"), 6U);
    EXPECT_EQ(displayWidth("ｶﾅ"), 2U);
}

TEST(TerminalText, CutsBetweenCharacters) {
    EXPECT_EQ(cutToWidth("港区の講座", 10), "港区の講座");
    EXPECT_EQ(cutToWidth("港区の講座", 9), "港区の..");
    EXPECT_EQ(cutToWidth("港区の講座", 7), "港区..");
    EXPECT_EQ(cutToWidth("abc", 2), "..");
    EXPECT_EQ(cutToWidth("abc", 0), "");
}

TEST(TerminalText, TableFitsByCuttingTheElasticColumn) {
    TextTable table({"id", "スライド", "版"});
    table.add({"screen-01", "在宅療養の相談は相談センターへ", "1-42"});
    const auto lines = linesOf(table.text(40, 1));
    for (const auto& line : lines) EXPECT_LE(displayWidth(line), 40U);
    EXPECT_EQ(lines[1], "screen-01  在宅療養の相談は相談..   1-42");
    EXPECT_THAT(table.text(80, 1), HasSubstr("センターへ  1-42"));
    EXPECT_THAT(table.text(80, 1), Not(HasSubstr("..")));
}

TEST_F(ReportingVerbs, EnrolSendsTheCodeAndSaysWhatBecameOfIt) {
    answer("/v1/players", R"({"player":"screen-51","replaced":false})", 201);
    const std::vector<std::string> arguments{"enrol", "7K3M-9PQX", "--player",     "screen-51",
                                             "--hub", hub,         "--token-file", "/token"};
    const Answer done = run(arguments, Language::english);
    EXPECT_EQ(done.status, 0) << done.err;
    EXPECT_EQ(done.out, "enrolled as screen-51\n");
    const HttpRequest sent = http_.requests().back();
    EXPECT_EQ(sent.method, "POST");
    EXPECT_EQ(sent.bearerToken, "secret");
    EXPECT_EQ(Json::parse(sent.body),
              (Json{{"code", "7K3M-9PQX"}, {"player", "screen-51"}, {"replace", false}}));

    answer("/v1/players", R"({"player":"screen-51","replaced":true})", 201);
    auto replacing = arguments;
    replacing.emplace_back("--replace");
    EXPECT_THAT(run(replacing).out, HasSubstr("前の端末の登録は取り消しました"));
    EXPECT_EQ(Json::parse(http_.requests().back().body)["replace"], true);

    answer("/v1/players", R"({"error":{"ja":"そのコードはありません","en":"no screen shows that code"}})",
           404);
    const Answer refused = run(arguments, Language::english);
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.err, HasSubstr("no screen shows that code"));
    EXPECT_EQ(std::count(refused.err.begin(), refused.err.end(), '\n'), 1);
}

TEST_F(ReportingVerbs, UnenrolRevokes) {
    answer("/v1/players/screen-51/token", "", 204);
    const Answer done =
        run({"unenrol", "screen-51", "--hub", hub, "--token-file", "/token"}, Language::english);
    EXPECT_EQ(done.status, 0) << done.err;
    EXPECT_EQ(http_.requests().back().method, "DELETE");
}

}  // namespace
}  // namespace signage::ctl
