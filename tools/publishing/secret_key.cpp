// Minisign secret key files, by libsodium: two lines, a comment and 158 bytes in base64.
#include "tools/publishing/secret_key.h"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include <sodium.h>

#include "player/base/format.h"

namespace signage::publishing {
namespace {

// The layout of the 158 bytes; the last 104 are encrypted when there is a password.
constexpr std::size_t kdfAt = 2;
constexpr std::size_t checksumKindAt = 4;
constexpr std::size_t saltAt = 6;
constexpr std::size_t operationsAt = 38;
constexpr std::size_t memoryAt = 46;
constexpr std::size_t numberAt = 54;
constexpr std::size_t secretAt = 62;
constexpr std::size_t checksumAt = 126;
constexpr std::size_t blobBytes = 158;
constexpr std::size_t saltBytes = operationsAt - saltAt;
constexpr std::size_t sealedBytes = blobBytes - numberAt;
constexpr std::size_t checksumBytes = 32;

// 16 MiB, so that the smallest machine can read its key; eight passes over them make up for it.
constexpr std::uint64_t kdfMemory = 16ULL * 1024 * 1024;
constexpr std::uint64_t kdfOperations = 4ULL * 1024 * 1024;

constexpr std::size_t maxKeyFileBytes = 4096;

// Bytes that are wiped when they go.
class SecretBuffer {
  public:
    explicit SecretBuffer(std::size_t size) : bytes_(size) {}
    ~SecretBuffer() { sodium_memzero(bytes_.data(), bytes_.size()); }
    SecretBuffer(const SecretBuffer&) = delete;
    SecretBuffer& operator=(const SecretBuffer&) = delete;
    SecretBuffer(SecretBuffer&&) = default;
    SecretBuffer& operator=(SecretBuffer&&) = delete;

    std::uint8_t* at(std::size_t offset) { return bytes_.data() + offset; }
    const std::uint8_t* at(std::size_t offset) const { return bytes_.data() + offset; }
    std::size_t size() const { return bytes_.size(); }

