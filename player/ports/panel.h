// The door to the panel itself: whether what comes out of the video output can be seen at all.
#pragma once

#include <memory>

namespace signage {

enum class PanelState { unknown, on, standby, wrongInput };

class PanelProbe {
  public:
    PanelProbe() = default;
    PanelProbe(const PanelProbe&) = delete;
    PanelProbe& operator=(const PanelProbe&) = delete;
    virtual ~PanelProbe() = default;

    // Asks the panel and waits for its answer, at most about three seconds: never from the thread that
    // presents. `unknown` when it does not answer or says something that makes no sense. Only ever asks;
    // switches nothing.
    virtual PanelState ask() = 0;
};

}  // namespace signage
