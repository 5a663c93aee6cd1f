// Believing a panel.
#include "player/heartbeat/panel_watch.h"

namespace signage {
namespace {

constexpr PanelWatch::Time panelPeriod = std::chrono::minutes{1};
constexpr PanelWatch::Time panelRetry = std::chrono::seconds{10};
constexpr int mostMissing = 3;

}  // namespace

bool PanelWatch::ask(Time now) {
    if (probe_ == nullptr) return false;
    const PanelState before = state_;
    const PanelState answer = probe_->ask();
    missing_ = answer == PanelState::unknown ? missing_ + 1 : 0;
    if (missing_ == 0 || missing_ >= mostMissing) state_ = answer;
    due_ = now + (missing_ > 0 && missing_ < mostMissing ? panelRetry : panelPeriod);
    return state_ != before;
}

}  // namespace signage
