// Alerts in the hub's database.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "tools/hub/alert_store.h"
#include "tools/hub/database.h"

namespace signage::hub {

class SqliteAlertStore final : public AlertStore {
  public:
    // Makes the tables when they are not there.
    static Result<std::unique_ptr<SqliteAlertStore>> open(
        const std::string& path, std::chrono::milliseconds patience = std::chrono::seconds(5));

    Result<AlertMemories> memories() const override;
    Result<void> commit(const std::vector<AlertMemory>& changed, const std::vector<std::string>& bodies,
                        const std::vector<std::string>& channels, Instant now) override;
    Result<std::optional<OutboxEntry>> due(const std::string& channel, Instant now) const override;
    Result<void> remove(std::int64_t id) override;
    Result<void> postpone(std::int64_t id, Instant next, bool aside) override;
    Result<int> removeOlder(Instant time) override;

  private:
    explicit SqliteAlertStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}
    Result<void> keep(const AlertMemory& memory);

    mutable std::mutex mutex_;
    std::unique_ptr<Database> database_;  // guarded by mutex_
};

}  // namespace signage::hub
