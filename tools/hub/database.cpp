// SQLite behind the hub's few words.
#include "tools/hub/database.h"

#include <cerrno>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace signage::hub {
namespace {

constexpr std::size_t mostReady = 64;  // prepared statements kept for the next who asks

Fault faultOf(int code) {
    switch (code & 0xff) {
        case SQLITE_FULL:
            return Fault::no_space;
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return Fault::read_only;
        default:
            return Fault::io;
    }
}

Failure failed(sqlite3* database) {
    const char* name = sqlite3_db_filename(database, nullptr);
    const std::string detail = sqlite3_errmsg(database);
    return fail(
        faultOf(sqlite3_extended_errcode(database)), name == nullptr ? "" : name,
        {"データベースに読み書きできません: " + detail, "the database cannot be read or written: " + detail},
        {"空き容量と権限を確かめてください", "check the free space and the permissions"});
}

}  // namespace

// SQLite would make the file readable to everyone; its companions take their permissions from it. A file that
// is there is not touched: closing any descriptor of it would drop the locks that this process' other
// connections hold on it (POSIX), and another process would then throw away a log that is in use.
Result<void> makePrivate(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 && errno != EEXIST) {
        return fail(Fault::io, path, {"データベースを開けません", "the database cannot be opened"},
                    {"フォルダーと権限を確かめてください", "check the folder and the permissions"});
    }
    if (file >= 0) ::close(file);
    return {};
}

void Statement::GiveBack::operator()(sqlite3_stmt* statement) const {
    owner->takeBack(statement);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
    sqlite3_bind_int64(statement_.get(), parameter, value);
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view value) {
    sqlite3_bind_text64(statement_.get(), parameter, value.data(), value.size(), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
    return *this;
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return failed(database_);
}

Result<void> Statement::run() {
    while (true) {
        const auto row = step();
        if (!row) return Failure(row.error());
        if (!*row) return {};
    }
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

std::string Statement::text(int column) const {
    const void* bytes = sqlite3_column_blob(statement_.get(), column);
    if (bytes == nullptr) return {};
    const int length = sqlite3_column_bytes(statement_.get(), column);
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(length)};
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path,
                                                 std::chrono::milliseconds patience) {
    if (const auto made = makePrivate(path); !made) return Failure(made.error());
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    std::unique_ptr<Database> database(new Database(handle));
    if (code != SQLITE_OK) {
        return fail(Fault::io, path, {"データベースを開けません", "the database cannot be opened"});
    }
    sqlite3_busy_timeout(handle, static_cast<int>(patience.count()));
    if (const auto set = database->execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"); !set) {
        return Failure(set.error());
    }
    return database;
}

Database::~Database() {
    for (const auto& [words, statement] : ready_) sqlite3_finalize(statement);
    sqlite3_close_v2(handle_);
}

Result<void> Database::execute(const std::string& sql) {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return failed(handle_);
    return {};
}

// Reset at once: a statement that is left in the middle would hold its view of the database open, and the log
// could not be folded back.
void Database::takeBack(sqlite3_stmt* statement) {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    const char* const words = sqlite3_sql(statement);
    if (words == nullptr || ready_.size() >= mostReady) {
        sqlite3_finalize(statement);
        return;
    }
    ready_.emplace(words, statement);
}

Result<Statement> Database::prepare(std::string_view sql) {
    if (const auto known = ready_.find(sql); known != ready_.end()) {
        sqlite3_stmt* const taken = known->second;
        ready_.erase(known);
        return Statement(handle_, taken, *this);
    }
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr) !=
        SQLITE_OK) {
        return failed(handle_);
    }
    return Statement(handle_, statement, *this);
}

// All pages in one step: under WAL that holds up nobody, while a copy in small steps would begin again with
// every heartbeat that is stored.
Result<void> Database::copyTo(const std::string& path) {
    const auto copy = open(path, std::chrono::seconds(5));
    if (!copy) return Failure(copy.error());
    sqlite3_backup* backup = sqlite3_backup_init((*copy)->handle_, "main", handle_, "main");
    if (backup == nullptr) return failed((*copy)->handle_);
    const int stepped = sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK || stepped != SQLITE_DONE) return failed((*copy)->handle_);
    if (const auto single = (*copy)->execute("PRAGMA journal_mode=DELETE"); !single) return single;
    return (*copy)->checkWhole();
}

Result<void> Database::checkWhole() {
    auto check = prepare("PRAGMA integrity_check");
    if (!check) return Failure(check.error());
    const auto row = check->step();
    if (!row) return Failure(row.error());
    const std::string found = *row ? check->text(0) : std::string();
    if (found == "ok") return {};
    return fail(Fault::invalid, sqlite3_db_filename(handle_, nullptr),
                {"データベースが壊れています: " + found, "the database is damaged: " + found});
}

int Database::changes() const {
    return sqlite3_changes(handle_);
}

bool Database::inTransaction() const {
    return sqlite3_get_autocommit(handle_) == 0;
}

Result<Transaction> Transaction::begin(Database& database) {
    if (const auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return Failure(begun.error());
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept : database_(other.database_) {
    other.database_ = nullptr;
}

Transaction::~Transaction() {
    if (database_ != nullptr && database_->inTransaction()) (void)database_->execute("ROLLBACK");
}

Result<void> Transaction::commit() {
    const auto done = database_->execute("COMMIT");
    if (done) database_ = nullptr;
    return done;
}

}  // namespace signage::hub
