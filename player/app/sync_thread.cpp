// Rounds of the syncer, with the waits between them.
#include "player/app/sync_thread.h"

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
    if (syncer_ == nullptr || !syncer_->latestIs(id)) return;
    hurry_ = true;
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

void SyncThread::run() {
    const std::unique_ptr<Http> http = doors_.http();
    Syncer syncer(*http, store_, doors_.random, options_);
    std::unique_lock lock(mutex_);
    syncer_ = &syncer;
    while (!ending_) {
        hurry_ = false;
        lock.unlock();
        const ClockReading reading = readClock(doors_.schedule, boot_, witness_);
        const TimeNow now = timeNow(reading, store_.floor().time, pretending());
        SyncOutcome outcome = syncer.step(now, reading);
        if (outcome.serverDate) witness_ = TimeWitness{*outcome.serverDate, doors_.real.monotonic()};
        saveClockNowAndThen(reading, now);
        const Duration next = outcome.next;
        inbox_.post(SyncNews{std::move(outcome), store_.floor().time, doors_.real.wall()});
        lock.lock();
        changed_.wait_for(lock, next, [this] { return ending_ || hurry_; });
    }
    syncer_ = nullptr;
}

}  // namespace signage
