// The spool's tables and transactions.
#include "player/heartbeat/spool.h"

#include <set>
#include <utility>

#include "player/base/format.h"
#include "player/heartbeat/sqlite.h"

namespace signage {
namespace {

// Exclusive: a second player on the same folder is refused, and no shared memory file is needed, whose
// mapping a full disk could turn into a crash.
constexpr const char* settings =
    "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA "
    "temp_store=MEMORY;"
    "PRAGMA journal_size_limit=4194304; PRAGMA trusted_schema=OFF;";

constexpr const char* tables =
    "CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS record(id INTEGER PRIMARY KEY AUTOINCREMENT, series TEXT NOT NULL,"
    " seq INTEGER NOT NULL, json TEXT NOT NULL, UNIQUE(series, seq));"
    "CREATE TABLE IF NOT EXISTS start(at INTEGER NOT NULL);";

// What the next durable write deletes, and what is not to be given out. In memory only.
constexpr const char* temporaryTables =
    "CREATE TEMP TABLE done(id INTEGER PRIMARY KEY); CREATE TEMP TABLE parked(id INTEGER PRIMARY KEY);";

// Of a row: its JSON and about what the database adds.
constexpr const char* rowBytes = "length(CAST(json AS BLOB)) + 64";
constexpr std::int64_t rowOverhead = 64;
constexpr std::int64_t mostStarts = 2'000;
constexpr Duration dayLength = std::chrono::hours{24};

std::string randomSeries(const RandomSource& random) {
    return format("{:016x}{:016x}", random(), random());
}

bool isSeries(const std::string& text) {
    return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

Failure damaged(const char* what) {
    return fail(Fault::invalid, "",
                {format("送信待ちの記録が壊れています（{}）", what),
                 format("the spool of heartbeats is damaged ({})", what)});
}

Result<void> setMeta(SqliteDatabase& database, std::string_view key, std::int64_t value) {
    auto statement = database.prepare("INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)");
    if (!statement) return Failure(statement.error());
    const auto stepped = statement->bind(1, key).bind(2, value).step();
    if (!stepped) return Failure(stepped.error());
    return {};
}

Result<void> setText(SqliteDatabase& database, std::string_view key, std::string_view text) {
    auto statement = database.prepare("INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)");
    if (!statement) return Failure(statement.error());
    const auto stepped = statement->bind(1, key).bind(2, text).step();
    if (!stepped) return Failure(stepped.error());
    return {};
}

Result<void> setSeries(SqliteDatabase& database, std::string_view series) {
    return setText(database, "series", series);
}

// Empty when it is not there.
Result<std::string> textOf(SqliteDatabase& database, std::string_view key) {
    auto statement = database.prepare("SELECT value FROM meta WHERE key = ?");
    if (!statement) return Failure(statement.error());
    const auto found = statement->bind(1, key).step();
    if (!found) return Failure(found.error());
    return *found ? statement->text(0) : std::string();
}

Result<void> insertRecord(SqliteDatabase& database, std::string_view series, std::int64_t seq,
                          std::string_view json) {
    auto statement = database.prepare("INSERT INTO record(series, seq, json) VALUES(?, ?, ?)");
    if (!statement) return Failure(statement.error());
    const auto stepped = statement->bind(1, series).bind(2, seq).bind(3, json).step();
    if (!stepped) return Failure(stepped.error());
    return {};
}

Result<std::vector<SpooledRecord>> readRecords(SqliteDatabase& database, std::string_view sql,
                                               std::int64_t parameter) {
    auto statement = database.prepare(sql);
    if (!statement) return Failure(statement.error());
    statement->bind(1, parameter);
    std::vector<SpooledRecord> records;
    for (;;) {
        const auto row = statement->step();
        if (!row) return Failure(row.error());
        if (!*row) return records;
        records.push_back(
            {statement->integer(0), statement->text(1), statement->integer(2), statement->text(3)});
    }
}

}  // namespace

struct Spool::Impl {
    // What the rows amount to, the acknowledged ones too until they are deleted.
    struct Amount {
        std::int64_t rows = 0;
        std::int64_t bytes = 0;
    };

    SqliteDatabase database;
    SpoolLimits limits;
    std::string series;
    std::string note = {};  // as it was at the opening
    std::int64_t next = 1;
    std::int64_t dropped = 0;
    Amount amount;
    std::set<std::int64_t> done = {};  // mirrors the temporary table
    std::int64_t openedAfter = 0;      // rows above were made since the database was opened

