// Passwords from files and from terminals.
#include "tools/hub/password_entry.h"

#include <fstream>
#include <istream>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "tools/hub/passwords.h"

namespace signage::hub {
namespace {

// The terminal of this process with its echo off, whatever the standard streams are.
class Terminal {
  public:
    Terminal() : file_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
        silent_ = file_ >= 0 && tcgetattr(file_, &before_) == 0;
        if (!silent_) return;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        silent_ = tcsetattr(file_, TCSAFLUSH, &quiet) == 0;
    }
    ~Terminal() {
        if (silent_) (void)tcsetattr(file_, TCSAFLUSH, &before_);
        if (file_ >= 0) ::close(file_);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    bool silent() const { return silent_; }
    std::string ask(const std::string& question) const {
        say(question);
        std::string line;
        char c = 0;
        while (line.size() <= mostPasswordBytes && ::read(file_, &c, 1) == 1 && c != '\n') line += c;
        say("\n");
        return line;
    }

  private:
    void say(const std::string& text) const { (void)!::write(file_, text.data(), text.size()); }

    int file_;
    termios before_{};
    bool silent_ = false;
};

Result<std::string> firstLine(std::istream& in, const std::string& where) {
    std::string line;
    if (!std::getline(in, line)) {
        return fail(Fault::invalid, where, {"パスワードを読めません", "the password cannot be read"},
                    {"一行目にパスワードを書いてください", "its first line is the password"});
    }
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
}

}  // namespace

Result<std::string> enterPassword(const std::string& file, Language language, std::istream& in) {
    if (file == "-") return firstLine(in, "-");
    if (!file.empty()) {
        std::ifstream stream(file);
        return firstLine(stream, file);
    }
    const Terminal terminal;
    if (!terminal.silent()) {
        return fail(Fault::invalid, "",
                    {"パスワードを尋ねる端末がありません", "there is no terminal to ask for the password on"},
                    {"--password-file ファイル（標準入力なら -）で渡してください",
                     "give it with --password-file FILE, or - for standard input"});
    }
    const bool japanese = language == Language::japanese;
    const std::string once = terminal.ask(japanese ? "パスワード: " : "Password: ");
    const std::string again = terminal.ask(japanese ? "もう一度: " : "Once more: ");
    if (once == again) return once;
    return fail(Fault::invalid, "", {"二つのパスワードが一致しません", "the two passwords differ"},
                {"もう一度お試しください", "try again"});
}

}  // namespace signage::hub
