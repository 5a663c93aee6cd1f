// Staff accounts and their sessions: who a person is, what they may do and until when. Passwords come here
// only as hashes (passwords.h), session tokens are kept only as hashes.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "tools/hub/tokens.h"

namespace signage::hub {

// A session ends when it was not used for so long, and in any case so long after the log-in: a working day
// with overtime, not a week on a desk that somebody else sits at.
inline constexpr std::chrono::hours sessionIdle{8};
inline constexpr std::chrono::hours sessionLife{24};

struct Account {
    std::string name;
    Role role = Role::reader;  // never player
    Instant created;
    std::optional<LocalDate> ends;  // the last day on which it may be used, in Tokyo
    bool disabled = false;

    bool usable(Instant now) const;
};

struct NewAccount {
    std::string name;
    Role role = Role::reader;
    std::optional<LocalDate> ends;
    std::string passwordHash;
};

// What is set is changed. Changing the role or the password, or disabling, ends the account's sessions.
struct AccountChange {
    std::optional<Role> role;
    std::optional<std::optional<LocalDate>> ends;
    std::optional<bool> disabled;
    std::optional<std::string> passwordHash;
};

struct KnownAccount {
    Account account;
    std::string passwordHash;
};

// Names, roles and dates fit for an account; Fault::invalid otherwise.
Result<void> checkAccountName(std::string_view name);
Result<Role> parseStaffRole(std::string_view name);

// Safe from any thread, and from several processes at once: what the command line changes holds at once.
class AccountStore {
  public:
    AccountStore() = default;
    AccountStore(const AccountStore&) = delete;
    AccountStore& operator=(const AccountStore&) = delete;
    virtual ~AccountStore() = default;

    // Fault::refused when the name is taken, Fault::invalid for a name or a role that no account may have.
    virtual Result<void> add(const NewAccount& account, Instant now) = 0;
    virtual Result<std::vector<Account>> list() const = 0;
    virtual Result<std::optional<KnownAccount>> find(std::string_view name) const = 0;
    // Fault::not_found when there is none of that name; so for remove().
    virtual Result<void> change(const std::string& name, const AccountChange& change) = 0;
    virtual Result<void> remove(const std::string& name) = 0;

    // The token of a new session, which nobody can be told again; none when the account was changed since it
    // was found, is disabled or has ended. An account has at most 20 sessions: the oldest gives way.
    virtual Result<std::optional<std::string>> openSession(const KnownAccount& as, Instant now) = 0;
    // Whose session it is; none when there is no such session (any more) or its account may not be used.
    // Counts as use of the session.
    virtual Result<std::optional<Identity>> useSession(std::string_view token, Instant now) = 0;
    virtual Result<void> closeSession(std::string_view token) = 0;
};

// What a page must send back beside the cookie with every change, so that no other site can make the browser
// do it. Follows from the session's token, and says nothing about it.
std::string csrfOf(std::string_view sessionToken);
// In a time that does not depend on where they differ.
bool sameSecret(std::string_view a, std::string_view b);

}  // namespace signage::hub
