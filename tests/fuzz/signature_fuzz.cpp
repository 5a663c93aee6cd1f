// Minisign's public formats.
#include "player/store/minisign.h"
#include "tests/fuzz/fuzz.h"

namespace signage::fuzz {

void fuzzSignature(std::string_view bytes) {
    if (const auto signature = parseSignature(bytes)) {
        require(!verify(bytes, *signature, PublicKey{}), "nothing is signed by a key of zeros");
    }
    if (const auto key = parsePublicKey(bytes)) {
        const auto again = parsePublicKey(encodePublicKey(*key));
        require(again && *again == *key, "a public key is written as it was read");
    }
    if (const auto id = parseKeyId(bytes)) {
        const auto again = parseKeyId(keyIdText(*id));
        require(again && *again == *id, "a key id is written as it was read");
    }
}

}  // namespace signage::fuzz
