// Tokens in the hub's database.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "tools/hub/database.h"
#include "tools/hub/tokens.h"

namespace signage::hub {

class SqliteTokenStore final : public TokenStore {
  public:
    // Makes the table when it is not there.
    static Result<std::unique_ptr<SqliteTokenStore>> open(
        const std::string& path, std::chrono::milliseconds patience = std::chrono::seconds(5));

    Result<std::string> add(const Identity& identity, Instant now) override;
    Result<std::vector<TokenInfo>> list() const override;
    Result<void> revoke(const std::string& name) override;
    Result<Admission> admit(const std::string& player, const std::string& hash, bool replace,
                            Instant now) override;
    Result<std::optional<Identity>> findHashed(const std::string& hash) const override;
    Result<std::optional<Identity>> find(std::string_view token) const override;

  private:
    Result<std::optional<Role>> roleOf(const std::string& name) const;

    explicit SqliteTokenStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}
    mutable std::mutex mutex_;
    std::unique_ptr<Database> database_;  // guarded by mutex_
};

}  // namespace signage::hub
