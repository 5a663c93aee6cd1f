// signage-hub token add|list|revoke.
#include "tools/hub/token_commands.h"

#include <ostream>

namespace signage::hub {

Result<void> addToken(TokenStore& tokens, const Clock& clock, const std::string& name,
                      const std::string& role, std::ostream& out) {
    const auto parsed = parseRole(role);
    if (!parsed) return Failure(parsed.error());
    const auto token = tokens.add({name, *parsed}, clock.wall());
    if (!token) return Failure(token.error());
    out << *token << '\n';
    return {};
}

Result<void> listTokens(const TokenStore& tokens, std::ostream& out) {
    const auto list = tokens.list();
    if (!list) return Failure(list.error());
    for (const TokenInfo& token : *list) {
        out << token.identity.name << '\t' << roleName(token.identity.role) << '\t'
            << formatInstant(token.created, Zone::tokyo()) << '\n';
    }
    return {};
}

Result<void> revokeToken(TokenStore& tokens, const std::string& name) {
    return tokens.revoke(name);
}

}  // namespace signage::hub
