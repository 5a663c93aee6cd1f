// A screen that starts without a network and with a clock that is wrong: in 1970, and three years ahead.
// Undated slides go on, dated ones follow the time that was last signed, and the heartbeat says that the
// clock is doubted.
#include <csignal>
#include <set>

#include <gtest/gtest.h>

#include "player/platform/system_clock.h"
#include "tests/loop/system.h"

namespace signage {
namespace {

using nlohmann::json;

// Two slides without a date, one that shows only in the days around today, one that begins in a year.
std::string datedPlaylist(const System& system, Instant now) {
    const auto day = [now](int ahead) {
        return formatLocalTime(Zone::tokyo().toLocal(now + std::chrono::days{ahead})).substr(0, 10);
    };
    json playlist =
        json::parse(readFile(system.writePlaylist({"always", "dated", "next-year", "also"}, 3, "時計")));
    for (json& slide : playlist["slides"]) {
        if (slide["id"] == "dated") slide["show"] = {{"from", day(-2)}, {"until", day(3)}};
        if (slide["id"] == "next-year") slide["show"] = {{"from", day(300)}};
    }
    const std::string path = system.folder() / "dated.json";
    writeFile(path, playlist.dump(1));
    return path;
}

struct Seen {
    std::set<std::string> slides;
    std::set<std::string> clocks;
};

// What the records of the journal say after the first `skip` lines.
Seen seenIn(const System& system, std::size_t skip) {
    Seen seen;
    const auto lines = system.journal();
    for (std::size_t i = skip; i < lines.size(); ++i) {
        if (!lines[i].contains("record")) continue;
        const json& record = lines[i]["record"];
        if (const std::string slide = textOf(record, "slide"); !slide.empty()) seen.slides.insert(slide);
        seen.clocks.insert(textOf(record, "clock"));
    }
    return seen;
}

class WrongClock : public ::testing::TestWithParam<std::int64_t> {};

TEST_P(WrongClock, UndatedSlidesGoOnAndDatedOnesFollowTheFloor) {
    System system;
    system.startHub();
    const Instant now = SystemClock().wall();
    const Finished published = system.publish(datedPlaylist(system, now));
    ASSERT_EQ(published.status, 0) << published.errors;
    auto player = system.startPlayer("player1");
    ASSERT_TRUE(eventually([&] { return textOf(system.player(), "state") == "ok"; })) << player->errors();
    player->signal(SIGTERM);
    EXPECT_EQ(player->wait(), 0);
    system.killHub();

    const std::size_t before = system.journal().size();
    const std::int64_t seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    const std::int64_t offset = GetParam() == 0 ? -seconds : GetParam();
    player = system.startPlayer("player2", {},
                                {{"LD_PRELOAD", SIGNAGE_BINARY_DIR "/tests/libwrong_clock.so"},
                                 {"SIGNAGE_TEST_CLOCK", std::to_string(offset)},
                                 {"ASAN_OPTIONS", "verify_asan_link_order=0"}});
    const std::set<std::string> expected{"always", "also", "dated"};
    EXPECT_TRUE(
        eventually([&] { return seenIn(system, before).slides == expected; }, std::chrono::seconds{30}))
        << player->errors();
    const Seen seen = seenIn(system, before);
    EXPECT_EQ(seen.slides, expected);
    EXPECT_EQ(seen.clocks, std::set<std::string>{"doubted"});
    player->signal(SIGTERM);
    EXPECT_EQ(player->wait(), 0) << player->errors();
}

INSTANTIATE_TEST_SUITE_P(Clocks, WrongClock, ::testing::Values(0, 3LL * 365 * 86400), [](const auto& clock) {
    return clock.param == 0 ? "InTheYear1970" : "ThreeYearsAhead";
});

}  // namespace
}  // namespace signage