    Result<void> prepareTables(const RandomSource& random);
    Result<void> begin(const RandomSource& random);
    Result<void> readState();
    Result<Amount> measure(std::string_view condition);
    Result<void> deleteDone(Amount& left);
    Result<std::int64_t> dropToLimits(Amount& left);
    Result<void> markDone(const std::vector<std::int64_t>& ids);
    Result<void> recount();
    Result<std::int64_t> appendRow(std::string_view json, std::string_view newNote, Amount& left,
                                   std::int64_t& drops);
};

// Everything that an existing database must hold true, or a new one is given.
Result<void> Spool::Impl::prepareTables(const RandomSource& random) {
    for (const char* sql : {settings, tables, temporaryTables}) {
        if (const auto run = database.run(sql); !run) return run;
    }
    const auto known = database.number("SELECT count(*) FROM meta WHERE key = 'series'");
    if (!known) return Failure(known.error());
    if (*known == 0) {
        if (const auto begun = begin(random); !begun) return begun;
    }
    return readState();
}

Result<void> Spool::Impl::begin(const RandomSource& random) {
    auto transaction = SqliteTransaction::begin(database);
    if (!transaction) return Failure(transaction.error());
    auto worked = setSeries(database, randomSeries(random));
    if (worked) worked = setMeta(database, "next", 1);
    if (worked) worked = setMeta(database, "dropped", 0);
    if (worked) worked = transaction->commit();
    return worked;
}

Result<void> Spool::Impl::readState() {
    {
        auto check = database.prepare("PRAGMA quick_check(1)");
        if (!check) return Failure(check.error());
        const auto row = check->step();
        if (!row) return Failure(row.error());
        if (!*row || check->text(0) != "ok") return damaged("quick_check");
    }
    auto name = textOf(database, "series");
    if (!name) return Failure(name.error());
    series = std::move(*name);
    auto noted = textOf(database, "note");
    if (!noted) return Failure(noted.error());
    note = std::move(*noted);
    const auto nextSeq = database.number("SELECT value FROM meta WHERE key = 'next'");
    const auto drops = database.number("SELECT value FROM meta WHERE key = 'dropped'");
    const auto highest = database.number(
        "SELECT max(seq) FROM record WHERE series = (SELECT value FROM meta WHERE key = 'series')");
    const auto newest = database.number("SELECT max(id) FROM record");
    for (const auto* read : {&nextSeq, &drops, &highest, &newest}) {
        if (!*read) return Failure(read->error());
    }
    if (!isSeries(series) || *nextSeq < 1 || *nextSeq <= *highest || *drops < 0) return damaged("meta");
    next = *nextSeq;
    dropped = *drops;
    openedAfter = *newest;
    return recount();
}

Result<Spool::Impl::Amount> Spool::Impl::measure(std::string_view condition) {
    auto statement = database.prepare(format("SELECT count(*), sum({}) FROM record {}", rowBytes, condition));
    if (!statement) return Failure(statement.error());
    const auto row = statement->step();
    if (!row) return Failure(row.error());
    return Amount{statement->integer(0), statement->integer(1)};
}

Result<void> Spool::Impl::recount() {
    const auto all = measure("");
    if (!all) return Failure(all.error());
    amount = *all;
    return {};
}

Result<void> Spool::Impl::deleteDone(Amount& left) {
    if (done.empty()) return {};
    const auto gone = measure("WHERE id IN (SELECT id FROM done)");
    if (!gone) return Failure(gone.error());
    left.rows -= gone->rows;
    left.bytes -= gone->bytes;
    return database.run(
        "DELETE FROM record WHERE id IN (SELECT id FROM done);"
        "DELETE FROM parked WHERE id NOT IN (SELECT id FROM record); DELETE FROM done;");
}

// Oldest first, never the newest. Gives how many.
Result<std::int64_t> Spool::Impl::dropToLimits(Amount& left) {
    std::int64_t count = 0;
    while (left.rows > 1 && (left.rows > limits.records || left.bytes > limits.bytes)) {
        const auto oldest = measure("WHERE id = (SELECT min(id) FROM record)");
        if (!oldest) return Failure(oldest.error());
        const auto deleted = database.run("DELETE FROM record WHERE id = (SELECT min(id) FROM record)");
        if (!deleted) return Failure(deleted.error());
        left.rows -= oldest->rows;
        left.bytes -= oldest->bytes;
        ++count;
    }
    return count;
}

Result<void> Spool::Impl::markDone(const std::vector<std::int64_t>& ids) {
    for (const auto id : ids) {
        if (const auto run = database.run("INSERT OR IGNORE INTO done(id) VALUES(?)", id); !run) return run;
        done.insert(id);
    }
    return {};
}

Spool::Spool(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Spool::~Spool() = default;

Result<std::unique_ptr<Spool>> Spool::open(const std::string& path, const SpoolLimits& limits,
                                           const RandomSource& random) {
    auto database = SqliteDatabase::open(path);
    if (!database) return Failure(std::move(database.error()).within(path));
    auto impl = std::make_unique<Impl>(Impl{std::move(*database), limits, {}, {}, 1, 0, {}});
    auto prepared = impl->prepareTables(random);
    if (!prepared) return Failure(std::move(prepared.error()).within(path));
    return std::unique_ptr<Spool>(new Spool(std::move(impl)));
}

Result<std::unique_ptr<Spool>> Spool::inMemory(const SpoolLimits& limits, const RandomSource& random) {
    return open(":memory:", limits, random);
}

const std::string& Spool::series() const {
    return impl_->series;
}

std::int64_t Spool::nextSeq() const {
    return impl_->next;
}

std::int64_t Spool::depth() const {
    return impl_->amount.rows - static_cast<std::int64_t>(impl_->done.size());
}

std::int64_t Spool::dropped() const {
    return impl_->dropped;
}

// The one transaction of append(). Gives the row's id.
Result<std::int64_t> Spool::Impl::appendRow(std::string_view json, std::string_view newNote, Amount& left,
                                            std::int64_t& drops) {
    auto transaction = SqliteTransaction::begin(database);
    if (!transaction) return Failure(transaction.error());
    auto worked = insertRecord(database, series, next, json);
    if (!worked) return Failure(worked.error());
    const auto id = database.number("SELECT last_insert_rowid()");
    if (!id) return id;
    ++left.rows;
    left.bytes += static_cast<std::int64_t>(json.size()) + rowOverhead;
    worked = deleteDone(left);
    if (!worked) return Failure(worked.error());
    const auto dropping = dropToLimits(left);
    if (!dropping) return dropping;
    drops = *dropping;
    worked = setMeta(database, "next", next + 1);
    if (worked) worked = setMeta(database, "dropped", dropped + drops);
    if (worked) worked = setText(database, "note", newNote);
    if (worked) worked = transaction->commit();
    if (!worked) return Failure(worked.error());
    return id;
}

const std::string& Spool::note() const {
    return impl_->note;
}

Result<SpooledRecord> Spool::append(std::string_view json, std::string_view note) {
    Impl& spool = *impl_;
    // Taken over only once the disk has it.
    Impl::Amount left = spool.amount;
    std::int64_t drops = 0;
    const auto id = spool.appendRow(json, note, left, drops);
    if (!id) return Failure(id.error());
    spool.amount = left;
    spool.dropped += drops;
    spool.done.clear();
    return SpooledRecord{*id, spool.series, spool.next++, std::string(json)};
}

Result<std::vector<SpooledRecord>> Spool::oldest(int limit) {
    return readRecords(impl_->database,
                       "SELECT id, series, seq, json FROM record WHERE id NOT IN (SELECT id FROM done)"
                       " AND id NOT IN (SELECT id FROM parked) ORDER BY id LIMIT ?",
                       limit);
}

Result<std::vector<SpooledRecord>> Spool::newest() {
    return readRecords(impl_->database,
                       "SELECT id, series, seq, json FROM record WHERE id NOT IN (SELECT id FROM done)"
                       " AND id NOT IN (SELECT id FROM parked) ORDER BY id DESC LIMIT ?",
                       1);
}

Result<void> Spool::acknowledge(const std::vector<std::int64_t>& ids) {
    return impl_->markDone(ids);
}

Result<void> Spool::discard(const std::vector<std::int64_t>& ids) {
    impl_->dropped += static_cast<std::int64_t>(ids.size());
    return impl_->markDone(ids);
}

void Spool::countDropped(std::int64_t records) {
    impl_->dropped += records;
}

Result<void> Spool::park(std::int64_t id) {
    return impl_->database.run("INSERT OR IGNORE INTO parked(id) VALUES(?)", id);
}

Result<void> Spool::flush() {
    if (impl_->done.empty()) return {};
    Impl::Amount left = impl_->amount;
    auto transaction = SqliteTransaction::begin(impl_->database);
    if (!transaction) return Failure(transaction.error());
    auto worked = impl_->deleteDone(left);
    if (worked) worked = setMeta(impl_->database, "dropped", impl_->dropped);
    if (worked) worked = transaction->commit();
    if (!worked) return worked;
    impl_->done.clear();
    impl_->amount = left;
    return {};
}

Result<void> Spool::fork(const RandomSource& random, const Rewrite& rewrite) {
    Impl& spool = *impl_;
    const std::string series = randomSeries(random);
    auto transaction = SqliteTransaction::begin(spool.database);
    if (!transaction) return Failure(transaction.error());
    const auto waiting = readRecords(spool.database,
                                     "SELECT id, series, seq, json FROM record WHERE id > ?"
                                     " AND id NOT IN (SELECT id FROM done) ORDER BY id",
                                     spool.openedAfter);
    if (!waiting) return Failure(waiting.error());
    std::int64_t next = 1;
    for (const auto& record : *waiting) {
        auto update = spool.database.prepare("UPDATE record SET series = ?, seq = ?, json = ? WHERE id = ?");
        if (!update) return Failure(update.error());
        const std::string json = rewrite(record.json, series, next);
        update->bind(1, series).bind(2, next).bind(3, json).bind(4, record.id);
        if (const auto stepped = update->step(); !stepped) return Failure(stepped.error());
        ++next;
    }
    auto done = setSeries(spool.database, series);
    if (done) done = setMeta(spool.database, "next", next);
    if (done) done = transaction->commit();
    if (!done) return done;
    spool.series = series;
    spool.next = next;
    return spool.recount();
}

Result<void> Spool::takeOver(Spool& other) {
    Impl& spool = *impl_;
    const auto waiting =
        readRecords(other.impl_->database,
                    "SELECT id, series, seq, json FROM record WHERE id NOT IN (SELECT id FROM done)"
                    " ORDER BY id LIMIT ?",
                    other.impl_->amount.rows);
    if (!waiting) return Failure(waiting.error());
    auto transaction = SqliteTransaction::begin(spool.database);
    if (!transaction) return Failure(transaction.error());
    for (const auto& record : *waiting) {
        const auto inserted = insertRecord(spool.database, record.spool, record.seq, record.json);
        if (!inserted) return inserted;
    }
    const std::int64_t drops = spool.dropped + other.dropped();
    auto done = setSeries(spool.database, other.series());
    if (done) done = setMeta(spool.database, "next", other.nextSeq());
    if (done) done = setMeta(spool.database, "dropped", drops);
    if (done) done = transaction->commit();
    if (!done) return done;
    spool.series = other.series();
    spool.next = other.nextSeq();
    spool.dropped = drops;
    return spool.recount();
}

Result<int> Spool::noteStart(Instant now) {
    auto transaction = SqliteTransaction::begin(impl_->database);
    if (!transaction) return Failure(transaction.error());
    auto done = impl_->database.run("INSERT INTO start(at) VALUES(?)", now.time_since_epoch().count());
    if (done) {
        done = impl_->database.run("DELETE FROM start WHERE rowid <= (SELECT max(rowid) FROM start) - ?",
                                   mostStarts);
    }
    if (done) done = transaction->commit();
    if (!done) return Failure(done.error());
    return restarts(now);
}

Result<int> Spool::restarts(Instant now) {
    // The first start of all is no restart.
    auto statement = impl_->database.prepare(
        "SELECT count(*) FROM start WHERE at > ? AND at <= ? AND rowid > (SELECT min(rowid) FROM start)");
    if (!statement) return Failure(statement.error());
    statement->bind(1, (now - dayLength).time_since_epoch().count()).bind(2, now.time_since_epoch().count());
    const auto row = statement->step();
    if (!row) return Failure(row.error());
    return *row ? static_cast<int>(statement->integer(0)) : 0;
}

}  // namespace signage
