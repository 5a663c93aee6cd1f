// The thread that fetches editions. Tells the main loop through the inbox and nothing else.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "player/app/beat.h"
#include "player/app/messages.h"
#include "player/ports/clock.h"
#include "player/store/edition_store.h"
#include "player/sync/syncer.h"

namespace signage {

class SyncThread {
  public:
    struct Doors {
        // Made on the thread. `cancel` breaks the request in progress off, from any thread.
        std::function<std::unique_ptr<Http>()> http;
        std::function<void()> cancel;
        const Clock& real;
        const Clock& schedule;  // the real one, or a pretended one
        std::function<double()> random;
        Beat beat = {};
    };
    SyncThread(Doors doors, EditionStore& store, SyncOptions options, std::string boot, Inbox& inbox);
    // Breaks a fetch off and ends.
    ~SyncThread();
    SyncThread(const SyncThread&) = delete;
    SyncThread& operator=(const SyncThread&) = delete;

    // The hub names this edition: fetch it unless it is held, at once or as soon as the syncer says.
    void latestIs(EditionId id);

  private:
    void run();
    void waitUntil(std::unique_lock<std::mutex>& lock, std::chrono::nanoseconds due);
    void saveClockNowAndThen(const ClockReading& reading, const TimeNow& now);
    bool pretending() const { return &doors_.real != &doors_.schedule; }

    Doors doors_;
    EditionStore& store_;
    SyncOptions options_;
    std::string boot_;
    Inbox& inbox_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ending_ = false;
    // By the real clock's monotonic time: when the hub's word wants a round; guarded by mutex_.
    std::optional<std::chrono::nanoseconds> wanted_;
    Syncer* syncer_ = nullptr;  // while the thread runs; guarded by mutex_
    std::optional<TimeWitness> witness_;
    std::optional<std::chrono::nanoseconds> saved_;
    std::thread thread_;
};

// The clocks read once, for judgeClock().
ClockReading readClock(const Clock& clock, const std::string& boot,
                       const std::optional<TimeWitness>& witness);

// What time it is for the schedule. A pretended time is believed: whoever gives it vouches for it.
TimeNow timeNow(const ClockReading& reading, const TimeFloor& floor, bool pretended);

}  // namespace signage
