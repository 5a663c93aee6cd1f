// SQLite in the few words that the hub needs. Every failure is an Error; nothing throws. A Database belongs
// to one thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "player/base/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace signage::hub {

class Database;

// A prepared statement; must die before its database, which then keeps it ready for the next who asks for the
// same words. Parameters count from 1, columns from 0.
class Statement {
  public:
    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, std::string_view value);
    // True: a row is there to be read. Fault::no_space, read_only or io.
    Result<bool> step();
    // Steps to the end, past rows too.
    Result<void> run();
    std::int64_t integer(int column) const;
    std::string text(int column) const;

  private:
    friend class Database;
    struct GiveBack {
        Database* owner = nullptr;
        void operator()(sqlite3_stmt* statement) const;
    };
    Statement(sqlite3* database, sqlite3_stmt* statement, Database& owner)
        : database_(database), statement_(statement, GiveBack{&owner}) {}
    sqlite3* database_;
    std::unique_ptr<sqlite3_stmt, GiveBack> statement_;
};

// An empty file that only its owner may read; one that is there is left as it is.
Result<void> makePrivate(const std::string& path);

class Database {
  public:
    // Made when it is not there, for its owner's eyes only. WAL, synchronous=FULL: a commit is on the medium
    // when it returns. `patience`: how long to wait for another process' lock.
    static Result<std::unique_ptr<Database>> open(const std::string& path,
                                                  std::chrono::milliseconds patience);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // Statements without values, separated by semicolons.
    Result<void> execute(const std::string& sql);
    Result<Statement> prepare(std::string_view sql);
    // A copy of the whole as it is at one moment, in a new file for its owner's eyes only; nobody who writes
    // meanwhile is held up. Complete and checked, in one file, when it returns, but not yet synced.
    Result<void> copyTo(const std::string& path);
    // Fault::invalid when the file is damaged.
    Result<void> checkWhole();
    // Rows that the last INSERT, UPDATE or DELETE touched.
    int changes() const;
    // Whether a transaction is open. SQLite ends one by itself when the disk fails in the middle of it.
    bool inTransaction() const;

  private:
    friend class Statement;
    explicit Database(sqlite3* handle) : handle_(handle) {}
    void takeBack(sqlite3_stmt* statement);

    sqlite3* handle_;
    std::multimap<std::string, sqlite3_stmt*, std::less<>> ready_;  // reset, by their words
};

// BEGIN IMMEDIATE on construction by begin(); rolled back by the destructor unless committed.
class Transaction {
  public:
    static Result<Transaction> begin(Database& database);
    ~Transaction();
    Transaction(Transaction&& other) noexcept;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    Transaction& operator=(Transaction&&) = delete;

    Result<void> commit();

  private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;  // null: nothing to roll back
};

}  // namespace signage::hub
