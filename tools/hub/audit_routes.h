// GET /v1/audit: the audit log for an administrator, as JSON or as CSV.
#pragma once

#include "tools/hub/audit.h"
#include "tools/hub/http_message.h"

namespace signage::hub {

// Safe from any thread.
class AuditRoutes {
  public:
    // The log must outlive it.
    explicit AuditRoutes(const AuditLog& log) : log_(log) {}

    // ?since=&until=&action=&actor=&limit=&format=json|csv
    Response list(const Request& request) const;

  private:
    const AuditLog& log_;
};

}  // namespace signage::hub
