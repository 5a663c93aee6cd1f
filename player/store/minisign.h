// Minisign's file formats: public keys, signatures, and whether a signature is good. Verifying only; keys and
// signatures are made by tools/publishing or by the stock minisign tool. Pure and safe from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "player/base/error.h"

namespace signage {

using KeyId = std::array<std::uint8_t, 8>;

// 16 upper-case hexadecimal digits: as minisign prints it, but with zeros at the head kept.
std::string keyIdText(const KeyId& id);
// Either case; Fault::invalid otherwise.
Result<KeyId> parseKeyId(std::string_view text);

struct PublicKey {
    KeyId id{};
    std::array<std::uint8_t, 32> key{};
    bool operator==(const PublicKey&) const = default;
};

// A .pub file (comment line and key line) or the key line alone ("RWQ...").
Result<PublicKey> parsePublicKey(std::string_view text);
// The key line, without a line end.
std::string encodePublicKey(const PublicKey& key);

struct Signature {
    KeyId keyId{};
    bool prehashed = true;  // "ED": over BLAKE2b-512 of the file; "Ed" (legacy): over the file itself
    std::array<std::uint8_t, 64> signature{};
    std::string trustedComment;  // trustworthy only after verify()
    std::array<std::uint8_t, 64> globalSignature{};
};

// A .minisig file and nothing behind it. The untrusted comment is skipped, never kept.
Result<Signature> parseSignature(std::string_view text);

// Whether `signature` is the key's over exactly these bytes, the trusted comment included. Fault::refused,
// with what is wrong, when not.
Result<void> verify(std::string_view bytes, const Signature& signature, const PublicKey& key);

}  // namespace signage
