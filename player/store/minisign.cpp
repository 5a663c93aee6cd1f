// Minisign's formats by libsodium.
#include "player/store/minisign.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include <sodium.h>

#include "player/base/format.h"

namespace signage {
namespace {

constexpr std::string_view untrustedPrefix = "untrusted comment: ";
constexpr std::string_view trustedPrefix = "trusted comment: ";
constexpr std::string_view base64Letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
constexpr std::size_t maxTextBytes = 4096;

const unsigned char* asUnsigned(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

// The next line of `text`, which is shortened by it; line ends of either kind are not part of it.
std::string_view takeLine(std::string_view& text) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

// Exactly `size` bytes in base64, nothing else on the line.
template <std::size_t size>
std::optional<std::array<std::uint8_t, size>> decodeBase64(std::string_view line) {
    std::array<std::uint8_t, size> bytes{};
    std::size_t length = 0;
    // libsodium 1.0.18 takes some bytes above 127 for letters: one signature would have many spellings.
    if (line.find_first_not_of(base64Letters) != std::string_view::npos) return std::nullopt;
    if (sodium_base642bin(bytes.data(), bytes.size(), line.data(), line.size(), nullptr, &length, nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        length != size) {
        return std::nullopt;
    }
    return bytes;
}

template <std::size_t from, std::size_t count, std::size_t size>
std::array<std::uint8_t, count> part(const std::array<std::uint8_t, size>& bytes) {
    static_assert(from + count <= size);
    std::array<std::uint8_t, count> result{};
    std::copy_n(bytes.begin() + from, count, result.begin());
    return result;
}

Failure badKey() {
    return fail(Fault::invalid, "", {"公開鍵として読めません", "this is not a minisign public key"},
                {"signagectl keygen が作る .pub ファイルを指定してください",
                 "give a .pub file made by signagectl keygen"});
}

Failure badSignature() {
    return fail(Fault::invalid, "", {"署名として読めません", "this is not a minisign signature"},
                {"もう一度署名してください", "sign it again"});
}

Failure refuse(const char* ja, const char* en) {
    return fail(Fault::refused, "", {ja, en},
                {"正しい鍵で署名し直してください", "sign it again with the right key"});
}

bool verifyDetached(const std::array<std::uint8_t, 64>& signature, std::span<const unsigned char> message,
                    const PublicKey& key) {
    return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.key.data()) == 0;
}

bool verifyContent(std::string_view bytes, const Signature& signature, const PublicKey& key) {
    if (!signature.prehashed)
        return verifyDetached(signature.signature, {asUnsigned(bytes), bytes.size()}, key);
    std::array<unsigned char, crypto_generichash_BYTES_MAX> digest{};
    crypto_generichash(digest.data(), digest.size(), asUnsigned(bytes), bytes.size(), nullptr, 0);
    return verifyDetached(signature.signature, digest, key);
}

bool verifyComment(const Signature& signature, const PublicKey& key) {
    std::vector<unsigned char> message(signature.signature.begin(), signature.signature.end());
    message.insert(message.end(), signature.trustedComment.begin(), signature.trustedComment.end());
    return verifyDetached(signature.globalSignature, message, key);
}

}  // namespace

std::string keyIdText(const KeyId& id) {
    // Minisign reads the id as a little-endian number.
    std::string text;
    for (auto byte = id.rbegin(); byte != id.rend(); ++byte) text += format("{:02X}", *byte);
    return text;
}

Result<KeyId> parseKeyId(std::string_view text) {
    KeyId id{};
    std::size_t length = 0;
    if (text.size() != 2 * id.size() ||
        sodium_hex2bin(id.data(), id.size(), text.data(), text.size(), nullptr, &length, nullptr) != 0 ||
        length != id.size()) {
        return fail(Fault::invalid, "",
                    {format("「{}」は鍵の番号ではありません", text), format("\"{}\" is not a key id", text)},
                    {"16桁の16進数で書きます", "write 16 hexadecimal digits"});
    }
    std::reverse(id.begin(), id.end());
    return id;
}

Result<PublicKey> parsePublicKey(std::string_view text) {
    if (text.size() > maxTextBytes) return badKey();
    std::string_view line = takeLine(text);
    if (line.substr(0, untrustedPrefix.size()) == untrustedPrefix) line = takeLine(text);
    const auto bytes = decodeBase64<42>(line);
    if (!bytes || (*bytes)[0] != 'E' || (*bytes)[1] != 'd') return badKey();
    if (text.find_first_not_of("\r\n \t") != std::string_view::npos) return badKey();
    return PublicKey{part<2, 8>(*bytes), part<10, 32>(*bytes)};
}

std::string encodePublicKey(const PublicKey& key) {
    std::array<std::uint8_t, 42> bytes{'E', 'd'};
    std::copy(key.id.begin(), key.id.end(), bytes.begin() + 2);
    std::copy(key.key.begin(), key.key.end(), bytes.begin() + 10);
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

Result<Signature> parseSignature(std::string_view text) {
    if (text.size() > maxTextBytes) return badSignature();
    if (takeLine(text).substr(0, untrustedPrefix.size()) != untrustedPrefix) return badSignature();
    const auto bytes = decodeBase64<74>(takeLine(text));
    if (!bytes || (*bytes)[0] != 'E' || ((*bytes)[1] != 'D' && (*bytes)[1] != 'd')) return badSignature();
    const std::string_view comment = takeLine(text);
    if (comment.substr(0, trustedPrefix.size()) != trustedPrefix) return badSignature();
    const auto global = decodeBase64<64>(takeLine(text));
    if (!global || text.find_first_not_of("\r\n \t") != std::string_view::npos) return badSignature();
    return Signature{part<2, 8>(*bytes), (*bytes)[1] == 'D', part<10, 64>(*bytes),
                     std::string(comment.substr(trustedPrefix.size())), *global};
}

Result<void> verify(std::string_view bytes, const Signature& signature, const PublicKey& key) {
    if (sodium_init() < 0) {
        return fail(Fault::internal, "",
                    {"暗号の準備ができません", "the cryptographic library does not start"});
    }
    if (signature.keyId != key.id) return refuse("別の鍵による署名です", "it was signed with another key");
    if (!verifyContent(bytes, signature, key)) {
        return refuse("署名が内容と合いません", "the signature does not match the content");
    }
    if (!verifyComment(signature, key)) {
        return refuse("署名の注記が書き換えられています", "the signature's trusted comment was altered");
    }
    return {};
}

}  // namespace signage
