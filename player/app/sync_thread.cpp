// Rounds of the syncer, with the waits between them.
#include "player/app/sync_thread.h"

#include <algorithm>

#include "player/app/limits.h"
#include "player/base/log.h"

namespace signage {
namespace {

// A download may take hours. Whoever gets bytes, or an answer, is alive.
class Telling final : public Http {
  public:
    Telling(std::unique_ptr<Http> http, Beat beat) : http_(std::move(http)), beat_(beat) {}
    Result<HttpResponse> send(const HttpRequest& request) override {
        beat_.within(limits::fetching);
        HttpRequest told = request;
        if (request.receive) {
            told.receive = [this, &request](std::string_view bytes) {
                beat_.within(limits::fetching);
                return request.receive(bytes);
            };
        }
        auto answer = http_->send(told);
        beat_.within(limits::fetching);
        return answer;
    }

  private:
    std::unique_ptr<Http> http_;
    Beat beat_;
};

}  // namespace

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
    const auto delay = syncer_->latestIs(id);
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
        doors_.beat.within(left + limits::fetching);
        changed_.wait_for(lock, left);
    }
}

void SyncThread::run() {
    const std::unique_ptr<Http> http = std::make_unique<Telling>(doors_.http(), doors_.beat);
    Syncer syncer(*http, store_, doors_.random, options_);
    std::unique_lock lock(mutex_);
    syncer_ = &syncer;
    while (!ending_) {
        wanted_.reset();
        lock.unlock();
        doors_.beat.within(limits::fetching);
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
