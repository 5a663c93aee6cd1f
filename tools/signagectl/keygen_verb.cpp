// signagectl keygen: a root's or publisher's key pair in minisign's files.
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>
#include <sys/stat.h>

#include "player/base/format.h"
#include "tools/signagectl/secrets.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

using publishing::KeyRole;
using publishing::SecretKey;

struct KeygenOptions {
    std::string role;
    std::string out;
    std::string passwordFile;
    bool noPassword = false;
};

// Files made meanwhile are for their owner alone, from their first instant.
class OwnerOnly {
  public:
    OwnerOnly() : before_(::umask(077)) {}
    ~OwnerOnly() { ::umask(before_); }
    OwnerOnly(const OwnerOnly&) = delete;
    OwnerOnly& operator=(const OwnerOnly&) = delete;

  private:
    mode_t before_;
};

Result<std::optional<std::string>> choosePassword(Context& context, const KeygenOptions& options) {
    if (options.noPassword) return std::optional<std::string>();
    if (!options.passwordFile.empty()) {
        auto line = readSecretLine(*context.disk, options.passwordFile);
        if (!line) return Failure(line.error());
        return std::optional<std::string>(std::move(*line));
    }
    auto first = askPassword(context.language, {"新しい鍵のパスワード", "password for the new key"});
    if (!first) return Failure(first.error());
    const auto second = askPassword(context.language, {"もう一度", "once more"});
    if (!second) return Failure(second.error());
    if (*first != *second || first->empty()) {
        return fail(Fault::invalid, "",
                    {"パスワードが空か、2回の入力が違います", "the password is empty, or the two differ"},
                    {"もう一度やり直してください", "try again"});
    }
    return std::optional<std::string>(std::move(*first));
}

Result<void> writeNew(Disk& disk, const std::string& path, const std::string& bytes) {
    auto file = disk.create(path);
    if (!file) return Failure(file.error());
    if (auto written = (*file)->append(bytes); !written) return written;
    return (*file)->sync();
}

// Both or neither; what is there is never overwritten: a lost root key cannot be made again.
Result<void> writePair(Disk& disk, const KeygenOptions& options, const std::string& secret,
                       const std::string& open) {
    const std::string keyPath = options.out + ".key";
    const std::string pubPath = options.out + ".pub";
    for (const std::string& path : {keyPath, pubPath}) {
        std::error_code failed;
        if (std::filesystem::symlink_status(path, failed).type() == std::filesystem::file_type::not_found)
            continue;
        return fail(Fault::refused, path,
                    {"もうあるファイルは上書きしません", "exists and is never overwritten"},
                    {"--out を変えるか、古い鍵を別の場所へ移してください",
                     "use another --out, or move the old key away"});
    }
    const std::string folder = std::filesystem::absolute(keyPath).parent_path().string();
    if (auto made = disk.makeDirectories(folder); !made) return made;
    {
        const OwnerOnly ownerOnly;
        if (auto written = writeNew(disk, keyPath, secret); !written) return written;
    }
    if (auto written = writeNew(disk, pubPath, open); !written) {
        static_cast<void>(disk.remove(keyPath));
        return written;
    }
    return disk.syncDirectory(folder);
}

int run(Context& context, const KeygenOptions& options) {
    const KeyRole role = options.role == "root" ? KeyRole::root : KeyRole::publisher;
    const auto password = choosePassword(context, options);
    if (!password) return report(context, password.error());
    const auto key = SecretKey::generate();
    if (!key) return report(context, key.error());
    const auto secret = key->encode(role, *password);
    if (!secret) return report(context, secret.error());
    if (auto written = writePair(*context.disk, options, *secret, key->publicFile(role)); !written) {
        return report(context, written.error());
    }
    const std::string id = keyIdText(key->publicKey().id);
    context.out << (context.language == Language::japanese
                        ? format("鍵 {} を作りました: {}.key（秘密）、{}.pub（公開）\n", id, options.out,
                                 options.out)
                        : format("made key {}: {}.key (secret), {}.pub (public)\n", id, options.out,
                                 options.out));
    return 0;
}

}  // namespace

void addKeygen(CLI::App& app, Context& context) {
    auto* verb =
        app.add_subcommand("keygen", "makes a key pair: PREFIX.key and PREFIX.pub, as minisign reads them");
    const auto options = std::make_shared<KeygenOptions>();
    verb->add_option("--role", options->role, "root signs keys.json, publisher signs playlists")
        ->required()
        ->check(CLI::IsMember({"root", "publisher"}));
    verb->add_option("--out", options->out, "PREFIX of the two files")->required();
    auto* file = verb->add_option("--password-file", options->passwordFile,
                                  "file with the password in its first line");
    verb->add_flag("--no-password", options->noPassword, "leave the secret key open")->excludes(file);
    verb->callback(
        [&context, options] { context.action = [&context, options] { return run(context, *options); }; });
}

}  // namespace signage::ctl
