// Records that wait for the hub, in one SQLite database (WAL, synchronous=FULL): a record that append()
// returned from survives kill and loss of power. Belongs to one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/error.h"

namespace signage {

// A uniformly random number of 64 bits at each call.
using RandomSource = std::function<std::uint64_t()>;

struct SpoolLimits {
    std::int64_t records = 20'000;
    std::int64_t bytes = 16 * 1024 * 1024;  // of the records' JSON
};

struct SpooledRecord {
    std::int64_t id = 0;  // of the row; only this spool understands it
    std::string spool;    // a database may hold the rest of an earlier series
    std::int64_t seq = 0;
    std::string json;
};

class Spool {
  public:
    // Opens or makes the database. Fault::invalid: it is damaged (the caller may set it aside); refused:
    // another process holds it; no_space, read_only, io: the disk.
    static Result<std::unique_ptr<Spool>> open(const std::string& path, const SpoolLimits& limits,
                                               const RandomSource& random);
    // A series that lives as long as the object, for a disk that cannot be written.
    static Result<std::unique_ptr<Spool>> inMemory(const SpoolLimits& limits, const RandomSource& random);
    ~Spool();
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    // The series that the next record belongs to (32 hexadecimal digits) and its number there, from 1.
    const std::string& series() const;
    std::int64_t nextSeq() const;

    // Stores the record (series(), nextSeq()) durably and forgets the acknowledged ones, in one transaction:
    // one durable write. Drops and counts the oldest where the limits are passed.
    // `note` replaces the one before it in the same write.
    Result<SpooledRecord> append(std::string_view json, std::string_view note = {});
    // What the last append() noted, as it was when the database was opened.
    const std::string& note() const;
    // Neither acknowledged nor parked. oldest() is in the order of their making.
    Result<std::vector<SpooledRecord>> oldest(int limit);
    Result<std::vector<SpooledRecord>> newest();
    // Will not be given out again. Written to the disk by the next append() or flush(): after a kill in
    // between they are delivered a second time, which the hub knows by (player, spool, seq).
    Result<void> acknowledge(const std::vector<std::int64_t>& ids);
    // Not given out again until the database is opened anew: the hub cannot digest it, others must pass.
    Result<void> park(std::int64_t id);
    Result<void> flush();
    // Gives up on records that the disk damaged: as acknowledged, but counted as dropped.
    Result<void> discard(const std::vector<std::int64_t>& ids);
    // Adds to dropped(); written down with the next append() or flush().
    void countDropped(std::int64_t records);
    // Ends the series and begins another one, from 1. Records that were made since the database was opened go
    // over to it with new numbers, `rewrite` giving their JSON; older ones keep theirs.
    using Rewrite =
        std::function<std::string(std::string_view json, const std::string& series, std::int64_t seq)>;
    Result<void> fork(const RandomSource& random, const Rewrite& rewrite);
    // Copies what `other` still holds, its count of drops and goes on with its series. `other` is to be
    // thrown away afterwards.
    Result<void> takeOver(Spool& other);

    // Writes down that the program was started, and gives the restarts in the 24 h before `now`.
    Result<int> noteStart(Instant now);
    Result<int> restarts(Instant now);

    std::int64_t depth() const;    // neither dropped nor acknowledged
    std::int64_t dropped() const;  // undelivered, since the database was made

  private:
    struct Impl;
    explicit Spool(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace signage
