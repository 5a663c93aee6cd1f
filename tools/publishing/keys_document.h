// Makes keys.json: which publishers' keys the root vouches for, until when, in which epoch.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "tools/publishing/secret_key.h"

namespace signage::publishing {

struct KeysOrder {
    struct Publisher {
        std::string name;
        std::string publicFile;  // the bytes of its .pub file
        std::string where;       // that file's name, for messages
    };
    std::int64_t version = 0;
    std::int64_t epoch = 0;
    Instant issued;
    Instant expires;
    std::vector<Publisher> publishers;
    std::vector<std::string> revoked;       // key ids: 16 hexadecimal digits
    const SecretKey* formerRoot = nullptr;  // the root's key is changed: the one that it replaces
};

struct SignedKeys {
    std::string keys;           // keys.json
    std::string keysSignature;  // keys.json.minisig
};

// `former` is the keys.json that the new one replaces: its version must be lower and its epoch not higher,
// what it revokes stays revoked, and the changes of the root's key stay listed. Fault::invalid for what
// contradicts itself (a publisher that is revoked, the root itself as publisher, one name or key twice, an
// expiry before the issue).
Result<SignedKeys> makeKeys(const KeysOrder& order, const SecretKey& root,
                            const std::optional<std::string>& former);

}  // namespace signage::publishing
