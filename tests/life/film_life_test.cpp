// A film whose decoder kills the player: its slide is skipped, and no other that was merely being painted.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "tests/loop/system.h"
#include "tests/support/films.h"

namespace signage {
namespace {

using nlohmann::json;

class BadFilm : public ::testing::TestWithParam<const char*> {
  protected:
    BadFilm() {
        system_.setPlayer(SIGNAGE_MUTANT_PLAYER);
        system_.startHub();
        std::filesystem::create_directories(system_.folder() / "media");
        makeFilm(system_.folder() / "media/film.mp4", {.seconds = 2});
    }

    // The film between two harmless slides.
    void publish(const std::string& film) {
        json playlist = {{"format", "signage-playlist/1"}, {"title", "備え"}, {"timezone", "Asia/Tokyo"}};
        playlist["defaults"] = {{"seconds", 3}, {"transition", {{"kind", "crossfade"}, {"seconds", 0.2}}}};
        playlist["slides"] = json::array();
        playlist["slides"].push_back({{"id", "good"}, {"layout", "notice"}, {"title", "一"}, {"lead", "一"}});
        playlist["slides"].push_back({{"id", film}, {"layout", "video"}, {"video", "media/film.mp4"}});
        playlist["slides"].push_back({{"id", "fine"}, {"layout", "notice"}, {"title", "二"}, {"lead", "二"}});
        playlist["screens"] = json::array({{{"id", "screen-01"}, {"name", "試験用の画面"}}});
        writeFile(system_.folder() / "playlist.json", playlist.dump(1));
        const Finished published = system_.publish(system_.folder() / "playlist.json");
        ASSERT_EQ(published.status, 0) << published.errors;
    }

    // By the clock: each question is a process of its own.
    template <typename Condition>
    static bool inTime(Condition holds) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{60};
        while (!holds()) {
            if (std::chrono::steady_clock::now() > end) return false;
            sleepFor(std::chrono::milliseconds{200});
        }
        return true;
    }
    int times(const std::string& text) const {
        int count = 0;
        const std::string errors = player_->errors();
        for (auto at = errors.find(text); at != std::string::npos; at = errors.find(text, at + 1)) ++count;
        return count;
    }

    System system_;
    std::unique_ptr<Process> player_;
};

TEST_P(BadFilm, IsSkippedAfterTheSecondDeathAndTheOthersGoOn) {
    publish(GetParam());
    player_ = system_.startPlayer("player");
    EXPECT_TRUE(inTime([&] { return times("the player ended") == 2; })) << player_->errors();
    EXPECT_EQ(times(std::string("over the slide ") + GetParam()), 2) << player_->errors();
    // Its turn comes and goes, and is told; both harmless ones come round after that.
    std::set<std::string> seen;
    EXPECT_TRUE(inTime([&] {
        bool told = false;
        seen.clear();
        for (const json& entry : system_.journal()) {
            if (!entry.contains("record")) continue;
            told = told || textOf(entry["record"], "reason").find("died twice") != std::string::npos;
            if (told) seen.insert(textOf(entry["record"], "slide"));
        }
        return seen.contains("good") && seen.contains("fine");
    })) << player_->errors();
    EXPECT_FALSE(seen.contains(GetParam()));
    EXPECT_EQ(times("the player ended"), 2) << player_->errors();
    EXPECT_TRUE(player_->running());
    player_->signal(SIGTERM);
    EXPECT_EQ(player_->wait(std::chrono::seconds{40}), 0) << player_->errors();
}

INSTANTIATE_TEST_SUITE_P(Deaths, BadFilm, ::testing::Values("film-aborts-early", "film-segfaults-late"),
                         [](const auto& slide) {
                             const std::string name = slide.param;
                             return name.find("early") == std::string::npos ? "WhileItPlays"
                                                                            : "AtItsFirstPicture";
                         });

}  // namespace
}  // namespace signage
