// An audit log in memory, for services that are tested without a database.
#pragma once

#include <mutex>
#include <vector>

#include "tools/hub/audit.h"

namespace signage::hub::testing {

class MemoryAuditLog final : public AuditLog {
  public:
    Result<void> add(const AuditEntry& entry) override {
        const std::lock_guard lock(mutex_);
        entries_.push_back(entry);
        return {};
    }
    Result<AuditPage> list(const AuditQuery& /*query*/) const override {
        const std::lock_guard lock(mutex_);
        return AuditPage{entries_, false};
    }
    Result<int> prune(Instant /*now*/, int /*limit*/) override { return 0; }

  private:
    mutable std::mutex mutex_;
    std::vector<AuditEntry> entries_;  // guarded by mutex_
};

}  // namespace signage::hub::testing
