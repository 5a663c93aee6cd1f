// What stands on a real screen: another window above the player's, or a picture that is gone, is told though
// the player is alive and well, and told again when it is right.
#include "tests/loop/on_display.h"

namespace signage {
namespace {

using nlohmann::json;

class CoveredGlass : public OnDisplay {
  protected:
    CoveredGlass() : OnDisplay(3) {}

    void startPlayer() { OnDisplay::startPlayer(display_.name()); }
    bool becomes(const std::string& state, const std::string& result) const {
        return eventually(
            [&] {
                const json record = newest();
                return textOf(record, "state") == state && record["glass"]["result"] == result;
            },
            std::chrono::seconds{6});
    }

    VirtualDisplay display_{system_.folder()};
};

TEST_F(CoveredGlass, AWindowAboveIsToldAndItsGoingToo) {
    startPlayer();
    ASSERT_TRUE(becomes("ok", "match")) << player_->errors() << newest();
    EXPECT_EQ(newest()["glass"]["check"], "server");
    auto cover = display_.cover(100, 100, 300, 120);
    ASSERT_NE(cover, nullptr);
    ASSERT_TRUE(becomes("degraded", "differs")) << newest();
    EXPECT_EQ(newest()["glass"]["check"], "server");
    EXPECT_NE(textOf(newest(), "reason"), "");
    cover.reset();
    EXPECT_TRUE(becomes("ok", "match")) << newest();

    player_->signal(SIGTERM);
    EXPECT_EQ(player_->wait(), 0) << player_->errors();
    // The showing that was covered is on no account verified; one that was not has the output as its proof.
    int proved = 0;
    int unproved = 0;
    for (const json& line : system_.journal()) {
        if (!line.contains("record")) continue;
        for (const json& shown : line["record"]["showings"]) {
            EXPECT_EQ(shown["proof"], shown["verified"] == true ? "output" : "none") << shown;
            ++(shown["verified"] == true ? proved : unproved);
        }
    }
    EXPECT_GE(proved, 1);
    EXPECT_GE(unproved, 1);
}

TEST_F(CoveredGlass, APictureThatIsGoneComesBack) {
    startPlayer();
    ASSERT_TRUE(becomes("ok", "match")) << player_->errors() << newest();
    const auto black = [&] {
        for (const std::uint32_t pixel : display_.pixels()) {
            if (pixel != 0) return false;
        }
        return true;
    };
    // Black again and again until a look has seen it twice; the player then draws anew by itself.
    EXPECT_TRUE(eventually(
        [&] {
            display_.blacken();
            return textOf(newest(), "state") == "degraded";
        },
        std::chrono::seconds{8}))
        << newest();
    EXPECT_TRUE(becomes("ok", "match")) << newest();
    EXPECT_FALSE(black());
}

}  // namespace
}  // namespace signage
