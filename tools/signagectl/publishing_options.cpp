// Options of the verbs that publish, and the steps that they share.
#include "tools/signagectl/publishing_options.h"

#include <filesystem>
#include <ostream>
#include <random>
#include <thread>

#include "player/base/format.h"
#include "player/platform/system_clock.h"
#include "player/playlist/reader.h"
#include "tools/publishing/folder_target.h"
#include "tools/publishing/hub_target.h"
#include "tools/signagectl/plan_report.h"
#include "tools/signagectl/rollout.h"
#include "tools/signagectl/secrets.h"

namespace signage::ctl {
namespace {

using namespace publishing;

std::string randomName() {
    std::random_device device;
    return format("{:08x}{:08x}", device(), device());
}

Failure channelsDiffer(const std::string& option, const std::string& address) {
    return fail(Fault::invalid, "--channel",
                {format("{} は、アドレスの {} と違います", option, address),
                 format("{} is not the address's {}", option, address)},
                {"どちらかを直してください", "correct one of them"});
}

Result<OpenTarget> openHub(Context& context, const TargetOptions& options) {
    auto address = parseHubAddress(options.to);
    if (!address) return Failure(address.error());
    if (!address->channel.empty() && !options.channel.empty() && options.channel != address->channel) {
        return channelsDiffer(options.channel, address->channel);
    }
    if (address->channel.empty()) address->channel = options.channel;
    if (address->channel.empty()) {
        return fail(Fault::invalid, "--channel", {"チャンネルが要ります", "a channel is needed"},
                    {"例: --channel minato", "example: --channel minato"});
    }
    HubOptions hub;
    hub.address = std::move(*address);
    if (!options.tokenFile.empty()) {
        auto token = readSecretLine(*context.disk, options.tokenFile);
        if (!token) return Failure(token.error());
        hub.token = std::move(*token);
    }
    OpenTarget opened;
    opened.channel = hub.address.channel;
    opened.target = std::make_unique<HubTarget>(*context.disk, context.http(), std::move(hub),
                                                [](auto wait) { std::this_thread::sleep_for(wait); });
    return opened;
}

}  // namespace

void addTargetOptions(CLI::App& verb, TargetOptions& options) {
    verb.add_option("--to,--hub", options.to, "a folder, or a hub: http://HOST:PORT[/v1/channels/CHANNEL]")
        ->required();
    verb.add_option("--channel", options.channel, "the channel that the screens follow");
    verb.add_option("--token-file", options.tokenFile, "file with the hub's token (role publisher)");
}

void addSigningOptions(CLI::App& verb, SigningOptions& options, bool reasonRequired, int wait) {
    verb.add_option("--key", options.key, "the publisher's secret key")->required();
    verb.add_option("--password-file", options.passwordFile,
                    "file with the key's password in its first line");
    verb.add_option("--keys", options.keys,
                    "keys.json to publish (with keys.json.minisig); default: the current one's");
    verb.add_option("--root-key", options.rootKey,
                    "the root's public key, to verify what another publisher signed");
    verb.add_option("--issued", options.issued, "time of issue; default: now");
    verb.add_option("--expires", options.expires, "end of validity; default: 400 days after the issue");
    verb.add_option("--pretend-now", options.pretendNow, "take this for the present time");
    verb.add_option("--author-section", options.authorSection, "the section that answers for the content");
    auto* reason = verb.add_option("--reason", options.reason, "why; the edition records it");
    if (reasonRequired) reason->required();
    verb.add_flag("--dry-run", options.dryRun, "tell what would change, publish nothing");
    options.wait = wait;
    verb.add_option("--wait", options.wait,
                    "seconds to wait until the screens show it; 0: do not ask the hub")
        ->check(CLI::Range(0, 3600))
        ->capture_default_str();
}

int wrongUsage(Context& context, const Error& error) {
    report(context, error);
    return 2;
}

Result<OpenTarget> openTarget(Context& context, const TargetOptions& options) {
    if (isHubAddress(options.to)) return openHub(context, options);
    OpenTarget opened;
    opened.channel = options.channel;
    opened.target = std::make_unique<FolderTarget>(*context.disk, options.to, randomName());
    return opened;
}

Result<Instant> timeOption(const char* name, const std::string& text, const Zone& zone, Instant otherwise) {
    if (text.empty()) return otherwise;
    auto time = parseInstant(text, zone);
    if (!time) return Failure(std::move(time.error()).within(name));
    return time;
}

Result<Instant> nowFor(const std::string& pretendNow) {
    const Instant clock = std::chrono::floor<std::chrono::seconds>(SystemClock().wall());
    return timeOption("--pretend-now", pretendNow, Zone::tokyo(), clock);
}

Result<Order> orderFor(Context& context, const SigningOptions& options, const Zone& zone) {
    Order order;
    const auto now = nowFor(options.pretendNow);
    if (!now) return Failure(now.error());
    const auto issued = timeOption("--issued", options.issued, zone, *now);
    if (!issued) return Failure(issued.error());
    const auto expires = timeOption("--expires", options.expires, zone, *issued + defaultLife);
    if (!expires) return Failure(expires.error());
    order.issued = *issued;
    order.expires = *expires;
    order.authorSection = options.authorSection;
    order.reason = options.reason;
    if (!options.keys.empty()) {
        auto keys = readSignedKeys(*context.disk, options.keys);
        if (!keys) return Failure(keys.error());
        order.keys = std::move(*keys);
    }
    return order;
}

Result<Published> verifiedEdition(Context& context, Target& target, const std::optional<EditionId>& id,
                                  const std::string& channel, const SigningOptions& options,
                                  const SecretKey& key) {
    Trust trust;
    trust.own = {key.publicKey()};
    if (!options.rootKey.empty()) {
        const auto root = readPublicKey(*context.disk, options.rootKey);
        if (!root) return Failure(root.error());
        trust.roots = {*root};
    }
    std::optional<EditionId> wanted = id;
    if (!wanted) {
        const auto current = target.current();
        if (!current) return Failure(current.error());
        wanted = *current;
    }
    if (!wanted) {
        return fail(Fault::not_found, target.name(),
                    {"まだ何も公開されていません", "nothing has been published yet"},
                    {"先に publish してください", "publish first"});
    }
    return fetchVerified(target, *wanted, channel, trust);
}

int publishOrder(Context& context, const OpenTarget& opened, const TargetOptions& where, const Order& order,
                 const SecretKey& key, const SigningOptions& how) {
    const auto plan = makePlan(*opened.target, order, key);
    if (!plan) return report(context, plan.error());
    const int status = publishPlan(context, *opened.target, *plan, how.dryRun);
    if (status == 0 && !how.dryRun && how.wait > 0)
        watchRollout(context, where, order.channel, plan->id, how.wait);
    return status;
}

int publishPlan(Context& context, Target& target, const Plan& plan, bool dryRun) {
    for (const Error& warning : plan.warnings) reportWarning(context, warning);
    tellPlan(context, target.name(), plan);
    if (dryRun) {
        tellDryRun(context, plan);
        return 0;
    }
    UploadReport uploads(context);
    const auto done =
        carryOut(target, plan, [&](const MediaItem& item, std::int64_t sent, std::int64_t total) {
            uploads.tell(item, sent, total);
        });
    if (!done) return report(context, done.error());
    tellDone(context, target.name(), plan);
    return 0;
}

int republish(Context& context, const TargetOptions& where, const SigningOptions& how,
              const std::optional<EditionId>& id,
              const std::function<Result<std::string>(const Published&)>& edit) {
    const auto opened = openTarget(context, where);
    if (!opened) return wrongUsage(context, opened.error());
    const auto key = readKey(context, how.key, how.passwordFile);
    if (!key) return report(context, key.error());
    const auto edition = verifiedEdition(context, *opened->target, id, opened->channel, how, *key);
    if (!edition) return report(context, edition.error());
    auto order = orderFor(context, how, edition->playlist.zone);
    if (!order) return report(context, order.error());
    auto json = edit(*edition);
    if (!json) return report(context, json.error());
    order->name = editionName(edition->id);
    order->json = std::move(*json);
    order->channel = edition->playlist.edition->channel;
    if (order->authorSection.empty()) order->authorSection = edition->playlist.edition->authorSection;
    const ReadResult read = readPlaylist(order->json, order->name, Strictness::player);
    for (const Error& error : read.errors) report(context, error);
    if (!read.ok()) return 1;
    auto media = publishedMedia(read.playlist, order->name);
    for (const Error& error : media.errors) report(context, error);
    if (!media.errors.empty()) return 1;
    order->media = std::move(media.items);
    return publishOrder(context, *opened, where, *order, *key, how);
}

}  // namespace signage::ctl
