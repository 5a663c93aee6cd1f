// The spool that never fails: damaged files are set aside, a disk that cannot be written is replaced by
// memory until it can. Belongs to one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/civil_time.h"
#include "player/heartbeat/spool.h"

namespace signage {

// One moment by both clocks: the wall's for what is written down, the monotonic one for waiting.
struct Moment {
    Instant wall;
    std::chrono::nanoseconds monotonic{0};
};

struct OutboxOptions {
    std::string path;  // of the database; its folder must exist
    SpoolLimits limits;
    SpoolLimits memoryLimits{1'500, 4 * 1024 * 1024};  // a day of records
    Duration retryDisk{10 * 60 * 1000};
    Duration retryHeld{5'000};  // when another process holds it, perhaps one that is just ending
};

class Outbox {
  public:
    // `event` hears of everything an administrator should know: spool-new, spool-damaged, spool-in-memory,
    // spool-on-disk, spool-forked.
    using EventSink = std::function<void(std::string_view name, std::string_view why)>;

    Outbox(OutboxOptions options, RandomSource random, EventSink event);
    ~Outbox();
    Outbox(const Outbox&) = delete;
    Outbox& operator=(const Outbox&) = delete;

    void open(const Moment& now);

    struct Next {
        std::string series;
        std::int64_t seq = 0;
        std::int64_t depth = 0;
        std::int64_t dropped = 0;
        int restarts = 0;
    };
    // Stores one record. `make` writes the JSON of it for the series and number that it gets; it is called
    // again when the record has to go into another series.
    // `note` is kept beside it in the same durable write, in the place of the one before.
    void put(const Moment& now, const std::function<std::string(const Next&)>& make,
             std::string_view note = {});
    // What the program that used the folder before noted last; empty when that is not known.
    const std::string& note() const { return note_; }

    std::vector<SpooledRecord> oldest(int limit);
    std::vector<SpooledRecord> newest();
    void acknowledge(const std::vector<std::int64_t>& ids);
    void discard(const std::vector<std::int64_t>& ids);
    void park(std::int64_t id);
    void flush();
    // The hub already has another record under this number: the state directory was copied or turned back.
    // Begins a new series and moves the records of this run to it.
    void fork();

    std::int64_t depth() const;    // not yet acknowledged, as far as is known
    std::int64_t dropped() const;  // undelivered, in all
    // Why records are kept in memory only; empty while they are on the disk.
    const std::string& trouble() const { return trouble_; }

  private:
    void openDisk(const Moment& now);
    void use(std::unique_ptr<Spool> spool, bool onDisk);
    void writeOff();
    void setAside(const Error& error);
    void toMemory(const Moment& now, const Error& error);
    void retryDisk(const Moment& now);
    void handle(const Error& error);
    Next next(const Moment& now) const;

    OutboxOptions options_;
    RandomSource random_;
    EventSink event_;
    std::unique_ptr<Spool> spool_;  // null only when not even memory was to be had
    Moment now_;                    // of the last open() or put()
    bool onDisk_ = false;
    std::string trouble_;
    std::string note_;
    std::chrono::nanoseconds nextRetry_{0};
    std::int64_t carried_ = 0;  // lost with a spool that is gone, for the next one to count
    // Of the database that cannot be used at the moment.
    std::int64_t depthBehind_ = 0;
    std::int64_t droppedBehind_ = 0;
};

}  // namespace signage
