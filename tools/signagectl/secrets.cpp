// Secrets read with care.
#include "tools/signagectl/secrets.h"

#include <filesystem>
#include <ostream>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "player/base/format.h"
#include "player/store/edition_file.h"

namespace signage::ctl {
namespace {

constexpr std::int64_t maxSecretBytes = 4096;

// A terminal that does not show what is typed, until the object goes.
class QuietTerminal {
  public:
    QuietTerminal() : file_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
        if (file_ < 0 || ::tcgetattr(file_, &before_) != 0) return;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        changed_ = ::tcsetattr(file_, TCSAFLUSH, &quiet) == 0;
    }
    ~QuietTerminal() {
        if (changed_) ::tcsetattr(file_, TCSAFLUSH, &before_);
        if (file_ >= 0) ::close(file_);
    }
    QuietTerminal(const QuietTerminal&) = delete;
    QuietTerminal& operator=(const QuietTerminal&) = delete;

    bool ready() const { return changed_; }
    void say(const std::string& text) const { static_cast<void>(!::write(file_, text.data(), text.size())); }
    std::string line() const {
        std::string text;
        char c = 0;
        while (text.size() < static_cast<std::size_t>(maxSecretBytes) && ::read(file_, &c, 1) == 1 &&
               c != '\n') {
            text += c;
        }
        return text;
    }

  private:
    int file_;
    termios before_{};
    bool changed_ = false;
};

// The disk opens no links; a person may well name one.
std::string realPath(const std::string& path) {
    std::error_code failed;
    const auto real = std::filesystem::canonical(path, failed);
    return failed ? path : real.string();
}

void warnWhenOpenToOthers(Context& context, const std::string& path) {
    using std::filesystem::perms;
    std::error_code failed;
    const auto status = std::filesystem::status(path, failed);
    const auto others = perms::group_read | perms::others_read;
    if (failed || (status.permissions() & others) == perms::none) return;
    report(context, {Fault::refused,
                     path,
                     {"注意: ほかの人も読める秘密鍵です", "warning: others may read this secret key"},
                     {"chmod 600 としてください", "use chmod 600"}});
}

}  // namespace

Result<std::string> readSecretLine(const Disk& disk, const std::string& path) {
    auto bytes = disk.read(realPath(path), maxSecretBytes);
    if (!bytes) return bytes;
    std::string line = bytes->substr(0, bytes->find('\n'));
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty()) return line;
    return fail(Fault::invalid, path, {"1行目が空です", "its first line is empty"},
                {"1行目に書いてください", "write the secret into its first line"});
}

Result<std::string> askPassword(Language language, const Bilingual& question) {
    const QuietTerminal terminal;
    if (!terminal.ready()) {
        return fail(Fault::refused, "",
                    {"パスワードを入力する端末がありません", "there is no terminal to ask for the password"},
                    {"--password-file で渡してください", "give it by --password-file"});
    }
    terminal.say(question.in(language) + ": ");
    std::string answer = terminal.line();
    terminal.say("\n");
    return answer;
}

Result<publishing::SecretKey> readKey(Context& context, const std::string& path,
                                      const std::string& passwordFile) {
    const auto bytes = context.disk->read(realPath(path), maxSecretBytes);
    if (!bytes) return Failure(bytes.error());
    warnWhenOpenToOthers(context, path);
    std::optional<std::string> password;
    if (publishing::SecretKey::needsPassword(*bytes)) {
        auto given = passwordFile.empty() ? askPassword(context.language, {format("{} のパスワード", path),
                                                                           format("password of {}", path)})
                                          : readSecretLine(*context.disk, passwordFile);
        if (!given) return Failure(given.error());
        password = std::move(*given);
    }
    return publishing::SecretKey::decode(*bytes, path, password);
}

Result<PublicKey> readPublicKey(const Disk& disk, const std::string& path) {
    const auto bytes = disk.read(realPath(path), maxSecretBytes);
    if (!bytes) return Failure(bytes.error());
    auto key = parsePublicKey(*bytes);
    if (!key) return Failure(std::move(key.error()).within(path));
    return key;
}

Result<publishing::SignedKeys> readSignedKeys(const Disk& disk, const std::string& path) {
    auto keys = disk.read(realPath(path), static_cast<std::int64_t>(maxKeysBytes));
    if (!keys) return Failure(keys.error());
    auto signature = disk.read(realPath(path + ".minisig"), static_cast<std::int64_t>(maxSignatureBytes));
    if (!signature) return Failure(signature.error());
    return publishing::SignedKeys{std::move(*keys), std::move(*signature)};
}

}  // namespace signage::ctl
