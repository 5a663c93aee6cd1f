// The audit log in the hub's database. The triggers stand against programs and slips, not against who may
// write to the file itself; a copy elsewhere (backup) stands against those.
#include "tools/hub/sqlite_audit_log.h"

#include <algorithm>
#include <limits>

#include "player/base/format.h"

namespace signage::hub {
namespace {

// Replacing a row would remove it without asking the trigger on removal: the one on insertion is asked first.
constexpr const char* auditSchema = R"sql(
CREATE TABLE IF NOT EXISTS audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL,
  action TEXT NOT NULL, target TEXT NOT NULL, outcome TEXT NOT NULL, detail TEXT NOT NULL,
  address TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS audit_by_time ON audit (at);
CREATE TRIGGER IF NOT EXISTS audit_is_not_altered BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log is not altered'); END;
CREATE TRIGGER IF NOT EXISTS audit_is_not_replaced BEFORE INSERT ON audit
  WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'the audit log is not altered'); END;
CREATE TRIGGER IF NOT EXISTS audit_is_kept BEFORE DELETE ON audit
  WHEN OLD.at > (CAST(strftime('%s', 'now') AS INTEGER) - 366 * 86400) * 1000
  BEGIN SELECT RAISE(ABORT, 'the audit log is kept a year'); END;
)sql";
static_assert(auditKept == std::chrono::days(366), "the trigger counts the same days");

constexpr std::size_t mostText = 1000;  // bytes

std::int64_t auditTime(Instant time) {
    return time.time_since_epoch().count();
}

// Cut between characters.
std::string_view auditText(const std::string& text) {
    if (text.size() <= mostText) return text;
    std::size_t end = mostText;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return std::string_view(text).substr(0, end);
}

AuditEntry auditEntryOf(const Statement& row) {
    return {Instant(Duration(row.integer(0))),
            row.text(1),
            row.text(2),
            row.text(3),
            row.text(4),
            row.text(5),
            row.text(6),
            row.text(7)};
}

}  // namespace

Result<std::unique_ptr<SqliteAuditLog>> SqliteAuditLog::open(const std::string& path,
                                                             std::chrono::milliseconds patience) {
    auto database = Database::open(path, patience);
    if (!database) return Failure(database.error());
    if (const auto made = (*database)->execute(auditSchema); !made) return Failure(made.error());
    return std::unique_ptr<SqliteAuditLog>(new SqliteAuditLog(std::move(*database)));
}

Result<void> SqliteAuditLog::add(const AuditEntry& entry) {
    const std::lock_guard lock(mutex_);
    auto insert = database_->prepare(
        "INSERT INTO audit (at, actor, role, action, target, outcome, detail, address)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    if (!insert) return Failure(insert.error());
    insert->bind(1, auditTime(entry.at)).bind(2, auditText(entry.actor)).bind(3, auditText(entry.role));
    insert->bind(4, auditText(entry.action)).bind(5, auditText(entry.target));
    insert->bind(6, auditText(entry.outcome)).bind(7, auditText(entry.detail));
    return insert->bind(8, auditText(entry.address)).run();
}

Result<AuditPage> SqliteAuditLog::list(const AuditQuery& query) const {
    const std::lock_guard lock(mutex_);
    auto select = database_->prepare(
        "SELECT at, actor, role, action, target, outcome, detail, address FROM audit"
        " WHERE at >= ?1 AND at < ?2 AND (?4 = '' OR action = ?4) AND (?5 = '' OR actor = ?5)"
        " ORDER BY at DESC, id DESC LIMIT ?3");
    if (!select) return Failure(select.error());
    constexpr std::int64_t first = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();
    select->bind(1, query.since ? auditTime(*query.since) : first);
    select->bind(2, query.until ? auditTime(*query.until) : last);
    select->bind(3, std::int64_t{query.limit} + 1);
    select->bind(4, query.action).bind(5, query.actor);
    AuditPage page;
    while (true) {
        const auto row = select->step();
        if (!row) return Failure(row.error());
        if (!*row) break;
        page.entries.push_back(auditEntryOf(*select));
    }
    page.more = page.entries.size() > static_cast<std::size_t>(query.limit);
    if (page.more) page.entries.pop_back();
    std::reverse(page.entries.begin(), page.entries.end());
    return page;
}

Result<int> SqliteAuditLog::prune(Instant now, int limit) {
    const std::lock_guard lock(mutex_);
    auto remove = database_->prepare(
        "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ? ORDER BY at LIMIT ?)");
    if (!remove) return Failure(remove.error());
    const auto done = remove->bind(1, auditTime(now - auditKept)).bind(2, std::int64_t{limit}).run();
    if (!done) return Failure(done.error());
    return database_->changes();
}

}  // namespace signage::hub
