// The spool that never fails: damaged files are set aside, a disk that cannot be written is replaced by
// memory until it can. Belongs to one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/civil_time.h"
#include "player/heartbeat/spool.h"

namespace signage {

struct OutboxOptions {
    std::string path;  // of the database; its folder must exist
    SpoolLimits limits;
    SpoolLimits memoryLimits{1'500, 4 * 1024 * 1024};  // a day of records
    Duration retryDisk{10 * 60 * 1000};
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

    void open(Instant now);

    struct Next {
        std::string series;
        std::int64_t seq = 0;
        std::int64_t depth = 0;
        std::int64_t dropped = 0;
        int restarts = 0;
    };
    // Stores one record. `make` writes the JSON of it for the series and number that it gets; it is called
    // again when the record has to go into another series.
    void put(Instant now, const std::function<std::string(const Next&)>& make);

    std::vector<SpooledRecord> oldest(int limit);
    std::vector<SpooledRecord> newest();
    void acknowledge(const std::vector<std::int64_t>& ids);
    void park(std::int64_t id);
    void flush();
    // The hub already has another record under this number: the state directory was copied or turned back.
    // Begins a new series.
    void fork(std::string_view why);

    std::int64_t depth() const;
    std::int64_t dropped() const;
    // Why records are kept in memory only; empty while they are on the disk.
    const std::string& trouble() const { return trouble_; }

  private:
    void openDisk(Instant now);
    void setAside(const Error& error);
    void toMemory(Instant now, const Error& error);
    void retryDisk(Instant now);
    void handle(Instant now, const Error& error);
    Next next(Instant now) const;

    OutboxOptions options_;
    RandomSource random_;
    EventSink event_;
    std::unique_ptr<Spool> spool_;
    bool onDisk_ = false;
    std::string trouble_;
    Instant nextRetry_;
    std::int64_t lost_ = 0;  // what not even memory took
};

}  // namespace signage
