// Owners of a SQLite connection and its statements, for the spool. Not thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "player/base/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace signage {

class SqliteStatement {
  public:
    // Parameters count from 1, columns from 0.
    SqliteStatement& bind(int parameter, std::int64_t value);
    SqliteStatement& bind(int parameter, std::string_view bytes);
    // True: there is a row. A statement that is not stepped to its end ends with its owner.
    Result<bool> step();
    std::int64_t integer(int column) const;
    std::string text(int column) const;

  private:
    friend class SqliteDatabase;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    SqliteStatement(sqlite3* database, sqlite3_stmt* statement)
        : database_(database), statement_(statement) {}

    sqlite3* database_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class SqliteDatabase {
  public:
    // Opens or makes the file; ":memory:" is a database that dies with its owner. Faults as Spool::open().
    static Result<SqliteDatabase> open(const std::string& path);

    Result<SqliteStatement> prepare(std::string_view sql);
    // Statements without parameters and rows, separated by semicolons.
    Result<void> run(const char* sql);
    // One statement with one integer.
    Result<void> run(std::string_view sql, std::int64_t first);
    // The first column of the first row; 0 when there is none.
    Result<std::int64_t> number(std::string_view sql);

  private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    explicit SqliteDatabase(sqlite3* database) : database_(database) {}

    std::unique_ptr<sqlite3, Close> database_;
};

// Rolls back when it goes without commit().
class SqliteTransaction {
  public:
    static Result<SqliteTransaction> begin(SqliteDatabase& database);
    SqliteTransaction(SqliteTransaction&& other) noexcept;
    SqliteTransaction& operator=(SqliteTransaction&&) = delete;
    SqliteTransaction(const SqliteTransaction&) = delete;
    SqliteTransaction& operator=(const SqliteTransaction&) = delete;
    ~SqliteTransaction();
    Result<void> commit();

  private:
    explicit SqliteTransaction(SqliteDatabase& database) : database_(&database) {}
    SqliteDatabase* database_;  // null: ended
};

}  // namespace signage
