// What remains of heartbeats when they are old, and how they grow old:
//
// a record, raw      90 days after it was received (an option of the hub)
// a play             400 days
// an hour's summary  3 years
//
// A record is added to its hour's summary some days after it came (so that a backlog is complete by then), in
// one transaction with the note that it was, so that it is added exactly once; only noted records are
// removed. A crash at any point leaves either both or neither. Removed rows leave free pages, which new rows
// take: the file stays at its largest size (auto_vacuum would move pages at each commit; who wants the room
// back stops the hub and runs VACUUM).
#pragma once

#include <optional>
#include <string>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "tools/hub/hour_summary.h"

namespace signage::hub {

// Safe from any thread. Each call is one small transaction, at most `limit` rows, and says how many there
// were; 0: nothing is left to do.
class SummaryStore {
  public:
    SummaryStore() = default;
    SummaryStore(const SummaryStore&) = delete;
    SummaryStore& operator=(const SummaryStore&) = delete;
    virtual ~SummaryStore() = default;

    // Adds records received before `time` to their hours.
    virtual Result<int> summarise(Instant time, int limit) = 0;
    // Removes records received before `time` that are in their hours' summaries; then what is known of series
    // that ended before it.
    virtual Result<int> removeRecords(Instant time, int limit) = 0;
    // Removes plays that began and were received before `time`.
    virtual Result<int> removePlays(Instant time, int limit) = 0;
    // Removes summaries of hours before `time` that were last added to before it.
    virtual Result<int> removeHours(Instant time, int limit) = 0;
    // Hours that begin in [since, until): what is summarised, and what is not yet, together.
    virtual Result<Hours> hours(const std::string& player, Instant since, Instant until) const = 0;
};

}  // namespace signage::hub
