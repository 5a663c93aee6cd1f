// Notes about screens in the hub's database.
#include "tools/hub/sqlite_note_store.h"

namespace signage::hub {
namespace {

constexpr const char* noteSchema =
    "CREATE TABLE IF NOT EXISTS notes ("
    " screen TEXT PRIMARY KEY, kind TEXT NOT NULL, reason TEXT NOT NULL, by_whom TEXT NOT NULL,"
    " since INTEGER NOT NULL, until INTEGER NOT NULL) STRICT";

std::int64_t noteTime(Instant time) {
    return time.time_since_epoch().count();
}

Instant noteInstant(std::int64_t value) {
    return Instant(Duration(value));
}

}  // namespace

const char* noteKindName(NoteKind kind) {
    return kind == NoteKind::maintenance ? "maintenance" : "seen_to";
}

Result<NoteKind> parseNoteKind(std::string_view name) {
    if (name == "maintenance") return NoteKind::maintenance;
    if (name == "seen_to") return NoteKind::seenTo;
    return fail(Fault::invalid, "kind",
                {"maintenance か seen_to ではありません", "neither maintenance nor seen_to"});
}

Result<std::unique_ptr<SqliteNoteStore>> SqliteNoteStore::open(const std::string& path,
                                                               std::chrono::milliseconds patience) {
    auto database = Database::open(path, patience);
    if (!database) return Failure(database.error());
    if (const auto made = (*database)->execute(noteSchema); !made) return Failure(made.error());
    return std::unique_ptr<SqliteNoteStore>(new SqliteNoteStore(std::move(*database)));
}

Result<void> SqliteNoteStore::put(const std::string& screen, const Note& note) {
    const std::lock_guard lock(mutex_);
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return Failure(transaction.error());
    {
        auto ended = database_->prepare("DELETE FROM notes WHERE until <= ?");
        if (!ended) return Failure(ended.error());
        if (const auto done = ended->bind(1, noteTime(note.since)).run(); !done) return Failure(done.error());
        auto put = database_->prepare(
            "INSERT INTO notes (screen, kind, reason, by_whom, since, until) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (screen) DO UPDATE SET kind = excluded.kind, reason = excluded.reason,"
            " by_whom = excluded.by_whom, since = excluded.since, until = excluded.until");
        if (!put) return Failure(put.error());
        put->bind(1, screen).bind(2, noteKindName(note.kind)).bind(3, note.reason).bind(4, note.by);
        put->bind(5, noteTime(note.since)).bind(6, noteTime(note.until));
        if (const auto done = put->run(); !done) return Failure(done.error());
    }
    return transaction->commit();
}

Result<bool> SqliteNoteStore::remove(const std::string& screen) {
    const std::lock_guard lock(mutex_);
    auto remove = database_->prepare("DELETE FROM notes WHERE screen = ?");
    if (!remove) return Failure(remove.error());
    if (const auto done = remove->bind(1, screen).run(); !done) return Failure(done.error());
    return database_->changes() > 0;
}

Result<Notes> SqliteNoteStore::notes(Instant now) const {
    const std::lock_guard lock(mutex_);
    auto select =
        database_->prepare("SELECT screen, kind, reason, by_whom, since, until FROM notes WHERE until > ?");
    if (!select) return Failure(select.error());
    select->bind(1, noteTime(now));
    Notes notes;
    while (true) {
        const auto row = select->step();
        if (!row) return Failure(row.error());
        if (!*row) return notes;
        const auto kind = parseNoteKind(select->text(1));
        if (!kind) return Failure(kind.error());
        notes.emplace(select->text(0),
                      Note{*kind, select->text(2), select->text(3), noteInstant(select->integer(4)),
                           noteInstant(select->integer(5))});
    }
}

}  // namespace signage::hub
