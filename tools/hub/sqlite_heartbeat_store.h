// Heartbeats in the hub's database.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "tools/hub/database.h"
#include "tools/hub/heartbeat_store.h"

namespace signage::hub {

class SqliteHeartbeatStore final : public HeartbeatStore {
  public:
    // Makes the tables when they are not there.
    static Result<std::unique_ptr<SqliteHeartbeatStore>> open(
        const std::string& path, std::chrono::milliseconds patience = std::chrono::seconds(5));

    Result<std::vector<Arrival>> store(const std::vector<HeartbeatRecord>& records,
                                       Instant received) override;
    Result<std::vector<PlayerStatus>> players(Instant now) const override;
    Result<HeartbeatPage> heartbeats(const std::string& player, const HeartbeatQuery& query) const override;
    Result<int> prune(Instant time, int limit) override;
    Result<void> check() const override;

  private:
    explicit SqliteHeartbeatStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}
    mutable std::mutex mutex_;
    std::unique_ptr<Database> database_;  // guarded by mutex_
};

}  // namespace signage::hub
