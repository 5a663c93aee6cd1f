// A slide in two languages on the real player: the glass shows one after the other, again and again.
#include <csignal>

#include <gtest/gtest.h>

#include "tests/loop/system.h"

namespace signage {
namespace {

using nlohmann::json;

// How often what was composed changed while the slide stayed the same, by the screen's own journal.
int changesWithinTheSlide(const System& system) {
    int changes = 0;
    std::string before;
    for (const json& line : system.journal()) {
        if (!line.contains("record") || textOf(line["record"], "slide") != "one") continue;
        const std::string composed = textOf(line["record"], "composed");
        if (!before.empty() && composed != before) ++changes;
        before = composed;
    }
    return changes;
}

TEST(Translations, AreShownInTurn) {
    System system;
    system.startHub();
    const std::string path = system.writePlaylist({"one"}, 6, "二か国語");
    json playlist = json::parse(readFile(path));
    playlist["slides"][0]["translations"] =
        json::array({{{"language", "en"},
                      {"title", "In English"},
                      {"lead", "Care at home: ask the consultation centre."}}});
    writeFile(path, playlist.dump());
    const Finished published = system.publish(path);
    ASSERT_EQ(published.status, 0) << published.errors;

    auto player = system.startPlayer("player");
    // A minute's end changes the footer's clock once: more than that is the languages.
    EXPECT_TRUE(eventually([&] { return changesWithinTheSlide(system) >= 3; }, std::chrono::seconds{40}))
        << player->errors();
    player->signal(SIGTERM);
    EXPECT_EQ(player->wait(), 0) << player->errors();
}

}  // namespace
}  // namespace signage
