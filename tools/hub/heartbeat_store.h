// Where heartbeats are kept: every record once, and of each player what is known last.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "tools/hub/play_store.h"
#include "tools/hub/summary_store.h"

namespace signage::hub {

// A record that is fit to be kept; made by parseHeartbeats(). Its identity is (player, spool, seq).
struct HeartbeatRecord {
    std::string player;
    std::string spool;
    std::int64_t seq = 0;
    Instant wall;             // the player's own clock when it was made
    std::string state;        // ok, stale, degraded, slate
    std::string slide;        // empty: none on the glass
    Instant slideSince;       // when that slide began, as far as this record alone can tell
    bool slideAlone = false;  // nothing in the record says that another slide showed since the one before
    std::string json;         // the record as it came
    std::vector<Showing> showings{};
};

enum class Arrival {
    stored,
    duplicate,  // the same record is there already
    conflict    // another record bears its number: two boxes write one series, or a disk was turned back
};

struct StoredHeartbeat {
    Instant received;
    Instant wall;
    std::string json;
};

struct HeartbeatQuery {
    std::optional<Instant> since;  // by the player's clock, inclusive
    std::optional<Instant> until;  // exclusive
    int limit = 1000;
};

struct HeartbeatPage {
    // The newest `limit` of those asked for, oldest first; fewer when they are large: some 8 MiB in all.
    std::vector<StoredHeartbeat> records;
    bool more = false;  // older ones were left out
};

// What is known last of a player.
struct PlayerStatus {
    std::string id;
    std::string state;
    std::string slide;
    Instant slideSince;      // when this slide began or was first reported
    Instant stateSince;      // when this state was first reported
    Instant wall;            // of the newest record, by the player's clock
    Instant received;        // when that record came
    Instant heard;           // when anything came last, a backlog record or a duplicate too
    bool twoSeries = false;  // two boxes report under this name at once
    std::string json;        // the newest record
};

// Safe from any thread.
class HeartbeatStore {
  public:
    HeartbeatStore() = default;
    HeartbeatStore(const HeartbeatStore&) = delete;
    HeartbeatStore& operator=(const HeartbeatStore&) = delete;
    virtual ~HeartbeatStore() = default;

    // All or none of them, on the medium when `done` hears of it; one Arrival per record, in their order.
    // Posts that come together share one commit, and one that fails takes no other with it. A player's status
    // follows only records newer than all before them of their spool; the showings of a fresh record become
    // plays in the same transaction. `done` is called on the store's thread (or here, when too much waits:
    // Fault::refused) and must not call the store.
    using Stored = std::function<void(Result<std::vector<Arrival>>)>;
    virtual void storeLater(std::vector<HeartbeatRecord> records, Instant received, Stored done) = 0;
    // The same, waiting for it.
    virtual Result<std::vector<Arrival>> store(const std::vector<HeartbeatRecord>& records,
                                               Instant received) = 0;
    // By id. `now` is needed to tell series that are still alive from those that ended.
    virtual Result<std::vector<PlayerStatus>> players(Instant now) const = 0;
    // Empty for a player that was never heard of.
    virtual Result<HeartbeatPage> heartbeats(const std::string& player,
                                             const HeartbeatQuery& query) const = 0;
    // Whether the player was ever heard of.
    virtual Result<bool> has(const std::string& player) const = 0;
    // Whether the store can be read now.
    virtual Result<void> check() const = 0;
    // What was derived of the records, in the same database. They live as long as this.
    virtual const PlayStore& plays() const = 0;
    virtual SummaryStore& summaries() = 0;
};

}  // namespace signage::hub
