// A hub, an edition of two slides and a player that draws on a display of the test's own.
#pragma once

#include <csignal>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/loop/png_pixels.h"
#include "tests/loop/system.h"
#include "tests/loop/virtual_display.h"

namespace signage {

class OnDisplay : public ::testing::Test {
  protected:
    // The slides "one" and "two", of so many seconds each.
    explicit OnDisplay(double seconds) {
        system_.startHub();
        const Finished published = system_.publish(system_.writePlaylist({"one", "two"}, seconds, "見守り"));
        EXPECT_EQ(published.status, 0) << published.errors;
    }

    void startPlayer(const std::string& display, const std::vector<std::string>& more = {}) {
        player_ = system_.startPlayer("player", more,
                                      {{"DISPLAY", display}, {"SDL_VIDEODRIVER", "x11"}, driversMayLeak},
                                      System::Glass::display);
    }
    bool becomes(const std::string& state) const {
        return eventually([&] { return textOf(newest(), "state") == state; });
    }
    // Whether the screen shows, all over, what the player composed.
    bool showsWhatWasComposed(const VirtualDisplay& display, std::size_t pixels) {
        const std::string snapshot = system_.folder() / "player.png";
        // Before its main() the signal would end it.
        if (!eventually([&] { return !newest().is_null() || !player_->running(); })) return false;
        // A transition may run between the two pictures: then both are taken again.
        for (int attempt = 0; attempt < 30 && player_->running(); ++attempt) {
            std::filesystem::remove(snapshot);
            player_->signal(SIGUSR1);
            if (!eventually([&] { return std::filesystem::exists(snapshot); }, std::chrono::seconds{2}))
                continue;
            const auto composed = pixelsOfPng(snapshot);
            if (composed.size() == pixels && display.pixels() == composed) return true;
            sleepFor(std::chrono::milliseconds{100});
        }
        return false;
    }
    // The newest record in the journal.
    nlohmann::json newest() const {
        nlohmann::json found;
        for (const nlohmann::json& line : system_.journal()) {
            if (!line.contains("record")) continue;
            const nlohmann::json& record = line["record"];
            if (found.is_null() || record["seq"] > found["seq"]) found = record;
        }
        return found;
    }

    System system_;
    std::unique_ptr<Process> player_;
};

}  // namespace signage
