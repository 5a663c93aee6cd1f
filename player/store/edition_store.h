// The editions and media on a player's disk, whole across power loss at any instant.
//
// DIR/editions/<epoch>-<number, 20 digits>.edition   the commit: its rename makes an edition exist
// DIR/media/<sha256>                                  shared by the editions, never altered
// DIR/tmp/                                            what is being written; nothing in it counts
// DIR/quarantine/                                     what was found wrong, for a person to look at; bounded
// DIR/floor                                           what must never be accepted again; apart from editions
//
// Threads: media(), mediaFile(), current(), floor() from any thread; the rest from one thread at a time (the
// sync thread after open()). Nothing throws; a failing disk gives an Error and leaves what is shown
// untouched.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "player/base/error.h"
#include "player/ports/disk.h"
#include "player/store/clock_state.h"
#include "player/store/edition.h"
#include "player/store/edition_file.h"
#include "player/store/floor.h"
#include "player/store/hash.h"
#include "player/store/media_writer.h"

namespace signage {

struct StoreOptions {
    std::string directory;
    std::string channel;           // empty: that of the first edition accepted, for ever
    std::vector<PublicKey> roots;  // at least one
    std::int64_t quotaBytes = std::int64_t{8} * 1024 * 1024 * 1024;  // media altogether
    std::int64_t reserveBytes = std::int64_t{64} * 1024 * 1024;      // left free on the disk
    // When set: neither this edition nor any that the floor knows already is read or fetched, only what is
    // newer. For one that no player survives.
    std::optional<EditionId> passOver;
};

// An edition that may be committed once its media are there.
struct Candidate {
    EditionFiles files;
    std::shared_ptr<const Edition> edition;
};

class EditionStore {
  public:
    // The disk must outlive the store.
    EditionStore(Disk& disk, StoreOptions options);
    ~EditionStore();
    EditionStore(const EditionStore&) = delete;
    EditionStore& operator=(const EditionStore&) = delete;

    // Takes the highest edition that verifies. Writes nothing, so that it is quick and works on a disk that
    // is read-only. Returns what was found wrong, for the log and the heartbeat.
    std::vector<Error> open();
    // The rest of starting, and of every commit; to be called once a round, cheap when there is nothing to
    // do. Reads again what the disk would not give (current() may become a higher edition by it), makes the
    // folders, removes parts (once), quarantines what open() found wrong, saves the floor, collects garbage
    // after a commit. Returns what could not be done (a disk that is full or read-only); playback does not
    // depend on it.
    std::vector<Error> tidy();

    // Null: there is none, the slate shows.
    std::shared_ptr<const Edition> current() const;
    // The next lower one that verifies; null when there is none.
    std::shared_ptr<const Edition> previous() const;
    Floor floor() const;
    // Whether that edition is one of those that are passed over (see the options).
    bool passesOver(EditionId id) const;
    // The signed bytes of an edition's playlist, read again from the disk.
    Result<std::string> playlistOf(EditionId id) const;

    // Whether these files may become the current edition: signatures, channel, revocations, floor, and expiry
    // when the clock is trusted (not when there is no edition at all: a stale one beats the slate). Touches
    // no disk. Fault::refused or invalid, with the reason.
    Result<Candidate> judge(EditionFiles files, TimeNow now) const;

    // The media that an edition needs and that are not there (or were found damaged), each once.
    std::vector<Asset> missing(const Edition& edition) const;
    // Whether so many bytes more fit the quota and the disk, after collecting garbage. Fault::no_space.
    // `wanted`, when given, is an edition whose media must not be collected: the one being fetched.
    Result<void> makeRoom(std::int64_t bytes, const std::shared_ptr<const Edition>& wanted);
    Result<std::unique_ptr<MediaWriter>> receive(const Asset& asset);

    // Makes the candidate the current edition. Precondition: missing() is empty for it. After an error the
    // current edition is what it was. `now` dates the floor.
    Result<void> commit(const Candidate& candidate, const ClockReading& now);

    // The bytes of the medium that the edition's playlist calls `path`, their hash checked. A damaged file is
    // set aside, to be fetched again. Fault::not_found when it is not there or not in the edition's assets.
    Result<std::string> media(const Edition& edition, const std::string& path);
    // The same for a film: the path of the file, which is hashed when it is first asked for. Fault::io while
    // another thread is about that.
    Result<std::string> mediaFile(const Edition& edition, const std::string& path);
    // From any thread, before the end: a mediaFile() that goes on ends soon, with Fault::refused.
    void endHashing();

    // Remembers that it is at least `time`. Not to be called with a pretended clock. Now and then (once an
    // hour): it is a durable write.
    Result<void> saveClock(Instant time, const ClockReading& now);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace signage
