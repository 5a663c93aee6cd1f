// Facts into datagrams.
#include "player/app/service_feed.h"

namespace signage {

void ServiceFeed::step(std::chrono::nanoseconds monotonic, bool well) {
    if (!manager_.present()) return;
    std::string lines;
    const bool ready = ready_ || line_.framed();
    if (ready != ready_) lines += "READY=1\n";
    std::string status = line_.status();
    if (status.empty()) status = status_;
    if (status != status_) lines += "STATUS=" + status + "\n";
    const auto period = manager_.watchdog();
    const bool due = period && monotonic - fed_ >= *period / 4;
    if (due && well) lines += "WATCHDOG=1\n";
    // What did not get through, to a manager that is busy, is said again the next time.
    if (lines.empty() || !manager_.tell(lines)) return;
    if (due && well) fed_ = monotonic;
    ready_ = ready;
    status_ = std::move(status);
}

void ServiceFeed::stopping() {
    if (manager_.present()) manager_.tell("STOPPING=1\n");
}

}  // namespace signage
