// Facts into datagrams.
#include "player/app/service_feed.h"

namespace signage {

void ServiceFeed::step(std::chrono::nanoseconds monotonic) {
    if (!manager_.present()) return;
    std::string lines;
    if (!ready_ && line_.framed()) {
        ready_ = true;
        lines += "READY=1\n";
    }
    if (std::string status = line_.status(); status != status_ && !status.empty()) {
        status_ = std::move(status);
        lines += "STATUS=" + status_ + "\n";
    }
    const auto period = manager_.watchdog();
    const bool due = period && monotonic - fed_ >= *period / 4;
    if (due && !line_.late(monotonic)) {
        fed_ = monotonic;
        lines += "WATCHDOG=1\n";
    }
    if (!lines.empty()) manager_.tell(lines);
}

void ServiceFeed::stopping() {
    if (manager_.present()) manager_.tell("STOPPING=1\n");
}

}  // namespace signage
