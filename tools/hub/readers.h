// Connections that only read. Each sees the last commit and waits for no writer (WAL), so a page never waits
// for heartbeats to be written.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "player/base/error.h"
#include "tools/hub/database.h"

namespace signage::hub {

// Safe from any thread.
class Readers {
  public:
    Readers(std::string path, std::chrono::milliseconds patience);
    Readers(const Readers&) = delete;
    Readers& operator=(const Readers&) = delete;

    // Runs `work` with a connection that is in a read transaction: everything it reads is of one moment.
    // Waits only when as many others read already.
    template <typename T>
    Result<T> read(const std::function<Result<T>(Database&)>& work) {
        auto opened = lend();
        if (!opened) return Failure(opened.error());
        const Lent lent{*this, std::move(*opened)};
        if (const auto begun = lent.database->execute("BEGIN"); !begun) return Failure(begun.error());
        return work(*lent.database);
    }

  private:
    // Given back however the work ends: memory may run out in the middle of it.
    struct Lent {
        Lent(Readers& from, std::unique_ptr<Database> what) : owner(from), database(std::move(what)) {}
        Lent(const Lent&) = delete;
        Lent& operator=(const Lent&) = delete;
        ~Lent() {
            if (database->inTransaction()) (void)database->execute("COMMIT");
            owner.giveBack(std::move(database));
        }
        Readers& owner;
        std::unique_ptr<Database> database;
    };
    Result<std::unique_ptr<Database>> lend();
    void giveBack(std::unique_ptr<Database> database);

    const std::string path_;
    const std::chrono::milliseconds patience_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Database>> free_;  // guarded by mutex_
    int lent_ = 0;                                 // guarded by mutex_
};

}  // namespace signage::hub
