// Keeps the service manager up to date: ready after the first frame, the watchdog fed as long as the player
// is well, one line that says what is on the glass.
#pragma once

#include <chrono>
#include <string>

#include "player/app/lifeline.h"
#include "player/platform/service_manager.h"

namespace signage {

class ServiceFeed {
  public:
    // Both must outlive it.
    ServiceFeed(const ServiceManager& manager, const Lifeline& line) : manager_(manager), line_(line) {}

    // Now and then, at least three times in the manager's period. `well`: no thread of the player counts as
    // hung, by whoever judges that: a thread that waits for a disk does not, however long the manager's
    // period.
    void step(std::chrono::nanoseconds monotonic, bool well);
    void stopping();

  private:
    const ServiceManager& manager_;
    const Lifeline& line_;
    bool ready_ = false;
    std::string status_;
    std::chrono::nanoseconds fed_{0};
};

}  // namespace signage
