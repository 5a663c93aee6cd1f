// The root's key handed on to another key: a statement that both have signed, so that neither a thief of the
// old key alone nor a slip with a wrong new key can change whom the screens obey. keys.json carries these
// statements for ever, so that a screen that slept through a change can follow it. Plain data, immutable.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "player/base/error.h"
#include "player/store/minisign.h"

namespace signage {

struct RootChange {
    PublicKey from;
    PublicKey to;
    std::string fromSignature;  // .minisig texts over rootChangeStatement()
    std::string toSignature;
    bool operator==(const RootChange&) const = default;
};

// More than a change each year of a player's life.
inline constexpr std::size_t maxRootChanges = 16;

// The bytes that both keys sign.
std::string rootChangeStatement(const PublicKey& from, const PublicKey& to);

struct RootTrust {
    std::vector<PublicKey> roots;      // those given and those that they handed on to
    std::vector<RootChange> followed;  // the changes that led there, each verified
};

// Follows the changes, oldest first, from `roots`; one from a key that is not trusted is left out.
// Fault::refused when one that counts is not signed by both keys, or when a key is handed on to two others.
Result<RootTrust> followRootChanges(const std::vector<RootChange>& changes,
                                    const std::vector<PublicKey>& roots);

}  // namespace signage
