// Who may ask the hub for what: names, roles and their bearer tokens, of which only hashes are kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/error.h"

namespace signage::hub {

enum class Role { player, publisher, reader, administrator };

std::string_view roleName(Role role);
// "player", "publisher", "reader" or "administrator".
Result<Role> parseRole(std::string_view name);

// Whom a token stands for. A player's name is its id.
struct Identity {
    std::string name;
    Role role = Role::reader;
};

struct TokenInfo {
    Identity identity;
    Instant created;
};

// A name for a token, a player, a channel: 1 to 64 of A-Z a-z 0-9 . _ - and no dot in front.
bool isPlainName(std::string_view name);

// 64 hexadecimal digits: 256 bits from the kernel. Fault::internal when it has none to give.
Result<std::string> makeToken();
// How a token is kept. A fast hash is enough: what it hides is random, not chosen by a person.
std::string hashToken(std::string_view token);

enum class Admission { admitted, replaced };

// Safe from any thread, and from several processes at once: a token added while the hub runs holds at once.
class TokenStore {
  public:
    TokenStore() = default;
    TokenStore(const TokenStore&) = delete;
    TokenStore& operator=(const TokenStore&) = delete;
    virtual ~TokenStore() = default;

    // The token, which nobody can be told again. Fault::refused when the name is taken.
    virtual Result<std::string> add(const Identity& identity, Instant now) = 0;
    virtual Result<std::vector<TokenInfo>> list() const = 0;
    // Fault::not_found when there is none of that name.
    virtual Result<void> revoke(const std::string& name) = 0;
    // A player's token by its hash alone, made elsewhere: the enrolment of a box. Fault::refused when the
    // name is taken and `replace` is not set, or when it is not a player's; with it the old token is
    // worthless from the same moment.
    virtual Result<Admission> admit(const std::string& player, const std::string& hash, bool replace,
                                    Instant now) = 0;
    // None: nobody has the token of that hash.
    virtual Result<std::optional<Identity>> findHashed(const std::string& hash) const = 0;
    // None: nobody has that token.
    virtual Result<std::optional<Identity>> find(std::string_view token) const = 0;
};

}  // namespace signage::hub
