// SHA-256 by libsodium.
#include "player/store/hash.h"

#include <array>

#include <sodium.h>

namespace signage {
namespace {

const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string toHex(const std::array<unsigned char, crypto_hash_sha256_BYTES>& digest) {
    std::string hex(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return hex;
}

}  // namespace

struct Sha256::Impl {
    crypto_hash_sha256_state state{};
};

Sha256::Sha256() : impl_(std::make_unique<Impl>()) {
    crypto_hash_sha256_init(&impl_->state);
}
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
    crypto_hash_sha256_update(&impl_->state, raw(bytes), bytes.size());
}

std::string Sha256::finishHex() {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&impl_->state, digest.data());
    return toHex(digest);
}

std::string sha256Hex(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), raw(bytes), bytes.size());
    return toHex(digest);
}

bool isSha256Hex(std::string_view text) {
    return text.size() == 2 * std::size_t{crypto_hash_sha256_BYTES} &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace signage
