// When the panel is asked, and what is believed of its answers. Times are monotonic. Belongs to one thread.
#pragma once

#include <chrono>
#include <memory>

#include "player/ports/panel.h"

namespace signage {

// Every minute; every ten seconds while an answer is missing, and only the third missing one in a row makes
// a panel that was known unknown: both buses lose messages.
class PanelWatch {
  public:
    using Time = std::chrono::nanoseconds;

    // Null: the panel stays unknown and is never due.
    explicit PanelWatch(std::unique_ptr<PanelProbe> probe = nullptr) : probe_(std::move(probe)) {}

    bool present() const { return probe_ != nullptr; }
    Time due() const { return due_; }
    // Asks, which takes up to seconds. True: state() has changed.
    bool ask(Time now);
    PanelState state() const { return state_; }

  private:
    std::unique_ptr<PanelProbe> probe_;
    PanelState state_ = PanelState::unknown;
    int missing_ = 0;
    Time due_{0};
};

}  // namespace signage
