// The audit log in the hub's database, where triggers keep it from being altered.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "tools/hub/audit.h"
#include "tools/hub/database.h"

namespace signage::hub {

class SqliteAuditLog final : public AuditLog {
  public:
    // Makes the table and its triggers when they are not there.
    static Result<std::unique_ptr<SqliteAuditLog>> open(
        const std::string& path, std::chrono::milliseconds patience = std::chrono::seconds(5));

    Result<void> add(const AuditEntry& entry) override;
    Result<AuditPage> list(const AuditQuery& query) const override;
    Result<int> prune(Instant now, int limit) override;

  private:
    explicit SqliteAuditLog(std::unique_ptr<Database> database) : database_(std::move(database)) {}
    mutable std::mutex mutex_;
    std::unique_ptr<Database> database_;  // guarded by mutex_
};

}  // namespace signage::hub
