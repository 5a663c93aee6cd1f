// The screen under attack.
#include "tests/faults/victim.h"

#include <utility>

#include "tests/support/must.h"

namespace signage::faults {

Victim::Victim(Disk& disk, Http& http, StoreOptions store, SyncOptions sync)
    : disk_(disk), http_(http), storeOptions_(std::move(store)), syncOptions_(std::move(sync)) {
    reading_.monotonic = std::chrono::hours{1};
    reading_.boot = "boot";
    setClock("2025-02-10T09:00:00+09:00", true);
    restart();
}

void Victim::restart() {
    syncer_.reset();
    store_ = std::make_unique<EditionStore>(disk_, storeOptions_);
    store_->open();
    forgetRound();
}

void Victim::forgetRound() {
    syncer_.reset();
    syncer_ = std::make_unique<Syncer>(
        http_, *store_, [] { return 0.5; }, syncOptions_);
}

SyncOutcome Victim::step() {
    SyncOutcome outcome = syncer_->step(now(), reading_);
    // After an outage a round is made in several steps.
    while (outcome.kind == SyncOutcome::Kind::fetching) outcome = syncer_->step(now(), reading_);
    return outcome;
}

void Victim::setClock(std::string_view wall, bool synchronised) {
    reading_.wall = testing::must(parseInstant(wall, Zone::tokyo()));
    reading_.synchronised = synchronised;
}

TimeNow Victim::now() const {
    return judgeClock(reading_, store_->floor().time);
}

std::string Victim::shown() const {
    const auto edition = store_->current();
    return edition == nullptr ? "slate" : editionName(edition->id);
}

}  // namespace signage::faults