  private:
    std::vector<std::uint8_t> bytes_;
};

Failure damaged(std::string_view where) {
    return fail(Fault::invalid, std::string(where),
                {"秘密鍵ファイルではないか、壊れています", "is no secret key file, or is damaged"},
                {"signagectl keygen か minisign -G で作った .key ファイルを指定してください",
                 "name a .key file made by signagectl keygen or minisign -G"});
}

Result<void> startSodium() {
    if (sodium_init() >= 0) return {};
    return fail(Fault::internal, "",
                {"暗号ライブラリを準備できません", "the cryptography library does not start"});
}

// The second line of the file, decoded.
std::optional<SecretBuffer> decodeBlob(std::string_view file) {
    if (file.size() > maxKeyFileBytes) return std::nullopt;
    const std::size_t first = file.find('\n');
    if (first == std::string_view::npos) return std::nullopt;
    std::string_view line = file.substr(first + 1);
    line = line.substr(0, line.find('\n'));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    SecretBuffer blob(blobBytes);
    std::size_t length = 0;
    if (sodium_base642bin(blob.at(0), blob.size(), line.data(), line.size(), nullptr, &length, nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        length != blobBytes) {
        return std::nullopt;
    }
    const bool known =
        std::memcmp(blob.at(0), "Ed", 2) == 0 && std::memcmp(blob.at(checksumKindAt), "B2", 2) == 0;
    if (!known) return std::nullopt;
    return blob;
}

bool isOpen(const SecretBuffer& blob) {
    return *blob.at(kdfAt) == 0 && *blob.at(kdfAt + 1) == 0;
}

bool isScrypt(const SecretBuffer& blob) {
    return std::memcmp(blob.at(kdfAt), "Sc", 2) == 0;
}

std::uint64_t readLittleEndian(const std::uint8_t* bytes) {
    std::uint64_t value = 0;
    for (int i = 7; i >= 0; --i) value = value << 8U | bytes[i];
    return value;
}

void writeLittleEndian(std::uint8_t* bytes, std::uint64_t value) {
    for (int i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

// Encrypts or decrypts in place: the sealed part XOR the stream that the password gives.
Result<void> crypt(SecretBuffer& blob, std::string_view password, std::string_view where) {
    const std::uint64_t operations = readLittleEndian(blob.at(operationsAt));
    const std::uint64_t memory = readLittleEndian(blob.at(memoryAt));
    if (operations > crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_SENSITIVE ||
        memory > crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE) {
        return damaged(where);
    }
    SecretBuffer stream(sealedBytes);
    if (crypto_pwhash_scryptsalsa208sha256(stream.at(0), stream.size(), password.data(), password.size(),
                                           blob.at(saltAt), operations, memory) != 0) {
        return fail(Fault::internal, std::string(where),
                    {format("鍵のパスワードの計算に要るメモリー {} MiB が足りません", memory >> 20U),
                     format("not enough memory to use the key's password: {} MiB are needed", memory >> 20U)},
                    {"signagectl keygen で作った鍵は 16 MiB で足ります",
                     "a key made by signagectl keygen needs 16 MiB"});
    }
    for (std::size_t i = 0; i < sealedBytes; ++i) *blob.at(numberAt + i) ^= *stream.at(i);
    return {};
}

void checksum(const SecretBuffer& blob, std::uint8_t* into) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, checksumBytes);
    crypto_generichash_update(&state, blob.at(0), 2);
    crypto_generichash_update(&state, blob.at(numberAt), checksumAt - numberAt);
    crypto_generichash_final(&state, into, checksumBytes);
}

Result<void> open(SecretBuffer& blob, std::string_view where, const std::optional<std::string>& password) {
    if (isOpen(blob)) return {};
    if (!isScrypt(blob)) return damaged(where);
    if (!password) {
        return fail(Fault::refused, std::string(where),
                    {"この鍵にはパスワードが要ります", "this key needs a password"},
                    {"--password-file で渡すか、端末で入力してください",
                     "give it by --password-file or at a terminal"});
    }
    if (auto done = crypt(blob, *password, where); !done) return done;
    std::array<std::uint8_t, checksumBytes> sum{};
    checksum(blob, sum.data());
    if (sodium_memcmp(sum.data(), blob.at(checksumAt), sum.size()) != 0) {
        return fail(
            Fault::refused, std::string(where), {"パスワードが違います", "the password is wrong"},
            {"鍵を作ったときのパスワードを渡してください", "give the password that the key was made with"});
    }
    return {};
}

const char* roleName(KeyRole role) {
    return role == KeyRole::root ? "signage root" : "signage publisher";
}

}  // namespace

SecretKey::SecretKey(SecretKey&& other) noexcept : public_(other.public_), secret_(other.secret_) {
    other.wipe();
}

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept {
    if (this != &other) {
        public_ = other.public_;
        secret_ = other.secret_;
        other.wipe();
    }
    return *this;
}

SecretKey::~SecretKey() {
    wipe();
}

void SecretKey::wipe() noexcept {
    sodium_memzero(secret_.data(), secret_.size());
}

Result<SecretKey> SecretKey::generate() {
    if (auto started = startSodium(); !started) return Failure(started.error());
    SecretKey key;
    randombytes_buf(key.public_.id.data(), key.public_.id.size());
    if (crypto_sign_keypair(key.public_.key.data(), key.secret_.data()) != 0) {
        return fail(Fault::internal, "", {"鍵を作れません", "the key cannot be made"});
    }
    return key;
}

bool SecretKey::needsPassword(std::string_view file) {
    const auto blob = decodeBlob(file);
    return blob && isScrypt(*blob);
}

Result<SecretKey> SecretKey::decode(std::string_view file, std::string_view where,
                                    const std::optional<std::string>& password) {
    if (auto started = startSodium(); !started) return Failure(started.error());
    auto blob = decodeBlob(file);
    if (!blob) return damaged(where);
    if (auto opened = open(*blob, where, password); !opened) return Failure(opened.error());
    SecretKey key;
    std::copy_n(blob->at(numberAt), key.public_.id.size(), key.public_.id.begin());
    std::copy_n(blob->at(secretAt), key.secret_.size(), key.secret_.begin());
    // The half that is the public key must be the seed's own: an open file has no other checksum.
    SecretBytes again{};
    crypto_sign_seed_keypair(key.public_.key.data(), again.data(), key.secret_.data());
    const bool whole = sodium_memcmp(again.data(), key.secret_.data(), again.size()) == 0;
    sodium_memzero(again.data(), again.size());
    if (!whole) return damaged(where);
    return key;
}

Result<std::string> SecretKey::encode(KeyRole role, const std::optional<std::string>& password) const {
    SecretBuffer blob(blobBytes);
    std::memcpy(blob.at(0), "Ed", 2);
    std::memcpy(blob.at(checksumKindAt), "B2", 2);
    std::copy(public_.id.begin(), public_.id.end(), blob.at(numberAt));
    std::copy(secret_.begin(), secret_.end(), blob.at(secretAt));
    if (password) {
        std::memcpy(blob.at(kdfAt), "Sc", 2);
        randombytes_buf(blob.at(saltAt), saltBytes);
        writeLittleEndian(blob.at(operationsAt), kdfOperations);
        writeLittleEndian(blob.at(memoryAt), kdfMemory);
        checksum(blob, blob.at(checksumAt));
        if (auto done = crypt(blob, *password, ""); !done) return Failure(done.error());
    }
    std::string file = format("untrusted comment: {} {}secret key {}\n", roleName(role),
                              password ? "encrypted " : "", keyIdText(public_.id));
    std::vector<char> line(sodium_base64_encoded_len(blobBytes, sodium_base64_VARIANT_ORIGINAL));
    sodium_bin2base64(line.data(), line.size(), blob.at(0), blob.size(), sodium_base64_VARIANT_ORIGINAL);
    file += line.data();
    sodium_memzero(line.data(), line.size());
    return file + "\n";
}

std::string SecretKey::publicFile(KeyRole role) const {
    return format("untrusted comment: {} public key {}\n{}\n", roleName(role), keyIdText(public_.id),
                  encodePublicKey(public_));
}

}  // namespace signage::publishing
