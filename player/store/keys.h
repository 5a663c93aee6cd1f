// keys.json: whom the root lets sign playlists. Format "signage-keys/1":
//   {"format": "signage-keys/1", "version": 1, "epoch": 1, "issued": "...", "expires": "...",
//    "publishers": [{"name": "...", "key": "RWQ..."}], "revoked": ["<key id, 16 hexadecimal digits>"],
//    "roots": [{"from": "RWQ...", "to": "RWQ...", "from_signature": "<.minisig>", "to_signature": "..."}]}
// `version` rises with every keys.json that the root signs, `epoch` only after a theft. Plain data,
// immutable.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "player/store/minisign.h"
#include "player/store/root_change.h"

namespace signage {

struct Publisher {
    std::string name;  // for people
    PublicKey key;
};

struct Keys {
    std::int64_t version = 0;  // 1 to 2^63-1
    std::int64_t epoch = 0;    // 1 to 2^63-1
    Instant issued;
    Instant expires;
    std::vector<Publisher> publishers;
    std::vector<KeyId> revoked;
    std::vector<RootChange> rootChanges;  // oldest first; after verifyKeys(): those that it followed
    KeyId signedBy{};                     // the root; set by verifyKeys() alone

    // Who may sign with that key; null when the key is not listed or is revoked.
    const Publisher* find(const KeyId& id) const;
};

// Reads without judging who wrote it. Fault::invalid, naming the field, when the format does not hold;
// unknown fields are ignored.
Result<Keys> parseKeys(std::string_view bytes);
// What parseKeys() reads back to the same value: the bytes that the root signs.
std::string writeKeys(const Keys& keys);

// Reads keys.json after one of the roots' signatures over exactly these bytes was found good, or that of a
// root which they handed on to; Fault::refused otherwise, also when the signer has itself been replaced.
// Expiry is judged elsewhere, because it needs a clock.
Result<Keys> verifyKeys(std::string_view bytes, std::string_view signature,
                        const std::vector<PublicKey>& roots);

// Why what that root signed does not count any more.
Failure replacedRoot(const KeyId& id);

}  // namespace signage
