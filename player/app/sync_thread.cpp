// Rounds of the syncer, with the waits between them.
#include "player/app/sync_thread.h"

#include <algorithm>

#include "player/app/limits.h"
#include "player/app/telling_doors.h"
#include "player/app/thread_rank.h"
#include "player/base/log.h"

namespace signage {
ClockReading readClock(const Clock& clock, const std::string& boot,
                       const std::optional<TimeWitness>& witness) {
    return {clock.wall(), clock.monotonic(), boot, clock.synchronised(), witness};
}

TimeNow timeNow(const ClockReading& reading, const TimeFloor& floor, bool pretended) {
    if (pretended) return {reading.wall, ClockState::trusted};
    return judgeClock(reading, floor);
}

SyncThread::SyncThread(Doors doors, EditionStore& store, SyncOptions options, std::string boot, Inbox& inbox)
    : doors_(std::move(doors)),
      store_(store),
      options_(std::move(options)),
      boot_(std::move(boot)),
      inbox_(inbox),
      thread_([this] { run(); }) {}

SyncThread::~SyncThread() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    doors_.cancel();
    changed_.notify_one();
    thread_.join();
}

void SyncThread::latestIs(EditionId id) {
    const std::lock_guard lock(mutex_);
    if (syncer_ == nullptr) return;
    const auto delay = syncer_->latestIs(id, doors_.schedule.wall());
    if (!delay) return;
    const auto at = doors_.real.monotonic() + std::chrono::nanoseconds{*delay};
    if (!wanted_ || at < *wanted_) wanted_ = at;
    changed_.notify_one();
}

void SyncThread::saveClockNowAndThen(const ClockReading& reading, const TimeNow& now) {
    constexpr auto every = std::chrono::hours{1};
    if (pretending() || now.state != ClockState::trusted) return;
    if (saved_ && reading.monotonic - *saved_ < every) return;
    saved_ = reading.monotonic;
    if (auto done = store_.saveClock(reading.wall, reading); !done) {
        logWarning(done.error().line(Language::english));
    }
}

void SyncThread::waitUntil(std::unique_lock<std::mutex>& lock, std::chrono::nanoseconds due) {
    while (!ending_) {
        const auto until = wanted_ ? std::min(due, *wanted_) : due;
        const auto left = until - doors_.real.monotonic();
        if (left <= std::chrono::nanoseconds{0}) return;
        const auto nap = std::min<std::chrono::nanoseconds>(left, limits::nap);
        doors_.beat.wait(nap);
        changed_.wait_for(lock, nap);
    }
}

void SyncThread::run() {
    doors_.beat.begin();
    stepBehind(Rank::fetching);
    const std::unique_ptr<Http> http = std::make_unique<TellingHttp>(doors_.http());
    Syncer syncer(*http, store_, doors_.random, options_);
    std::unique_lock lock(mutex_);
    syncer_ = &syncer;
    while (!ending_) {
        wanted_.reset();
        lock.unlock();
        Beat::step();
        const ClockReading reading = readClock(doors_.schedule, boot_, witness_);
        const TimeNow now = timeNow(reading, store_.floor().time, pretending());
        SyncOutcome outcome = syncer.step(now, reading);
        if (outcome.serverDate) witness_ = TimeWitness{*outcome.serverDate, doors_.real.monotonic()};
        saveClockNowAndThen(reading, now);
        const auto due = doors_.real.monotonic() + std::chrono::nanoseconds{outcome.next};
        inbox_.post(SyncNews{std::move(outcome), store_.floor().time, doors_.real.wall()});
        lock.lock();
        waitUntil(lock, due);
    }
    syncer_ = nullptr;
    doors_.beat.rest();
}

}  // namespace signage
