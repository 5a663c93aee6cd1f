// keys.json: checked against itself and its predecessor, then signed by the root.
#include "tools/publishing/keys_document.h"

#include <algorithm>

#include "player/base/format.h"
#include "player/store/keys.h"
#include "tools/publishing/signer.h"

namespace signage::publishing {
namespace {

Result<void> checkNumbers(const KeysOrder& order) {
    if (order.version < 1 || order.epoch < 1) {
        return fail(
            Fault::invalid, "",
            {"keys.json の版と期は 1 以上の整数です", "version and epoch of keys.json are integers from 1"},
            {"--keys-version と --epoch を確かめてください", "see --keys-version and --epoch"});
    }
    if (order.expires <= order.issued) {
        return fail(Fault::invalid, "",
                    {format("有効期限 {} が発行日時 {} より後ではありません", formatInstant(order.expires),
                            formatInstant(order.issued)),
                     format("the expiry {} is not after the issue {}", formatInstant(order.expires),
                            formatInstant(order.issued))},
                    {"--expires に先の日時を書いてください", "give a later --expires"});
    }
    if (order.publishers.empty()) {
        return fail(Fault::invalid, "", {"公開者の鍵が1つもありません", "there is no publisher's key"},
                    {"--publisher 名前=鍵.pub を付けてください", "add --publisher NAME=KEY.pub"});
    }
    return {};
}

Result<void> addRevoked(Keys& keys, const std::string& text) {
    const auto id = parseKeyId(text);
    if (!id) return Failure(Error(id.error()).within("--revoke"));
    if (std::find(keys.revoked.begin(), keys.revoked.end(), *id) == keys.revoked.end())
        keys.revoked.push_back(*id);
    return {};
}

Failure contradiction(const KeysOrder::Publisher& publisher, std::string ja, std::string en) {
    return fail(Fault::invalid, publisher.where,
                {format("公開者「{}」の鍵は{}", publisher.name, ja),
                 format("the key of publisher {} {}", publisher.name, en)},
                {"鍵と名前の組を確かめてください", "see which key belongs to which name"});
}

Result<void> addPublisher(Keys& keys, const KeysOrder::Publisher& publisher, const PublicKey& root) {
    const auto key = parsePublicKey(publisher.publicFile);
    if (!key) return Failure(Error(key.error()).within(publisher.where));
    if (key->key == root.key)
        return contradiction(publisher, "ルート鍵そのものです", "is the root key itself");
    if (publisher.name.empty()) return contradiction(publisher, "名前がありません", "has no name");
    for (const Publisher& other : keys.publishers) {
        if (other.key.id == key->id || other.key.key == key->key || other.name == publisher.name) {
            return contradiction(publisher, "2回指定されています", "is given twice");
        }
    }
    if (std::find(keys.revoked.begin(), keys.revoked.end(), key->id) != keys.revoked.end()) {
        return contradiction(publisher, format("失効しています: {}", keyIdText(key->id)),
                             format("is revoked: {}", keyIdText(key->id)));
    }
    keys.publishers.push_back({publisher.name, *key});
    return {};
}

Result<void> follow(Keys& keys, const std::string& former) {
    const auto old = parseKeys(former);
    if (!old) return Failure(old.error());
    if (keys.version <= old->version) {
        return fail(
            Fault::invalid, "",
            {format("版 {} は今の keys.json の版 {} より大きくなければなりません", keys.version,
                    old->version),
             format("version {} must be above the present keys.json's {}", keys.version, old->version)},
            {format("--keys-version {} としてください", old->version + 1),
             format("use --keys-version {}", old->version + 1)});
    }
    if (keys.epoch < old->epoch) {
        return fail(Fault::invalid, "",
                    {format("期 {} は今の keys.json の期 {} より小さくできません", keys.epoch, old->epoch),
                     format("epoch {} must not be below the present keys.json's {}", keys.epoch, old->epoch)},
                    {format("--epoch {} 以上としてください", old->epoch),
                     format("use --epoch {} or more", old->epoch)});
    }
    keys.revoked = old->revoked;
    keys.rootChanges = old->rootChanges;
    return {};
}

// The statement that the former root's key hands on to the new one, signed by both.
Result<void> handOn(Keys& keys, const SecretKey& from, const SecretKey& to) {
    if (from.publicKey() == to.publicKey()) {
        return fail(Fault::invalid, "--former-root",
                    {"今の根の鍵と同じものです", "it is the same key as the present root's"},
                    {"--root-key に新しい鍵、--former-root にこれまでの鍵を書いてください",
                     "give the new key to --root-key and the old one to --former-root"});
    }
    if (keys.rootChanges.size() == maxRootChanges) {
        return fail(Fault::invalid, "--former-root",
                    {"根の鍵の交代が多すぎます", "the root's key changed too often"},
                    {"各表示機に新しい root.pub を配ってください", "give every screen the new root.pub"});
    }
    const std::string statement = rootChangeStatement(from.publicKey(), to.publicKey());
    const auto fromSignature = sign(statement, from, "root change");
    if (!fromSignature) return Failure(fromSignature.error());
    const auto toSignature = sign(statement, to, "root change");
    if (!toSignature) return Failure(toSignature.error());
    keys.rootChanges.push_back({from.publicKey(), to.publicKey(), *fromSignature, *toSignature});
    return {};
}

// What a screen would refuse must not be signed.
Result<void> checkSigner(const Keys& keys, const SecretKey& root) {
    for (const RootChange& change : keys.rootChanges) {
        if (change.from.id == root.publicKey().id) return replacedRoot(root.publicKey().id);
    }
    if (keys.rootChanges.empty() || keys.rootChanges.back().to == root.publicKey()) return {};
    return fail(Fault::invalid, "--root-key",
                {"今の keys.json が名指しする根の鍵ではありません",
                 "it is not the root key that the present keys.json leads to"},
                {"--former-root で交代を記録してください", "record the change with --former-root"});
}

}  // namespace

Result<SignedKeys> makeKeys(const KeysOrder& order, const SecretKey& root,
                            const std::optional<std::string>& former) {
    if (auto checked = checkNumbers(order); !checked) return Failure(checked.error());
    Keys keys;
    keys.version = order.version;
    keys.epoch = order.epoch;
    keys.issued = order.issued;
    keys.expires = order.expires;
    if (former) {
        if (auto followed = follow(keys, *former); !followed) return Failure(followed.error());
    }
    if (order.formerRoot != nullptr) {
        if (auto handed = handOn(keys, *order.formerRoot, root); !handed) return Failure(handed.error());
    }
    if (auto checked = checkSigner(keys, root); !checked) return Failure(checked.error());
    for (const std::string& id : order.revoked) {
        if (auto added = addRevoked(keys, id); !added) return Failure(added.error());
    }
    for (const auto& publisher : order.publishers) {
        if (auto added = addPublisher(keys, publisher, root.publicKey()); !added)
            return Failure(added.error());
    }
    SignedKeys made;
    made.keys = writeKeys(keys);
    auto signature = sign(made.keys, root,
                          format("keys.json version {} epoch {} expires {}", keys.version, keys.epoch,
                                 formatInstant(keys.expires)));
    if (!signature) return Failure(signature.error());
    made.keysSignature = std::move(*signature);
    return made;
}

}  // namespace signage::publishing
