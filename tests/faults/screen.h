// One screen without its glass: a store and a syncer over a disk of choice, and the ward's server that it
// asks.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "player/ports/disk.h"
#include "player/store/edition_store.h"
#include "player/sync/syncer.h"
#include "tests/support/editions/edition_maker.h"
#include "tests/support/scripted_http.h"

namespace signage::faults {

// The ward's server with everything that was published so far.
class WardServer {
  public:
    WardServer();

    // Path to bytes.
    using Media = std::map<std::string, std::string>;
    // The edition 1-`number` can be fetched; offer() makes it the latest.
    void publish(std::int64_t number, Media media);
    void offer(std::int64_t number);
    std::int64_t offered() const { return offered_; }
    // What was published; throws when it never was.
    const Media& media(std::int64_t number) const { return published_.at(number); }
    bool knows(std::int64_t number) const { return published_.count(number) != 0; }
    EditionFiles files(std::int64_t number) const;
    // How a player of this ward keeps its store there.
    StoreOptions options(const std::string& directory) const;

    testing::ScriptedHttp http;
    static const std::string url;

  private:
    testing::EditionWish wish(std::int64_t number) const;

    testing::TestWard ward_;
    std::map<std::int64_t, Media> published_;
    std::int64_t offered_ = 0;
};

class Screen {
  public:
    // Everything is kept by reference. Starts at once.
    Screen(Disk& disk, Http& http, StoreOptions options);

    // As after a death of the process: only the disk remembers. Returns what open() found wrong.
    std::vector<Error> restart();
    // One round of the syncer, with a clock that is trusted.
    SyncOutcome round();
    EditionStore& store() { return *store_; }
    // The number of the current edition; 0: the slate.
    std::int64_t shows() const;

  private:
    Disk& disk_;
    Http& http_;
    StoreOptions options_;
    std::unique_ptr<EditionStore> store_;
    std::unique_ptr<Syncer> syncer_;
};

// The reading of the clock that every round has.
ClockReading screenClock();

// What is wrong with the edition as this store gives it: one that never was published, a medium that is
// missing or has other bytes. Empty: it is there whole.
std::string flawOf(EditionStore& store, const std::shared_ptr<const Edition>& edition,
                   const WardServer& server);
// Only media with other bytes than were published: what cannot be read is no flaw.
std::string foreignBytesIn(EditionStore& store, const std::shared_ptr<const Edition>& edition,
                           const WardServer& server);
// What lies about that should not after a commit was tidied up: parts, more than two editions, media of
// neither. Empty: nothing.
std::string litterOf(const Disk& disk, const std::string& directory, EditionStore& store);
// The error of an outcome as one line, for a report.
std::string reasonOf(const SyncOutcome& outcome);
// Bytes that look like nothing else, the same each time.
std::string someBytes(std::size_t count, std::uint64_t seed);

}  // namespace signage::faults
