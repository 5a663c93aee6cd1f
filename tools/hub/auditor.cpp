// Requests noted in the audit log.
#include "tools/hub/auditor.h"

#include "player/base/format.h"
#include "player/base/log.h"

namespace signage::hub {
namespace {

constexpr int auditPrunedAtOnce = 20;  // more than one request adds, so that removal keeps up

}  // namespace

void Auditor::note(const Request& request, const AuditNote& note) {
    AuditEntry entry;
    entry.at = clock_.wall();
    entry.actor = note.actor;
    if (request.who && (note.actor.empty() || note.actor == request.who->name)) {
        entry.actor = request.who->name;
        entry.role = roleName(request.who->role);
    }
    entry.action = note.action;
    entry.target = note.target;
    entry.outcome = note.outcome;
    entry.detail = note.detail;
    entry.address = request.address;
    if (const auto added = log_.add(entry); !added) {
        logError(format("audit: {} {} {} by {}: {}", entry.action, entry.target, entry.outcome, entry.actor,
                        added.error().line(Language::english)));
        return;
    }
    if (const auto pruned = log_.prune(entry.at, auditPrunedAtOnce); !pruned)
        logWarning(pruned.error().line(Language::english));
}

}  // namespace signage::hub
