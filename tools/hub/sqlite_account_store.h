// Accounts and sessions in the hub's database.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "tools/hub/accounts.h"
#include "tools/hub/database.h"

namespace signage::hub {

class SqliteAccountStore final : public AccountStore {
  public:
    // Makes the tables when they are not there.
    static Result<std::unique_ptr<SqliteAccountStore>> open(
        const std::string& path, std::chrono::milliseconds patience = std::chrono::seconds(5));

    Result<void> add(const NewAccount& account, Instant now) override;
    Result<std::vector<Account>> list() const override;
    Result<std::optional<KnownAccount>> find(std::string_view name) const override;
    Result<void> change(const std::string& name, const AccountChange& change) override;
    Result<void> remove(const std::string& name) override;

    Result<std::optional<std::string>> openSession(const KnownAccount& as, Instant now) override;
    Result<std::optional<Identity>> useSession(std::string_view token, Instant now) override;
    Result<void> closeSession(std::string_view token) override;

  private:
    explicit SqliteAccountStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}
    Result<std::optional<KnownAccount>> read(std::string_view name) const;
    mutable std::mutex mutex_;
    std::unique_ptr<Database> database_;  // guarded by mutex_
};

}  // namespace signage::hub
