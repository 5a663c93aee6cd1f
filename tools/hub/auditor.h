// Notes what was asked of the hub in the audit log: who, when and whence come from the request.
#pragma once

#include <string>

#include "player/ports/clock.h"
#include "tools/hub/audit.h"
#include "tools/hub/http_message.h"

namespace signage::hub {

struct AuditNote {
    std::string action;
    std::string target;
    std::string outcome = "done";
    std::string detail;
    std::string actor;  // empty: whoever the request came from
};

// Safe from any thread. What was done is done: an entry that cannot be written is an error in the log of the
// hub, never a reason to keep a takeover off the screens.
class Auditor {
  public:
    // Both must outlive it.
    Auditor(AuditLog& log, const Clock& clock) : log_(log), clock_(clock) {}

    void note(const Request& request, const AuditNote& note);
    Instant now() const { return clock_.wall(); }

  private:
    AuditLog& log_;
    const Clock& clock_;
};

}  // namespace signage::hub
