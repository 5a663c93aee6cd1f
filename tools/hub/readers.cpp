// Reading connections, opened when they are first needed.
#include "tools/hub/readers.h"

#include <utility>

namespace signage::hub {
namespace {

constexpr int mostAtOnce = 4;  // as many as the server has threads

}  // namespace

Readers::Readers(std::string path, std::chrono::milliseconds patience)
    : path_(std::move(path)), patience_(patience) {}

Result<std::unique_ptr<Database>> Readers::lend() {
    std::unique_lock lock(mutex_);
    freed_.wait(lock, [this] { return lent_ < mostAtOnce; });
    ++lent_;
    if (!free_.empty()) {
        auto database = std::move(free_.back());
        free_.pop_back();
        return database;
    }
    lock.unlock();
    auto opened = Database::open(path_, patience_);
    Result<void> limited;
    if (opened) limited = (*opened)->execute("PRAGMA query_only=ON");
    if (opened && limited) return opened;
    giveBack(nullptr);
    return opened ? Failure(limited.error()) : Failure(opened.error());
}

void Readers::giveBack(std::unique_ptr<Database> database) {
    {
        const std::lock_guard lock(mutex_);
        --lent_;
        if (database) free_.push_back(std::move(database));
    }
    freed_.notify_one();
}

}  // namespace signage::hub
