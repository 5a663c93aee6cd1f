// Retention's order: an hour is summed up before its records go.
#include "tools/hub/retention.h"

#include <algorithm>
#include <utility>

#include "player/base/log.h"

namespace signage::hub {

RetentionOptions retentionOf(std::chrono::days records) {
    RetentionOptions options;
    options.records = records;
    options.summariseAfter = std::min<std::chrono::hours>(options.summariseAfter, records);
    return options;
}

Result<int> retainOnce(SummaryStore& store, const RetentionOptions& options, Instant now) {
    auto done = store.summarise(now - options.summariseAfter, options.rows);
    if (!done || *done > 0) return done;
    done = store.removeRecords(now - options.records, options.rows);
    if (!done || *done > 0) return done;
    done = store.removePlays(now - options.plays, options.rows);
    if (!done || *done > 0) return done;
    return store.removeHours(now - options.hours, options.rows);
}

Retention::Retention(SummaryStore& store, const Clock& clock, RetentionOptions options,
                     std::function<void()> tidy)
    : store_(store), clock_(clock), options_(options), tidy_(std::move(tidy)), thread_([this] { run(); }) {}

Retention::~Retention() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void Retention::run() {
    std::chrono::milliseconds wait = options_.rest;
    while (pause(wait)) {
        const auto done = retainOnce(store_, options_, clock_.wall());
        if (!done) logWarning(done.error().line(Language::english));
        wait = done && *done > 0 ? options_.between : options_.rest;
        if (clock_.monotonic() < nextTidy_) continue;
        nextTidy_ = clock_.monotonic() + options_.tidyEvery;
        tidy_();
    }
}

// False: it is to end.
bool Retention::pause(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return !wake_.wait_for(lock, time, [this] { return ending_; });
}

}  // namespace signage::hub
