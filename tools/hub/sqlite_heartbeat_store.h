// Heartbeats in the hub's database.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "tools/hub/group_writer.h"
#include "tools/hub/heartbeat_store.h"
#include "tools/hub/readers.h"
#include "tools/hub/sqlite_play_store.h"
#include "tools/hub/sqlite_summary_store.h"

namespace signage::hub {

class SqliteHeartbeatStore final : public HeartbeatStore {
  public:
    // Makes the tables when they are not there.
    static Result<std::unique_ptr<SqliteHeartbeatStore>> open(
        const std::string& path, std::chrono::milliseconds patience = std::chrono::seconds(5));

    void storeLater(std::vector<HeartbeatRecord> records, Instant received, Stored done) override;
    Result<std::vector<Arrival>> store(const std::vector<HeartbeatRecord>& records,
                                       Instant received) override;
    Result<std::vector<PlayerStatus>> players(Instant now) const override;
    Result<HeartbeatPage> heartbeats(const std::string& player, const HeartbeatQuery& query) const override;
    Result<bool> has(const std::string& player) const override;
    Result<void> check() const override;
    const PlayStore& plays() const override;
    SummaryStore& summaries() override;

    // Everything that writes into this database.
    GroupWriter& writer() { return writer_; }

  private:
    SqliteHeartbeatStore(std::unique_ptr<Database> database, const std::string& path,
                         std::chrono::milliseconds patience);

    mutable Readers readers_;
    SqlitePlayStore plays_;
    GroupWriter writer_;
    SqliteSummaryStore summaries_;
};

}  // namespace signage::hub
