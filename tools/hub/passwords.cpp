// Passwords judged and hashed, one at a time.
#include "tools/hub/passwords.h"

#include <algorithm>
#include <array>
#include <set>

#include <sodium.h>

#include "player/base/format.h"
#include "player/base/utf8.h"

namespace signage::hub {
namespace {

constexpr int mostWaiting = 1;
constexpr std::size_t leastDifferent = 4;  // characters

// Of random bytes that nobody kept.
constexpr const char* nobodysHash =
    "$argon2id$v=19$m=65536,t=2,p=1$XK1ntNkYAGD7oh0dCgnH/Q$ZSDG/4tHwDV6h7+U6Ileg6BL0A9aTJN+UPresPZKEFs";

Failure unfitPassword(const Bilingual& what) {
    return fail(Fault::invalid, "", what,
                {format("{} 文字以上の、名前と違うパスワードにしてください", leastPasswordLength),
                 format("choose one of at least {} characters that is not the name", leastPasswordLength)});
}

Failure cannotHash() {
    return fail(Fault::internal, "",
                {"パスワードを確かめる余裕がありません", "there is no room to check passwords now"},
                {"数秒後にもう一度お試しください", "try again in a few seconds"});
}

}  // namespace

Result<void> checkPassword(std::string_view password, std::string_view name) {
    if (password.size() > mostPasswordBytes || !isUtf8(password)) {
        return unfitPassword({"そのパスワードは使えません", "that password cannot be used"});
    }
    const std::u32string characters = toCodePoints(password);
    if (characters.size() < leastPasswordLength) {
        return unfitPassword({"パスワードが短すぎます", "the password is too short"});
    }
    const auto control = [](char32_t c) { return c < 0x20 || c == 0x7f; };
    const bool varied = std::set(characters.begin(), characters.end()).size() >= leastDifferent;
    if (!varied || password == name || std::any_of(characters.begin(), characters.end(), control)) {
        return unfitPassword({"そのパスワードは簡単すぎるか、使えない文字があります",
                              "the password is too simple or holds a character that cannot be typed"});
    }
    return {};
}

// One who may hash now, until it is destroyed.
class PasswordHasher::Turn {
  public:
    explicit Turn(PasswordHasher& hasher) : hasher_(hasher) {
        std::unique_lock lock(hasher_.mutex_);
        if (hasher_.hashing_ && hasher_.waiting_ >= mostWaiting) return;
        ++hasher_.waiting_;
        hasher_.free_.wait(lock, [this] { return !hasher_.hashing_; });
        --hasher_.waiting_;
        hasher_.hashing_ = true;
        got_ = true;
    }
    ~Turn() {
        if (!got_) return;
        {
            const std::lock_guard lock(hasher_.mutex_);
            hasher_.hashing_ = false;
        }
        hasher_.free_.notify_one();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    bool got() const { return got_; }

  private:
    PasswordHasher& hasher_;
    bool got_ = false;
};

Result<std::string> PasswordHasher::hash(std::string_view password) {
    const Turn turn(*this);
    if (!turn.got() || sodium_init() < 0) return cannotHash();
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str(text.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
        return cannotHash();
    }
    return std::string(text.data());
}

Result<bool> PasswordHasher::verify(const std::string& hash, std::string_view password) {
    const Turn turn(*this);
    if (!turn.got() || sodium_init() < 0) return cannotHash();
    const bool nobody = hash.empty();
    const char* const kept = nobody ? nobodysHash : hash.c_str();
    const bool right = crypto_pwhash_str_verify(kept, password.data(), password.size()) == 0;
    return right && !nobody;
}

}  // namespace signage::hub
