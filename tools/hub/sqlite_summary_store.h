// Hourly summaries in the hub's database.
#pragma once

#include <string>

#include "tools/hub/group_writer.h"
#include "tools/hub/readers.h"
#include "tools/hub/summary_store.h"

namespace signage::hub {

Result<void> makeSummaryTables(Database& database);

class SqliteSummaryStore final : public SummaryStore {
  public:
    // Both must outlive it. Its writing goes through the one writer, a small job among the heartbeats: there
    // is no lock that a heartbeat could wait for.
    SqliteSummaryStore(GroupWriter& writer, Readers& readers) : writer_(writer), readers_(readers) {}

    Result<int> summarise(Instant time, int limit) override;
    Result<int> removeRecords(Instant time, int limit) override;
    Result<int> removePlays(Instant time, int limit) override;
    Result<int> removeHours(Instant time, int limit) override;
    Result<Hours> hours(const std::string& player, Instant since, Instant until) const override;

  private:
    GroupWriter& writer_;
    Readers& readers_;
};

}  // namespace signage::hub
