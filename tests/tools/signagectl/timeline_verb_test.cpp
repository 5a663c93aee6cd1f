// signagectl timeline: its lines, and what it says of wrong input.
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/memory_disk.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

using ::testing::HasSubstr;
using testing::MemoryDisk;

constexpr const char* timelinePlaylist = R"({
  "format": "signage-playlist/1",
  "title": "試し",
  "slides": [
    {"id": "a", "layout": "notice", "title": "あ", "seconds": 10},
    {"id": "b", "layout": "notice", "title": "い", "seconds": 20,
     "show": {"hours": ["08:00-17:00"]}, "screens": {"exclude": ["id:screen-02"]}}
  ],
  "screens": [{"id": "screen-01", "name": "一"}, {"id": "screen-02", "name": "二"}, {"id": "plaza-01", "name": "三"}]
})";

struct TimelineAnswer {
    int status = 0;
    std::string out;
    std::string err;
};

TimelineAnswer timeline(std::vector<std::string> arguments, const std::string& bytes = timelinePlaylist,
                        Language language = Language::japanese) {
    MemoryDisk disk;
    auto file = disk.create("p.json");
    EXPECT_TRUE(file && (*file)->append(bytes));
    std::ostringstream out;
    std::ostringstream err;
    Context context{language, out, err, {}, &disk};
    CLI::App app{"", "signagectl"};
    addTimeline(app, context);
    arguments.insert(arguments.begin(), "timeline");
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes a vector
    app.parse(arguments);
    const int status = context.action();
    return {status, out.str(), err.str()};
}

std::vector<nlohmann::json> lines(const std::string& text) {
    std::vector<nlohmann::json> read;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) read.push_back(nlohmann::json::parse(line));
    return read;
}

TEST(TimelineVerb, PrintsShowingsInThePlaylistsZone) {
    const TimelineAnswer answer = timeline(
        {"p.json", "--screen", "screen-01", "--from", "2025-02-10T07:59:55", "--to", "2025-02-10T08:00:30"});
    EXPECT_EQ(answer.status, 0) << answer.err;
    EXPECT_EQ(answer.out,
              R"({"start":"2025-02-10T00:00:00+09:00","end":"2025-02-10T08:00:00+09:00","slide":"a"})"
              "\n"
              R"({"start":"2025-02-10T08:00:00+09:00","end":"2025-02-10T08:00:10+09:00","slide":"a"})"
              "\n"
              R"({"start":"2025-02-10T08:00:10+09:00","end":"2025-02-10T08:00:30+09:00","slide":"b"})"
              "\n");
}

TEST(TimelineVerb, TheSlateIsNull) {
    std::string empty = timelinePlaylist;
    empty.replace(empty.find(R"("seconds": 10})"), 14, R"("seconds": 10, "show": {"until": "2024-12-31"}})");
    const TimelineAnswer answer =
        timeline({"p.json", "--screen", "screen-02", "--from", "2025-02-10", "--to", "2025-02-12"}, empty);
    EXPECT_EQ(answer.status, 0) << answer.err;
    const auto shown = lines(answer.out);
    ASSERT_EQ(shown.size(), 6U);  // midnight, 8 h and 17 h of two days
    for (const auto& line : shown) EXPECT_TRUE(line["slide"].is_null());
}

TEST(TimelineVerb, AYearComesInPiecesThatJoin) {
    const TimelineAnswer answer =
        timeline({"p.json", "--screen", "screen-02", "--from", "2024-01-01", "--to", "2025-01-01"});
    const auto shown = lines(answer.out);
    ASSERT_EQ(shown.size(), 366U * 3);
    EXPECT_EQ(shown.front()["start"], "2024-01-01T00:00:00+09:00");
    EXPECT_EQ(shown.back()["end"], "2025-01-01T00:00:00+09:00");
    for (std::size_t i = 1; i < shown.size(); ++i) ASSERT_EQ(shown[i - 1]["end"], shown[i]["start"]);
}

TEST(TimelineVerb, AnUnknownScreenIsNamedWithItsNearest) {
    const std::vector<std::string> arguments{"p.json",     "--screen", "screen-1",  "--from",
                                             "2025-02-10", "--to",     "2025-02-11"};
    const TimelineAnswer japanese = timeline(arguments);
    EXPECT_EQ(japanese.status, 1);
    EXPECT_TRUE(japanese.out.empty());
    EXPECT_EQ(japanese.err,
              "p.json: 画面 screen-1 はありません（近い名前: screen-01、screen-02、plaza-01）\n");
    const TimelineAnswer english = timeline(arguments, timelinePlaylist, Language::english);
    EXPECT_EQ(english.err, "p.json: there is no screen screen-1 (nearest: screen-01, screen-02, plaza-01)\n");
}

TEST(TimelineVerb, TimesThatCannotBeAreWrongUsage) {
    const TimelineAnswer noDate =
        timeline({"p.json", "--screen", "screen-01", "--from", "2025-02-30", "--to", "2025-03-01"});
    EXPECT_EQ(noDate.status, 2);
    EXPECT_THAT(noDate.err, HasSubstr("--from"));
    EXPECT_THAT(noDate.err, HasSubstr("2025-02-30 という日付はありません"));
    const TimelineAnswer backwards =
        timeline({"p.json", "--screen", "screen-01", "--from", "2025-03-01", "--to", "2025-03-01"});
    EXPECT_EQ(backwards.status, 2);
    EXPECT_THAT(backwards.err, HasSubstr("--to"));
}

TEST(TimelineVerb, AFileThatIsNotThereOrNoPlaylistIsToldOnce) {
    const std::vector<std::string> times{"--screen",   "screen-01", "--from",
                                         "2025-02-10", "--to",      "2025-02-11"};
    std::vector<std::string> missing{"missing.json"};
    missing.insert(missing.end(), times.begin(), times.end());
    const TimelineAnswer none = timeline(missing);
    EXPECT_EQ(none.status, 1);
    EXPECT_THAT(none.err, HasSubstr("missing.json"));
    std::vector<std::string> broken{"p.json"};
    broken.insert(broken.end(), times.begin(), times.end());
    const TimelineAnswer notJson = timeline(broken, "{");
    EXPECT_EQ(notJson.status, 1);
    EXPECT_THAT(notJson.err, HasSubstr("p.json:1"));
    EXPECT_TRUE(notJson.out.empty());
}

TEST(TimelineVerb, APlaylistWithoutScreensIsForAny) {
    std::string open = timelinePlaylist;
    open.erase(open.rfind(",\n  \"screens\""));
    const auto exclude = open.find(R"(, "screens": {"exclude")");
    open.erase(exclude, open.find('}', exclude) + 1 - exclude);
    const TimelineAnswer answer = timeline(
        {"p.json", "--screen", "anywhere", "--from", "2025-02-10", "--to", "2025-02-10T01:00"}, open + "}");
    EXPECT_EQ(answer.status, 0) << answer.err;
    EXPECT_EQ(lines(answer.out).size(), 1U);
}

}  // namespace
}  // namespace signage::ctl
