// Minisign signatures by libsodium.
#include "tools/publishing/signer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include <sodium.h>

#include "player/base/format.h"

namespace signage::publishing {
namespace {

using SignatureBytes = std::array<std::uint8_t, crypto_sign_BYTES>;

const std::uint8_t* asBytes(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::string base64(const std::uint8_t* bytes, std::size_t size) {
    std::vector<char> text(sodium_base64_encoded_len(size, sodium_base64_VARIANT_ORIGINAL));
    sodium_bin2base64(text.data(), text.size(), bytes, size, sodium_base64_VARIANT_ORIGINAL);
    return text.data();
}

}  // namespace

Result<std::string> sign(std::string_view bytes, const SecretKey& key, std::string_view trustedComment) {
    if (trustedComment.find_first_of("\r\n") != std::string_view::npos) {
        return fail(Fault::invalid, "",
                    {"署名に添える言葉に改行があります", "the trusted comment holds a line break"},
                    {"1行で書いてください", "write one line"});
    }
    std::array<std::uint8_t, crypto_generichash_BYTES_MAX> hash{};
    crypto_generichash(hash.data(), hash.size(), asBytes(bytes), bytes.size(), nullptr, 0);
    SignatureBytes signature{};
    crypto_sign_detached(signature.data(), nullptr, hash.data(), hash.size(), key.secretBytes().data());

    std::string covered(reinterpret_cast<const char*>(signature.data()), signature.size());
    covered += trustedComment;
    SignatureBytes global{};
    crypto_sign_detached(global.data(), nullptr, asBytes(covered), covered.size(), key.secretBytes().data());

    std::array<std::uint8_t, 2 + 8 + crypto_sign_BYTES> head{};
    std::memcpy(head.data(), "ED", 2);
    std::copy(key.publicKey().id.begin(), key.publicKey().id.end(), head.begin() + 2);
    std::copy(signature.begin(), signature.end(), head.begin() + 10);
    return format("untrusted comment: signature from key {}\n{}\ntrusted comment: {}\n{}\n",
                  keyIdText(key.publicKey().id), base64(head.data(), head.size()), trustedComment,
                  base64(global.data(), global.size()));
}

}  // namespace signage::publishing
