// Plays in the hub's database.
#pragma once

#include <optional>
#include <vector>

#include "tools/hub/play_store.h"
#include "tools/hub/readers.h"

namespace signage::hub {

struct HeartbeatRecord;

Result<void> makePlayTables(Database& database);
// Within the transaction that stores the record. A play that is there already stays as it is.
Result<void> insertPlays(Database& database, const HeartbeatRecord& record, Instant received);
// Removes plays that began and were received before `time`, at most `limit`; how many it removed.
Result<int> removeOldPlays(Database& database, Instant time, int limit);

class SqlitePlayStore final : public PlayStore {
  public:
    // The readers must outlive it.
    explicit SqlitePlayStore(Readers& readers) : readers_(readers) {}

    Result<PlayPage> newest(const PlayQuery& query, int limit) const override;
    Result<std::vector<Play>> next(const PlayQuery& query, const std::optional<Play>& after,
                                   int limit) const override;

  private:
    Readers& readers_;
};

}  // namespace signage::hub
