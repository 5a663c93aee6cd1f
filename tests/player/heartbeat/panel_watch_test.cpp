// What is believed of a panel's answers.
#include "player/heartbeat/panel_watch.h"

#include <deque>

#include <gtest/gtest.h>

namespace signage {
namespace {

using std::chrono::seconds;

class PlayedPanel final : public PanelProbe {
  public:
    explicit PlayedPanel(std::deque<PanelState> answers) : answers_(std::move(answers)) {}
    PanelState ask() override {
        if (answers_.empty()) return PanelState::unknown;
        const PanelState answer = answers_.front();
        answers_.pop_front();
        return answer;
    }

  private:
    std::deque<PanelState> answers_;
};

TEST(PanelWatchTest, WithoutAPanelThereIsNothingToAsk) {
    PanelWatch watch;
    EXPECT_FALSE(watch.present());
    EXPECT_FALSE(watch.ask(seconds{1}));
    EXPECT_EQ(watch.state(), PanelState::unknown);
}

TEST(PanelWatchTest, OneLostAnswerChangesNothingThreeDo) {
    using enum PanelState;
    PanelWatch watch(std::make_unique<PlayedPanel>(
        std::deque<PanelState>{on, unknown, unknown, on, standby, unknown, unknown, unknown}));
    EXPECT_TRUE(watch.ask(seconds{0}));
    EXPECT_EQ(watch.due(), seconds{60});
    EXPECT_FALSE(watch.ask(seconds{60}));
    EXPECT_EQ(watch.due(), seconds{70});  // asked again soon
    EXPECT_FALSE(watch.ask(seconds{70}));
    EXPECT_EQ(watch.state(), on);
    EXPECT_FALSE(watch.ask(seconds{80}));
    EXPECT_TRUE(watch.ask(seconds{140}));
    EXPECT_EQ(watch.state(), standby);
    EXPECT_FALSE(watch.ask(seconds{200}));
    EXPECT_FALSE(watch.ask(seconds{210}));
    EXPECT_TRUE(watch.ask(seconds{220}));
    EXPECT_EQ(watch.state(), unknown);
    EXPECT_EQ(watch.due(), seconds{280});
}

}  // namespace
}  // namespace signage
