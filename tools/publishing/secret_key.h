// A minisign secret key: made, kept in a file (with or without a password) and wiped from memory. The files
// are minisign's own, so that the stock tool reads ours and we read its.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "player/base/error.h"
#include "player/store/minisign.h"

namespace signage::publishing {

enum class KeyRole {
    root,      // signs keys.json; kept offline
    publisher  // signs playlists
};

// Owns the secret; moved, never copied, wiped when it goes. The encoding of a key with a password takes about
// half a second and 16 MiB, on purpose: that is what slows down whoever guesses.
class SecretKey {
  public:
    using SecretBytes = std::array<std::uint8_t, 64>;

    // A new key from the system's random source.
    static Result<SecretKey> generate();
    // From the bytes of a key file; `where` names it in messages. Fault::refused when the password is wrong
    // or needed and not given, Fault::invalid when it is no such file or damaged.
    static Result<SecretKey> decode(std::string_view file, std::string_view where,
                                    const std::optional<std::string>& password);
    // Whether decode() will want a password; false for bytes that are no key file.
    static bool needsPassword(std::string_view file);

    SecretKey(SecretKey&& other) noexcept;
    SecretKey& operator=(SecretKey&& other) noexcept;
    SecretKey(const SecretKey&) = delete;
    SecretKey& operator=(const SecretKey&) = delete;
    ~SecretKey();

    // The key file's bytes: encrypted with the password, or open as `minisign -W` writes it.
    Result<std::string> encode(KeyRole role, const std::optional<std::string>& password) const;
    // The .pub file's bytes.
    std::string publicFile(KeyRole role) const;

    const PublicKey& publicKey() const { return public_; }
    const SecretBytes& secretBytes() const { return secret_; }

  private:
    SecretKey() = default;
    void wipe() noexcept;

    PublicKey public_{};
    SecretBytes secret_{};
};

}  // namespace signage::publishing
