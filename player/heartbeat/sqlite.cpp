// SQLite's C interface behind owners, its codes as faults.
#include "player/heartbeat/sqlite.h"

#include <utility>

#include <sqlite3.h>

#include "player/base/format.h"

namespace signage {
namespace {

Failure failure(int code, const std::string& detail) {
    const std::string english = detail.empty() ? sqlite3_errstr(code) : detail;
    switch (code & 0xff) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_CONSTRAINT:
        case SQLITE_ERROR:
        case SQLITE_MISMATCH:
        case SQLITE_FORMAT:
            return fail(Fault::invalid, "",
                        {format("送信待ちの記録が壊れています（{}）", english),
                         format("the spool of heartbeats is damaged ({})", english)});
        case SQLITE_FULL:
            return fail(Fault::no_space, "", {"ディスクに空きがありません", "the disk is full"},
                        {"空きを作ってください", "make room"});
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return fail(Fault::read_only, "",
                        {"ディスクに書き込めません（読み取り専用）", "the disk can only be read"});
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return fail(Fault::refused, "", {"別のプログラムが使用中です", "another program is using it"},
                        {"同じ --state-dir で二つ動いていないか確かめてください",
                         "see whether two programs run with the same --state-dir"});
        case SQLITE_NOMEM:
            return fail(Fault::internal, "", {"メモリが足りません", "out of memory"});
        default:
            return fail(Fault::io, "",
                        {format("ディスクの読み書きに失敗しました（{}）", english),
                         format("reading or writing the disk failed ({})", english)});
    }
}

Failure failure(sqlite3* database, int code) {
    return failure(code, database == nullptr ? std::string() : std::string(sqlite3_errmsg(database)));
}

}  // namespace

void SqliteStatement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

SqliteStatement& SqliteStatement::bind(int parameter, std::int64_t value) {
    sqlite3_bind_int64(statement_.get(), parameter, value);
    return *this;
}

SqliteStatement& SqliteStatement::bind(int parameter, std::string_view bytes) {
    // A null pointer would bind NULL, which the columns refuse.
    const char* data = bytes.data() == nullptr ? "" : bytes.data();
    sqlite3_bind_text64(statement_.get(), parameter, data, bytes.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Result<bool> SqliteStatement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return failure(database_, code);
}

std::int64_t SqliteStatement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

std::string SqliteStatement::text(int column) const {
    const void* data = sqlite3_column_blob(statement_.get(), column);
    const int size = sqlite3_column_bytes(statement_.get(), column);
    if (data == nullptr || size <= 0) return {};
    return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

void SqliteDatabase::Close::operator()(sqlite3* database) const {
    sqlite3_close_v2(database);
}

Result<SqliteDatabase> SqliteDatabase::open(const std::string& path) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(
        path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    SqliteDatabase database(handle);
    if (code != SQLITE_OK) return failure(handle, code);
    sqlite3_extended_result_codes(handle, 1);
    // A predecessor that was told to end may still be closing.
    sqlite3_busy_timeout(handle, 250);
    if (sqlite3_db_readonly(handle, "main") == 1) return failure(SQLITE_READONLY, "");
    return database;
}

Result<SqliteStatement> SqliteDatabase::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    if (code != SQLITE_OK) return failure(database_.get(), code);
    return SqliteStatement(database_.get(), statement);
}

Result<void> SqliteDatabase::run(const char* sql) {
    const int code = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failure(database_.get(), code);
    return {};
}

Result<void> SqliteDatabase::run(std::string_view sql, std::int64_t first) {
    auto statement = prepare(sql);
    if (!statement) return Failure(statement.error());
    const auto stepped = statement->bind(1, first).step();
    if (!stepped) return Failure(stepped.error());
    return {};
}

Result<std::int64_t> SqliteDatabase::number(std::string_view sql) {
    auto statement = prepare(sql);
    if (!statement) return Failure(statement.error());
    const auto row = statement->step();
    if (!row) return Failure(row.error());
    return *row ? statement->integer(0) : 0;
}

Result<SqliteTransaction> SqliteTransaction::begin(SqliteDatabase& database) {
    const auto begun = database.run("BEGIN IMMEDIATE");
    if (!begun) return Failure(begun.error());
    return SqliteTransaction(database);
}

SqliteTransaction::SqliteTransaction(SqliteTransaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

SqliteTransaction::~SqliteTransaction() {
    // SQLite may have rolled back by itself already; then this does nothing.
    if (database_ != nullptr) static_cast<void>(database_->run("ROLLBACK"));
}

Result<void> SqliteTransaction::commit() {
    const auto committed = database_->run("COMMIT");
    if (committed) database_ = nullptr;
    return committed;
}

}  // namespace signage
