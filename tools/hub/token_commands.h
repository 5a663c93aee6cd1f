// signage-hub token add|list|revoke: what an administrator does about tokens, also while the hub runs.
#pragma once

#include <iosfwd>
#include <string>

#include "player/base/error.h"
#include "player/ports/clock.h"
#include "tools/hub/tokens.h"

namespace signage::hub {

// Prints the token on a line of its own, this once.
Result<void> addToken(TokenStore& tokens, const Clock& clock, const std::string& name,
                      const std::string& role, std::ostream& out);
// NAME, ROLE and the time it was made, separated by tabs.
Result<void> listTokens(const TokenStore& tokens, std::ostream& out);
Result<void> revokeToken(TokenStore& tokens, const std::string& name);

}  // namespace signage::hub
