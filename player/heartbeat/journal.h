// The player's journal: JSON Lines on its own disk, readable on the spot without any network. One line per
// record ({"at":..,"record":{..}}) and per event ({"at":..,"event":"stale","why":".."}).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "player/ports/disk.h"

namespace signage {

struct JournalLimits {
    std::int64_t fileBytes = 4 * 1024 * 1024;  // per file; two are kept, the current and the one before
};

// Belongs to one thread. Lines are handed to the kernel one by one and not synced: the durable copy of a
// record is the spool's.
class Journal {
  public:
    // `disk` must outlive it; `directory` must exist when the first line is written.
    Journal(Disk& disk, std::string directory, JournalLimits limits = {});

    // `json` is one line of JSON. A line that cannot be written is counted; the count is told in the journal
    // by an event "journal-lines-lost" as soon as it can be written again.
    void record(Instant at, std::string_view json);
    void event(Instant at, std::string_view name, std::string_view why);

    std::int64_t linesLost() const { return lost_; }

  private:
    void write(Instant at, const std::string& line);
    Result<void> tryWrite(const std::string& line);
    void rotateWhenFull(std::int64_t bytes);

    Disk& disk_;
    std::string directory_;
    JournalLimits limits_;
    bool checkedTail_ = false;
    std::int64_t lost_ = 0;  // not yet told
};

// The journal's whole lines in `directory` (or in its folder heartbeat/), oldest first; lines that were torn
// by a loss of power or damaged are left out, and it gives how many. Fault::not_found when there is no
// journal. `take` gives false to stop.
Result<int> readJournal(const Disk& disk, const std::string& directory,
                        const std::function<bool(std::string_view line)>& take);

}  // namespace signage
