// The record of who did what: log-ins, publishing, tokens, accounts, backups. Entries are added and never
// changed; they are kept a year.
#pragma once

#include <chrono>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/error.h"

namespace signage::hub {

// Younger entries cannot be removed, by nobody. A leap year is a year too.
inline constexpr std::chrono::days auditKept{366};

struct AuditEntry {
    Instant at;
    std::string actor;    // an account's or a token's name; "shell:USER" for the command line; empty: unknown
    std::string role;     // of the actor at that time; "shell"; empty: unknown
    std::string action;   // "login", "logout", "publish", "token.add", "account.change", "backup", ...
    std::string target;   // what it was done to: a name, a channel and edition, a path
    std::string outcome;  // "done", "refused" or "limited"
    std::string detail;   // for a reader; never a secret
    std::string address;  // where it came from; empty for the command line
};

struct AuditQuery {
    std::optional<Instant> since;  // inclusive
    std::optional<Instant> until;  // exclusive
    int limit = 1000;
    std::string action = {};  // exactly that; empty: any
    std::string actor = {};   // so too
};

struct AuditPage {
    std::vector<AuditEntry> entries;  // the newest `limit` of those asked for, oldest first
    bool more = false;                // older ones were left out
};

// Safe from any thread, and from several processes at once.
class AuditLog {
  public:
    AuditLog() = default;
    AuditLog(const AuditLog&) = delete;
    AuditLog& operator=(const AuditLog&) = delete;
    virtual ~AuditLog() = default;

    // On the medium when it returns. Texts are cut at 1,000 bytes.
    virtual Result<void> add(const AuditEntry& entry) = 0;
    virtual Result<AuditPage> list(const AuditQuery& query) const = 0;
    // Removes entries older than auditKept, at most `limit` of them; returns how many.
    virtual Result<int> prune(Instant now, int limit) = 0;
};

// {"entries":[...],"more":bool}
std::string auditJson(const AuditPage& page);
// RFC 4180 with a header line, in UTF-8 with the mark that Excel needs. A cell that a spreadsheet would take
// for a formula begins with ' instead.
std::string auditCsv(const AuditPage& page);
// A line of text for a terminal: fields separated by tabs.
std::string auditLine(const AuditEntry& entry);

}  // namespace signage::hub
