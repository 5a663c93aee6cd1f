// The screen that the bad things are done to: the player's own store and syncer over whatever disk and line a
// fault gives it, with a clock that the fault sets.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "player/ports/disk.h"
#include "player/ports/http.h"
#include "player/store/edition_store.h"
#include "player/sync/syncer.h"

namespace signage::faults {

class Victim {
  public:
    // Everything is kept by reference. The clock says 2025-02-10 09:00 and is synchronised.
    Victim(Disk& disk, Http& http, StoreOptions store, SyncOptions sync);

    // The program ends and starts again: only what is on the disk stays.
    void restart();
    // The syncer alone forgets what it was at, so that the next round begins with nothing fetched.
    void forgetRound();
    // One round, its clock judged as the player judges it.
    SyncOutcome step();

    void setClock(std::string_view wall, bool synchronised);
    TimeNow now() const;
    EditionStore& store() { return *store_; }
    // "1-5", or "slate" when nothing is shown.
    std::string shown() const;

  private:
    Disk& disk_;
    Http& http_;
    StoreOptions storeOptions_;
    SyncOptions syncOptions_;
    ClockReading reading_;
    std::unique_ptr<EditionStore> store_;
    std::unique_ptr<Syncer> syncer_;
};

}  // namespace signage::faults
