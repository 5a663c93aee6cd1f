// What grows old is summarised and removed: a little at a time, on a thread of its own, among the heartbeats
// that are written meanwhile.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "player/ports/clock.h"
#include "tools/hub/summary_store.h"

namespace signage::hub {

struct RetentionOptions {
    std::chrono::hours summariseAfter{48};  // an outage's backlog is there by then
    std::chrono::days records{90};
    std::chrono::days plays{400};
    std::chrono::days hours{3 * 366};
    int rows = 100;                         // in one transaction: a few milliseconds
    std::chrono::milliseconds between{20};  // transactions, so that most of the time is left to heartbeats
    std::chrono::seconds rest{60};          // when nothing is left to do
    std::chrono::hours tidyEvery{1};        // between two calls of `tidy`
};

RetentionOptions retentionOf(std::chrono::days records);

// One transaction of what is due; how many rows it took, 0: nothing is due.
Result<int> retainOnce(SummaryStore& store, const RetentionOptions& options, Instant now);

class Retention {
  public:
    // Both must outlive it. Begins after a first rest. `tidy` is called on the thread now and then.
    Retention(SummaryStore& store, const Clock& clock, RetentionOptions options, std::function<void()> tidy);
    // Ends within one transaction.
    ~Retention();
    Retention(const Retention&) = delete;
    Retention& operator=(const Retention&) = delete;

  private:
    void run();
    bool pause(std::chrono::milliseconds time);

    SummaryStore& store_;
    const Clock& clock_;
    const RetentionOptions options_;
    const std::function<void()> tidy_;
    std::chrono::nanoseconds nextTidy_{0};
    std::mutex mutex_;
    std::condition_variable wake_;
    bool ending_ = false;  // guarded by mutex_
    std::thread thread_;   // last: uses all the others
};

}  // namespace signage::hub
