// What publishing adds: the edition and the assets.
#include <algorithm>
#include <limits>

#include "player/base/format.h"
#include "player/playlist/json_fault.h"
#include "player/playlist/part_readers.h"

namespace signage {
namespace {

constexpr std::int64_t largestCount = std::numeric_limits<std::int64_t>::max();

void readNumber(const Object& object, std::string_view key, std::int64_t& into) {
    const auto value = object.field(key);
    if (!value) return;
    if (const auto number = value->integer(1, largestCount)) into = *number;
}

void readInstant(const Object& object, std::string_view key, const Zone& zone, Instant& into) {
    const auto value = object.field(key);
    if (!value) return;
    const auto text = value->text(1);
    if (!text) return;
    if (const auto instant = parseInstant(*text, zone)) {
        into = *instant;
    } else {
        value->wrong(instant.error());
    }
}

void readHash(const Value& value, std::string& into) {
    const auto text = value.text(1);
    if (!text) return;
    const auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (text->size() == 64 && std::all_of(text->begin(), text->end(), hex)) {
        into = *text;
        return;
    }
    value.wrong({"SHA-256 ではありません", "it is not a SHA-256"},
                {"16進の小文字64字", "64 lower-case hexadecimal digits"});
}

void readAsset(const Value& value, std::map<std::string, Asset>& into, const std::string& path) {
    const auto object = value.object(fields::asset);
    if (!object) return;
    Asset asset;
    if (const auto hash = object->field("sha256")) readHash(*hash, asset.sha256);
    if (const auto bytes = object->field("bytes")) {
        if (const auto number = bytes->integer(0, largestCount)) asset.bytes = *number;
    }
    object->text("type", asset.type, 1);
    if (const auto length = object->field("seconds")) {
        if (const auto number = length->number(0, 86400)) asset.seconds = *number;
    }
    into.emplace(path, std::move(asset));
}

}  // namespace

void readEdition(const Object& playlist, Playlist& into) {
    const auto value = playlist.field("edition");
    if (!value) return;
    const auto object = value->object(fields::edition);
    if (!object) return;
    EditionInfo edition;
    if (const auto channel = object->field("channel")) {
        if (auto name = channel->identifier()) edition.channel = std::move(*name);
    }
    readNumber(*object, "epoch", edition.id.epoch);
    readNumber(*object, "number", edition.id.number);
    const std::size_t before = value->report().count();
    readInstant(*object, "issued", into.zone, edition.issued);
    readInstant(*object, "expires", into.zone, edition.expires);
    const auto expires = object->field("expires");
    if (expires && value->report().count() == before && edition.expires <= edition.issued) {
        expires->wrong({"発行日時より前です", "it is before the time of issue"},
                       {"edition.issued より後を書いてください", "write a time after edition.issued"});
    }
    object->text("author_section", edition.authorSection);
    object->text("reason", edition.reason);
    into.edition = std::move(edition);
}

void readAssets(const Object& playlist, Playlist& into) {
    const auto value = playlist.field("assets");
    if (!value) return;
    const JsonNode& node = value->node();
    if (node.kind != JsonNode::Kind::object) {
        value->wrong({"まとまり { } が要ります", "an object { } is needed"},
                     {"公開の道具が書く項目です。消してください", "publishing writes it; remove it"});
        return;
    }
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        JsonNode key;
        key.kind = JsonNode::Kind::string;
        key.line = node.children[i].line;
        key.text = node.keys[i];
        const std::string place = format("assets.{}", shortened(node.keys[i]));
        const auto path = Value(key, value->report(), value->owner(), place, "素材").mediaPath();
        if (path)
            readAsset(Value(node.children[i], value->report(), value->owner(), place, "素材"), into.assets,
                      *path);
    }
}

}  // namespace signage
