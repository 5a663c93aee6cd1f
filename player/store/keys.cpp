// keys.json to values and back; the only file of this room that knows JSON.
#include "player/store/keys.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/base/utf8.h"
#include "player/playlist/json_tree.h"
#include "player/store/edition_file.h"

namespace signage {
namespace {

using Json = nlohmann::json;

constexpr const char* keysFormat = "signage-keys/1";

Failure badField(const std::string& field, const char* ja, const char* en) {
    const std::string place = field.empty() ? "keys.json" : "keys.json: " + field;
    return fail(Fault::invalid, place, {ja, en},
                {"signagectl keys で作り直してください", "make it again with signagectl keys"});
}

Result<std::string> readText(const Json& object, const char* field, const std::string& place = {}) {
    const auto found = object.find(field);
    if (found == object.end() || !found->is_string()) {
        return badField(place + field, "文字列で書きます", "must be a string");
    }
    return found->get<std::string>();
}

Result<std::int64_t> readKeysNumber(const Json& object, const char* field) {
    const auto found = object.find(field);
    if (found == object.end() || !found->is_number_integer() ||
        (found->is_number_unsigned() && found->get<std::uint64_t>() > std::uint64_t{INT64_MAX}) ||
        found->get<std::int64_t>() < 1) {
        return badField(field, "1以上の整数で書きます", "must be an integer from 1");
    }
    return found->get<std::int64_t>();
}

Result<Instant> readTime(const Json& object, const char* field) {
    const auto text = readText(object, field);
    if (!text) return Failure(text.error());
    auto time = parseInstant(*text, Zone::tokyo());
    if (!time) return Failure(std::move(time.error()).within(format("keys.json: {}", field)));
    return *time;
}

Result<Publisher> readPublisher(const Json& entry, const std::string& place) {
    if (!entry.is_object()) return badField(place, "{ } で書きます", "must be an object");
    const auto name = readText(entry, "name", place + ".");
    if (!name) return Failure(name.error());
    const auto keyText = readText(entry, "key", place + ".");
    if (!keyText) return Failure(keyText.error());
    auto key = parsePublicKey(*keyText);
    if (!key) return Failure(std::move(key.error()).within("keys.json: " + place));
    return Publisher{*name, *key};
}

Result<std::vector<Publisher>> readPublishers(const Json& object) {
    const auto found = object.find("publishers");
    if (found == object.end() || !found->is_array() || found->empty()) {
        return badField("publishers", "発行者の鍵がありません", "names no publisher");
    }
    std::vector<Publisher> publishers;
    for (std::size_t i = 0; i < found->size(); ++i) {
        const std::string place = format("publishers[{}]", i);
        auto publisher = readPublisher((*found)[i], place);
        if (!publisher) return Failure(publisher.error());
        const auto same = [&](const Publisher& other) { return other.key.id == publisher->key.id; };
        if (std::any_of(publishers.begin(), publishers.end(), same)) {
            return badField(place, "同じ鍵が二度書かれています", "repeats a key");
        }
        publishers.push_back(std::move(*publisher));
    }
    return publishers;
}

Result<std::vector<KeyId>> readRevoked(const Json& object) {
    std::vector<KeyId> revoked;
    const auto found = object.find("revoked");
    if (found == object.end()) return revoked;
    if (!found->is_array()) return badField("revoked", "[ ] で書きます", "must be a list");
    for (const Json& entry : *found) {
        if (!entry.is_string())
            return badField("revoked", "文字列の並びで書きます", "must be a list of strings");
        auto id = parseKeyId(entry.get<std::string>());
        if (!id) return Failure(std::move(id.error()).within("keys.json: revoked"));
        revoked.push_back(*id);
    }
    return revoked;
}

Result<RootChange> readRootChange(const Json& entry, const std::string& place) {
    if (!entry.is_object()) return badField(place, "{ } で書きます", "must be an object");
    RootChange change;
    for (const auto& [field, key] : {std::pair{"from", &change.from}, std::pair{"to", &change.to}}) {
        const auto text = readText(entry, field, place + ".");
        if (!text) return Failure(text.error());
        auto parsed = parsePublicKey(*text);
        if (!parsed) return Failure(std::move(parsed.error()).within("keys.json: " + place));
        *key = *parsed;
    }
    for (const auto& [field, signature] : {std::pair{"from_signature", &change.fromSignature},
                                           std::pair{"to_signature", &change.toSignature}}) {
        auto text = readText(entry, field, place + ".");
        if (!text) return Failure(text.error());
        *signature = std::move(*text);
    }
    return change;
}

Result<std::vector<RootChange>> readRootChanges(const Json& object) {
    std::vector<RootChange> changes;
    const auto found = object.find("roots");
    if (found == object.end()) return changes;
    if (!found->is_array() || found->size() > maxRootChanges)
        return badField("roots", "16件までの [ ] で書きます", "must be a list of at most 16");
    for (std::size_t i = 0; i < found->size(); ++i) {
        auto change = readRootChange((*found)[i], format("roots[{}]", i));
        if (!change) return Failure(change.error());
        changes.push_back(std::move(*change));
    }
    return changes;
}

Result<void> readTimes(const Json& object, Keys& keys) {
    const auto issued = readTime(object, "issued");
    if (!issued) return Failure(issued.error());
    const auto expires = readTime(object, "expires");
    if (!expires) return Failure(expires.error());
    if (*expires <= *issued) return badField("expires", "issued より前です", "is not after issued");
    keys.issued = *issued;
    keys.expires = *expires;
    return {};
}

Result<Json> readObject(std::string_view bytes) {
    if (bytes.size() > maxKeysBytes || !isUtf8(bytes)) {
        return badField("", "大きすぎるか、UTF-8 ではありません", "is too large or not UTF-8");
    }
    // The playlist's own reader knows what JSON must not be: one key twice, too deep.
    if (auto strict = parseJsonTree(bytes, "keys.json"); !strict) return Failure(std::move(strict.error()));
    Json object = Json::parse(bytes, nullptr, false);
    if (!object.is_object()) return badField("", "JSON として読めません", "is not JSON");
    const auto name = readText(object, "format");
    if (!name || *name != keysFormat) {
        return badField("format", "signage-keys/1 ではありません", "is not signage-keys/1");
    }
    return object;
}

Failure unknownRoot(const KeyId& id) {
    return fail(Fault::refused, "keys.json",
                {format("この表示機が知らない根の鍵 {} で署名されています", keyIdText(id)),
                 format("it is signed by root key {}, which this player does not know", keyIdText(id))},
                {"--root-key を確かめてください", "check --root-key"});
}

}  // namespace

Failure replacedRoot(const KeyId& id) {
    return fail(Fault::refused, "keys.json",
                {format("もう使われない根の鍵 {} で署名されています", keyIdText(id)),
                 format("it is signed by root key {}, which was replaced", keyIdText(id))},
                {"新しい根の鍵で署名し直してください", "sign it with the new root key"});
}

const Publisher* Keys::find(const KeyId& id) const {
    if (std::find(revoked.begin(), revoked.end(), id) != revoked.end()) return nullptr;
    const auto found = std::find_if(publishers.begin(), publishers.end(),
                                    [&](const Publisher& publisher) { return publisher.key.id == id; });
    return found == publishers.end() ? nullptr : &*found;
}

Result<Keys> parseKeys(std::string_view bytes) {
    const auto object = readObject(bytes);
    if (!object) return Failure(object.error());
    Keys keys;
    const auto version = readKeysNumber(*object, "version");
    if (!version) return Failure(version.error());
    const auto epoch = readKeysNumber(*object, "epoch");
    if (!epoch) return Failure(epoch.error());
    keys.version = *version;
    keys.epoch = *epoch;
    const auto times = readTimes(*object, keys);
    if (!times) return Failure(times.error());
    auto publishers = readPublishers(*object);
    if (!publishers) return Failure(publishers.error());
    auto revoked = readRevoked(*object);
    if (!revoked) return Failure(revoked.error());
    auto rootChanges = readRootChanges(*object);
    if (!rootChanges) return Failure(rootChanges.error());
    keys.rootChanges = std::move(*rootChanges);
    keys.publishers = std::move(*publishers);
    keys.revoked = std::move(*revoked);
    return keys;
}

std::string writeKeys(const Keys& keys) {
    nlohmann::ordered_json object;
    object["format"] = keysFormat;
    object["version"] = keys.version;
    object["epoch"] = keys.epoch;
    object["issued"] = formatInstant(keys.issued, Zone::tokyo());
    object["expires"] = formatInstant(keys.expires, Zone::tokyo());
    object["publishers"] = nlohmann::ordered_json::array();
    for (const Publisher& publisher : keys.publishers) {
        nlohmann::ordered_json entry;
        entry["name"] = publisher.name;
        entry["key"] = encodePublicKey(publisher.key);
        object["publishers"].push_back(std::move(entry));
    }
    object["revoked"] = nlohmann::ordered_json::array();
    for (const KeyId& id : keys.revoked) object["revoked"].push_back(keyIdText(id));
    for (const RootChange& change : keys.rootChanges) {
        nlohmann::ordered_json entry;
        entry["from"] = encodePublicKey(change.from);
        entry["to"] = encodePublicKey(change.to);
        entry["from_signature"] = change.fromSignature;
        entry["to_signature"] = change.toSignature;
        object["roots"].push_back(std::move(entry));
    }
    return object.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Result<Keys> verifyKeys(std::string_view bytes, std::string_view signature,
                        const std::vector<PublicKey>& roots) {
    if (bytes.size() > maxKeysBytes) return badField("", "大きすぎます", "is too large");
    const auto parsed = parseSignature(signature);
    if (!parsed) return Failure(Error(parsed.error()).within("keys.json.minisig"));
    // Nothing of what is read here counts before the signature was found good, but the changes of the root's
    // key, which prove themselves.
    auto keys = parseKeys(bytes);
    const auto trust = followRootChanges(keys ? keys->rootChanges : std::vector<RootChange>(), roots);
    if (!trust) return Failure(trust.error());
    const auto root = std::find_if(trust->roots.begin(), trust->roots.end(),
                                   [&](const PublicKey& key) { return key.id == parsed->keyId; });
    if (root == trust->roots.end()) return unknownRoot(parsed->keyId);
    auto verified = verify(bytes, *parsed, *root);
    if (!verified) return Failure(std::move(verified.error()).within("keys.json"));
    if (!keys) return keys;
    for (const RootChange& change : trust->followed) {
        if (change.from.id == root->id) return replacedRoot(root->id);
    }
    keys->rootChanges = trust->followed;
    keys->signedBy = root->id;
    return keys;
}

}  // namespace signage
