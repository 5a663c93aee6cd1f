// Pictures of the glass in the hub's database.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "tools/hub/database.h"
#include "tools/hub/picture_store.h"

namespace signage::hub {

class SqlitePictureStore final : public PictureStore {
  public:
    // Makes the tables when they are not there.
    static Result<std::unique_ptr<SqlitePictureStore>> open(
        const std::string& path, std::chrono::milliseconds patience = std::chrono::seconds(5));

    Result<void> keep(const std::string& player, const StoredPicture& picture, Instant made) override;
    Result<std::optional<StoredPicture>> find(const std::string& player, PictureKind kind) const override;
    Result<void> request(const std::string& player, Instant now) override;
    Result<bool> requested(const std::string& player) const override;

  private:
    explicit SqlitePictureStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}
    Result<void> put(const std::string& player, const char* kind, const StoredPicture& picture);

    mutable std::mutex mutex_;
    std::unique_ptr<Database> database_;  // guarded by mutex_
};

}  // namespace signage::hub
