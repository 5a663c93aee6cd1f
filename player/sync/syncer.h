// Brings the next edition home, or keeps the current one. One step is one round: ask latest.json, fetch,
// verify, commit. Reads no clock and sleeps nowhere: the caller waits between steps.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "player/ports/http.h"
#include "player/store/clock_state.h"
#include "player/store/edition_store.h"

namespace signage {

struct SyncOptions {
    std::string url;           // base of the wire layout, without a slash at its end or with
    Duration backOff{5000};    // after a failure random(backOff, min(backOff * 2^n, 60 * backOff))
    Duration interval{60000};  // between polls while all is well, up to 10 % off to come at the turn
    // A server that is slow or silent is dropped: a small file is here after `timeout`, a medium goes on at
    // 100 bytes a second or more. With the time to connect, both end within 30 s.
    std::chrono::seconds timeout{25};
    std::chrono::seconds stall{18};
    std::string screen{};  // whose turns these are, by the current edition; else they are drawn at random
};

enum class SyncState { idle, checking, fetching, verifying, committing, backing_off };
std::string_view syncStateName(SyncState state);

struct SyncOutcome {
    enum class Kind {
        unchanged,    // the current edition is the published one
        committed,    // a new edition is on the disk
        fetching,     // after an outage: the next step, at the screen's turn, goes on with the same round
        refused,      // the server offers what may not be shown; `reason` for the heartbeat
        unreachable,  // no answer, or broken off; `reason`
        not_stored    // the disk is full, read-only or failing; `reason`
    };
    Kind kind = Kind::unchanged;
    // The current edition when it is another than before the round: committed, or at last given by the disk.
    std::shared_ptr<const Edition> edition;
    bool mediaRepaired = false;         // media of the current edition that were missing are there again
    std::vector<Error> storeFaults;     // what the store could not tidy up: a full or read-only disk
    std::optional<Error> reason;        // set unless unchanged, committed or fetching
    std::optional<Instant> serverDate;  // the Date header, only when it came over TLS: a time witness
    Duration next{0};                   // until the next step
};
std::string_view outcomeName(SyncOutcome::Kind kind);  // "unchanged"
// As the heartbeat's fetch.result: the name, then what speaks against it: the reason, else what the store
// could not tidy up.
std::string outcomeLine(const SyncOutcome& outcome, Language language);

class Syncer {
  public:
    // Everything is kept by reference and must outlive the syncer. `random` gives values in [0, 1).
    Syncer(Http& http, EditionStore& store, std::function<double()> random, SyncOptions options);
    ~Syncer();
    Syncer(const Syncer&) = delete;
    Syncer& operator=(const Syncer&) = delete;

    // One round. Blocks on the network; interrupted by whatever interrupts `http`. The first one also tidies
    // the store. `reading` dates what is committed, `now` judges expiry. After an outage (three rounds in a
    // row and more without an answer) a step makes one request, and what is left of the round comes with the
    // next steps: fifty screens that find the line good again must not all fetch in the same moment.
    SyncOutcome step(TimeNow now, const ClockReading& reading);

    // From any thread: the hub says that this edition is published. None when it is the one that is held;
    // else in how long from `now` the next step is wanted. That is at once, but after an outage at the
    // screen's next turn.
    std::optional<Duration> latestIs(EditionId id, Instant now);
    // From any thread.
    SyncState state() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace signage
