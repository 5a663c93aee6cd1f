// signagectl keys: keys.json, in which the root says who may sign playlists.
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "player/base/format.h"
#include "player/store/edition_file.h"
#include "tools/signagectl/publishing_options.h"
#include "tools/signagectl/secrets.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

using publishing::KeysOrder;
using publishing::SignedKeys;

struct KeysOptions {
    std::string rootKey;
    std::string passwordFile;
    std::string formerRoot;
    std::string formerPasswordFile;
    std::vector<std::string> publishers;
    std::vector<std::string> revoked;
    std::int64_t epoch = 0;
    std::int64_t version = 0;
    std::string issued;
    std::string expires;
    std::string pretendNow;
    std::string out;
};

Result<KeysOrder::Publisher> readPublisher(const Disk& disk, const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
        return fail(
            Fault::invalid, "--publisher",
            {format("{} は 名前=鍵.pub の形ではありません", text), format("{} is not NAME=KEY.pub", text)},
            {"例: --publisher 広報=publisher.pub", "example: --publisher press=publisher.pub"});
    }
    KeysOrder::Publisher publisher{text.substr(0, equals), {}, text.substr(equals + 1)};
    auto bytes = disk.read(publisher.where, static_cast<std::int64_t>(maxSignatureBytes));
    if (!bytes) return Failure(bytes.error());
    publisher.publicFile = std::move(*bytes);
    return publisher;
}

Result<KeysOrder> readOrder(Context& context, const KeysOptions& options) {
    KeysOrder order;
    order.version = options.version;
    order.epoch = options.epoch;
    order.revoked = options.revoked;
    const auto now = nowFor(options.pretendNow);
    if (!now) return Failure(now.error());
    const auto issued = timeOption("--issued", options.issued, Zone::tokyo(), *now);
    if (!issued) return Failure(issued.error());
    const auto expires = timeOption("--expires", options.expires, Zone::tokyo(), *now);
    if (!expires) return Failure(expires.error());
    order.issued = *issued;
    order.expires = *expires;
    for (const std::string& text : options.publishers) {
        auto publisher = readPublisher(*context.disk, text);
        if (!publisher) return Failure(publisher.error());
        order.publishers.push_back(std::move(*publisher));
    }
    return order;
}

Result<std::optional<std::string>> readFormer(const Disk& disk, const std::string& path) {
    auto bytes = disk.read(path, static_cast<std::int64_t>(maxKeysBytes));
    if (bytes) return std::optional<std::string>(std::move(*bytes));
    if (bytes.error().fault == Fault::not_found) return std::optional<std::string>();
    return Failure(bytes.error());
}

Result<void> replace(Disk& disk, const std::string& path, const std::string& bytes) {
    const std::string part = path + ".part";
    static_cast<void>(disk.remove(part));
    {
        auto file = disk.create(part);
        if (!file) return Failure(file.error());
        if (auto written = (*file)->append(bytes); !written) return written;
        if (auto synced = (*file)->sync(); !synced) return synced;
    }
    return disk.rename(part, path);
}

Result<void> write(Disk& disk, const std::string& path, const SignedKeys& made) {
    const std::string folder = std::filesystem::absolute(path).parent_path().string();
    if (auto ready = disk.makeDirectories(folder); !ready) return ready;
    if (auto done = replace(disk, path + ".minisig", made.keysSignature); !done) return done;
    if (auto done = replace(disk, path, made.keys); !done) return done;
    return disk.syncDirectory(folder);
}

int run(Context& context, const KeysOptions& options) {
    auto order = readOrder(context, options);
    if (!order) return report(context, order.error());
    const auto former = readFormer(*context.disk, options.out);
    if (!former) return report(context, former.error());
    const auto root = readKey(context, options.rootKey, options.passwordFile);
    if (!root) return report(context, root.error());
    std::optional<publishing::SecretKey> formerRoot;
    if (!options.formerRoot.empty()) {
        auto key = readKey(context, options.formerRoot, options.formerPasswordFile);
        if (!key) return report(context, key.error());
        formerRoot = std::move(*key);
        order->formerRoot = &*formerRoot;
    }
    const auto made = publishing::makeKeys(*order, *root, *former);
    if (!made) return report(context, made.error());
    if (auto written = write(*context.disk, options.out, *made); !written)
        return report(context, written.error());
    const std::string until = formatInstant(order->expires, Zone::tokyo());
    context.out << (context.language == Language::japanese
                        ? format("{}: 版 {}、期 {}、公開者 {}名、有効期限 {}\n", options.out, order->version,
                                 order->epoch, order->publishers.size(), until)
                        : format("{}: version {}, epoch {}, publishers {}, valid until {}\n", options.out,
                                 order->version, order->epoch, order->publishers.size(), until));
    return 0;
}

}  // namespace

void addKeys(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("keys", "makes and signs keys.json: who may sign playlists, until when");
    const auto options = std::make_shared<KeysOptions>();
    verb->add_option("--root-key", options->rootKey, "the root's secret key")->required();
    verb->add_option("--password-file", options->passwordFile,
                     "file with the key's password in its first line");
    verb->add_option("--former-root", options->formerRoot,
                     "the root's key is being replaced: the old secret key; both sign the change");
    verb->add_option("--former-password-file", options->formerPasswordFile,
                     "file with the old key's password in its first line");
    verb->add_option("--publisher", options->publishers, "NAME=KEY.pub; once for each")->required();
    verb->add_option("--revoke", options->revoked, "id of a key that must never count again; once for each");
    verb->add_option("--epoch", options->epoch, "raised only after a theft")->required();
    verb->add_option("--keys-version", options->version, "rises with every keys.json")->required();
    verb->add_option("--issued", options->issued, "time of issue; default: now");
    verb->add_option("--expires", options->expires, "end of validity")->required();
    verb->add_option("--pretend-now", options->pretendNow, "take this for the present time");
    verb->add_option("--out", options->out, "the file; its signature goes beside it")->required();
    verb->callback(
        [&context, options] { context.action = [&context, options] { return run(context, *options); }; });
}

}  // namespace signage::ctl
