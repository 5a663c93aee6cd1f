// Key files, without a password: with one, scrypt would be all that is tested.
#include "tests/fuzz/fuzz.h"
#include "tools/publishing/secret_key.h"

namespace signage::fuzz {

void fuzzSecretKey(std::string_view bytes) {
    const auto key = publishing::SecretKey::decode(bytes, "key", std::nullopt);
    require(!key || !publishing::SecretKey::needsPassword(bytes), "a locked key wants its password");
    if (!key) return;
    const auto file = key->encode(publishing::KeyRole::publisher, std::nullopt);
    require(file.has_value(), "a key can be written");
    const auto again = publishing::SecretKey::decode(*file, "key", std::nullopt);
    require(again && again->publicKey() == key->publicKey(), "a key is written as it was read");
}

}  // namespace signage::fuzz
