// The next edition, as every player will read it, before anything is altered.
#include "tools/publishing/publisher.h"

#include <limits>

#include "player/base/format.h"
#include "player/playlist/reader.h"
#include "player/playlist/writer.h"
#include "player/store/keys.h"
#include "tools/publishing/signer.h"

namespace signage::publishing {
namespace {

// The expiry that is told before it comes.
constexpr std::chrono::days soon{30};

Failure noPlayerWould(std::string where, Bilingual what, Bilingual remedy) {
    return fail(Fault::refused, std::move(where), std::move(what), std::move(remedy));
}

// The current edition's files as far as they can be had; without them there is nothing to compare with.
Result<std::optional<EditionFiles>> presentFiles(Target& target, const std::optional<EditionId>& current,
                                                 bool needed, Plan& plan) {
    if (!current) return std::nullopt;
    auto files = target.fetch(*current);
    if (files) return std::optional<EditionFiles>(std::move(*files));
    if (needed) return Failure(files.error());
    plan.warnings.push_back(std::move(files.error()));
    return std::nullopt;
}

Result<SignedKeys> keysFor(const Order& order, const std::optional<EditionFiles>& present) {
    if (order.keys) return *order.keys;
    if (present) return SignedKeys{present->keys, present->keysSignature};
    return fail(
        Fault::invalid, "", {"公開先に keys.json がまだありません", "the target has no keys.json yet"},
        {"最初の公開では --keys keys.json を付けてください", "add --keys keys.json for the first edition"});
}

Result<void> judgeKeys(const Keys& keys, const Order& order, const SecretKey& key) {
    const Publisher* publisher = keys.find(key.publicKey().id);
    if (publisher == nullptr || publisher->key != key.publicKey()) {
        const std::string id = keyIdText(key.publicKey().id);
        return noPlayerWould("keys.json",
                             {format("公開者の鍵 {} が載っていないか、失効しています", id),
                              format("the publisher's key {} is not listed or is revoked", id)},
                             {"載っている鍵を --key で指定するか、signagectl keys で作り直してください",
                              "use a listed key with --key, or make a new one with signagectl keys"});
    }
    if (keys.expires <= order.issued) {
        return noPlayerWould("keys.json",
                             {format("有効期限 {} が過ぎています", formatInstant(keys.expires)),
                              format("expired at {}", formatInstant(keys.expires))},
                             {"ルート鍵で signagectl keys を行い --keys で渡してください",
                              "make a new one with signagectl keys and the root key, and give it by --keys"});
    }
    return {};
}

// A player refuses keys older than those it has seen.
Result<void> judgeSuccession(const Keys& keys, const std::optional<EditionFiles>& present,
                             const std::optional<EditionId>& current) {
    if (current && keys.epoch < current->epoch) {
        return noPlayerWould(
            "keys.json",
            {format("期 {} は公開中の期 {} より古いものです", keys.epoch, current->epoch),
             format("epoch {} is older than the published epoch {}", keys.epoch, current->epoch)},
            {"新しい keys.json を --keys で渡してください", "give the newer keys.json by --keys"});
    }
    if (!present) return {};
    const auto former = parseKeys(present->keys);
    if (former && keys.version < former->version) {
        return noPlayerWould(
            "keys.json",
            {format("版 {} は公開中の版 {} より古いものです", keys.version, former->version),
             format("version {} is older than the published {}", keys.version, former->version)},
            {"新しい keys.json を --keys で渡してください", "give the newer keys.json by --keys"});
    }
    return {};
}

Result<EditionId> nextId(Target& target, std::int64_t epoch) {
    const auto highest = target.highestNumber(epoch);
    if (!highest) return Failure(highest.error());
    if (*highest == std::numeric_limits<std::int64_t>::max()) {
        return noPlayerWould(target.name(),
                             {"版の番号を使い切っています", "there is no higher edition number left"},
                             {"ルート鍵で期を上げた keys.json を作ってください",
                              "make a keys.json of a higher epoch with the root key"});
    }
    return EditionId{epoch, *highest + 1};
}

void warnOfExpiry(const Keys& keys, const Order& order, Plan& plan) {
    if (keys.expires >= order.expires && keys.expires - order.issued > soon) return;
    const std::string when = formatInstant(keys.expires, Zone::tokyo());
    plan.warnings.push_back(
        {Fault::invalid,
         "keys.json",
         {format("この版は鍵の有効期限 {} までしか有効になりません", when),
          format("this edition is valid only until the keys expire at {}", when)},
         {"ルート鍵で signagectl keys を行ってください", "make new keys with signagectl keys"}});
}

// What is there must be of the same channel; an issue that is dated before its is worth a word.
Result<void> judgePresent(const std::optional<EditionFiles>& present, const Order& order, Plan& plan) {
    if (!present) return {};
    const ReadResult read = readPlaylist(present->playlist, "playlist.json", Strictness::player);
    if (!read.ok() || !read.playlist.edition) return {};
    if (read.playlist.edition->channel != order.channel) {
        const std::string& channel = read.playlist.edition->channel;
        return noPlayerWould("--channel",
                             {format("公開先はチャンネル {} のものです", channel),
                              format("the target is of the channel {}", channel)},
                             {format("--channel {} とするか、公開先を変えてください", channel),
                              format("use --channel {} or another target", channel)});
    }
    if (read.playlist.edition->issued <= order.issued) return {};
    const std::string when = formatInstant(read.playlist.edition->issued, read.playlist.zone);
    plan.warnings.push_back({Fault::invalid,
                             "",
                             {format("発行日時が公開中の版の {} より前です", when),
                              format("the issue is dated before the current edition's {}", when)},
                             {"この機械の時計を確かめてください", "check this machine's clock"}});
    return {};
}

// The signed playlist, read back as every player will.
Result<void> build(Plan& plan, const Order& order, const SecretKey& key) {
    const EditionInfo info{order.channel,       plan.id,     order.issued, order.expires,
                           order.authorSection, order.reason};
    auto json = withEdition(order.json, info, assetsOf(order.media));
    if (!json) return Failure(std::move(json.error()).within(order.name));
    const ReadResult read = readPlaylist(*json, order.name, Strictness::player);
    if (!read.ok()) return Failure(read.errors.front());
    auto signature = sign(*json, key,
                          format("signage channel {} edition {} issued {}", order.channel,
                                 editionName(plan.id), formatInstant(order.issued)));
    if (!signature) return Failure(signature.error());
    plan.files.playlist = std::move(*json);
    plan.files.playlistSignature = std::move(*signature);
    return {};
}

}  // namespace

Result<Plan> makePlan(Target& target, const Order& order, const SecretKey& key) {
    if (order.expires <= order.issued) {
        return fail(Fault::invalid, "",
                    {"有効期限が発行日時より後ではありません", "the expiry is not after the issue"},
                    {"--expires に先の日時を書いてください", "give a later --expires"});
    }
    const auto current = target.current();
    if (!current) return Failure(current.error());
    Plan plan;
    plan.basis = *current;
    const auto present = presentFiles(target, *current, !order.keys, plan);
    if (!present) return Failure(present.error());
    auto keys = keysFor(order, *present);
    if (!keys) return Failure(keys.error());
    const auto parsed = parseKeys(keys->keys);
    if (!parsed) return Failure(parsed.error());
    if (auto judged = judgeKeys(*parsed, order, key); !judged) return Failure(judged.error());
    if (auto judged = judgeSuccession(*parsed, *present, *current); !judged) return Failure(judged.error());
    const auto id = nextId(target, parsed->epoch);
    if (!id) return Failure(id.error());
    plan.id = *id;
    plan.files.keys = std::move(keys->keys);
    plan.files.keysSignature = std::move(keys->keysSignature);
    if (auto built = build(plan, order, key); !built) return Failure(built.error());
    if (auto found = findMissing(target, order.media, plan); !found) return Failure(found.error());
    warnOfExpiry(*parsed, order, plan);
    if (auto judged = judgePresent(*present, order, plan); !judged) return Failure(judged.error());
    plan.changes = difference(*present ? (*present)->playlist : std::string(), plan.files.playlist);
    return plan;
}

}  // namespace signage::publishing
