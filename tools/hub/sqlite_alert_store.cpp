// Alerts in the hub's database.
//
// alert_memories  what was told of each screen, and what is about to be
// alert_outbox    a row for every message and channel until it is delivered; ids are never used again
#include "tools/hub/sqlite_alert_store.h"

namespace signage::hub {
namespace {

constexpr const char* alertSchema = R"sql(
CREATE TABLE IF NOT EXISTS alert_memories (
  screen TEXT PRIMARY KEY, told TEXT NOT NULL, seen TEXT NOT NULL, swung_at INTEGER NOT NULL,
  swings INTEGER NOT NULL, waiting INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS alert_outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT NOT NULL, body TEXT NOT NULL,
  created INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next INTEGER NOT NULL,
  aside INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX IF NOT EXISTS alert_outbox_by_channel ON alert_outbox (channel, aside, id);
)sql";

constexpr std::int64_t notWaiting = -1;

std::int64_t alertTime(Instant time) {
    return time.time_since_epoch().count();
}

Instant fromAlertTime(std::int64_t value) {
    return Instant(Duration(value));
}

AlertMemory readMemory(const Statement& row) {
    AlertMemory memory;
    memory.screen = row.text(0);
    memory.told = parseCondition(row.text(1)).value_or(Condition::well);
    memory.seen = parseCondition(row.text(2)).value_or(Condition::well);
    memory.swungAt = fromAlertTime(row.integer(3));
    memory.swings = static_cast<int>(row.integer(4));
    if (row.integer(5) != notWaiting) memory.waiting = fromAlertTime(row.integer(5));
    return memory;
}

}  // namespace

Result<std::unique_ptr<SqliteAlertStore>> SqliteAlertStore::open(const std::string& path,
                                                                 std::chrono::milliseconds patience) {
    auto database = Database::open(path, patience);
    if (!database) return Failure(database.error());
    if (const auto made = (*database)->execute(alertSchema); !made) return Failure(made.error());
    return std::unique_ptr<SqliteAlertStore>(new SqliteAlertStore(std::move(*database)));
}

Result<AlertMemories> SqliteAlertStore::memories() const {
    const std::lock_guard lock(mutex_);
    auto select =
        database_->prepare("SELECT screen, told, seen, swung_at, swings, waiting FROM alert_memories");
    if (!select) return Failure(select.error());
    AlertMemories memories;
    while (true) {
        const auto row = select->step();
        if (!row) return Failure(row.error());
        if (!*row) return memories;
        AlertMemory memory = readMemory(*select);
        memories[memory.screen] = std::move(memory);
    }
}

Result<void> SqliteAlertStore::keep(const AlertMemory& memory) {
    auto replace = database_->prepare(
        "INSERT OR REPLACE INTO alert_memories (screen, told, seen, swung_at, swings, waiting)"
        " VALUES (?, ?, ?, ?, ?, ?)");
    if (!replace) return Failure(replace.error());
    replace->bind(1, memory.screen).bind(2, conditionName(memory.told)).bind(3, conditionName(memory.seen));
    replace->bind(4, alertTime(memory.swungAt)).bind(5, std::int64_t{memory.swings});
    replace->bind(6, memory.waiting ? alertTime(*memory.waiting) : notWaiting);
    return replace->run();
}

Result<void> SqliteAlertStore::commit(const std::vector<AlertMemory>& changed,
                                      const std::vector<std::string>& bodies,
                                      const std::vector<std::string>& channels, Instant now) {
    const std::lock_guard lock(mutex_);
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return Failure(transaction.error());
    for (const AlertMemory& memory : changed) {
        if (const auto kept = keep(memory); !kept) return kept;
    }
    for (const std::string& body : bodies) {
        for (const std::string& channel : channels) {
            auto insert = database_->prepare(
                "INSERT INTO alert_outbox (channel, body, created, next) VALUES (?1, ?2, ?3, ?3)");
            if (!insert) return Failure(insert.error());
            const auto queued = insert->bind(1, channel).bind(2, body).bind(3, alertTime(now)).run();
            if (!queued) return queued;
        }
    }
    return transaction->commit();
}

Result<std::optional<OutboxEntry>> SqliteAlertStore::due(const std::string& channel, Instant now) const {
    const std::lock_guard lock(mutex_);
    auto select = database_->prepare(
        "SELECT id, channel, body, created, attempts FROM alert_outbox"
        " WHERE channel = ?1 AND (next <= ?2 OR next > ?3) AND (aside = 1 OR id ="
        " (SELECT min(id) FROM alert_outbox WHERE channel = ?1 AND aside = 0))"
        " ORDER BY aside, id LIMIT 1");
    if (!select) return Failure(select.error());
    select->bind(1, channel).bind(2, alertTime(now)).bind(3, alertTime(now + alertLongestWait));
    const auto row = select->step();
    if (!row) return Failure(row.error());
    if (!*row) return std::optional<OutboxEntry>();
    return std::optional<OutboxEntry>({select->integer(0), select->text(1), select->text(2),
                                       fromAlertTime(select->integer(3)),
                                       static_cast<int>(select->integer(4))});
}

Result<void> SqliteAlertStore::remove(std::int64_t id) {
    const std::lock_guard lock(mutex_);
    auto remove = database_->prepare("DELETE FROM alert_outbox WHERE id = ?");
    if (!remove) return Failure(remove.error());
    return remove->bind(1, id).run();
}

Result<void> SqliteAlertStore::postpone(std::int64_t id, Instant next, bool aside) {
    const std::lock_guard lock(mutex_);
    auto update = database_->prepare(
        "UPDATE alert_outbox SET attempts = attempts + 1, next = ?, aside = max(aside, ?) WHERE id = ?");
    if (!update) return Failure(update.error());
    return update->bind(1, alertTime(next)).bind(2, std::int64_t{aside ? 1 : 0}).bind(3, id).run();
}

Result<int> SqliteAlertStore::removeOlder(Instant time) {
    const std::lock_guard lock(mutex_);
    auto remove = database_->prepare("DELETE FROM alert_outbox WHERE created < ?");
    if (!remove) return Failure(remove.error());
    if (const auto done = remove->bind(1, alertTime(time)).run(); !done) return Failure(done.error());
    return database_->changes();
}

}  // namespace signage::hub
