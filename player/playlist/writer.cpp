// What publishing adds to the authored JSON.
#include "player/playlist/writer.h"

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/playlist/json_tree.h"
#include "player/playlist/reader.h"

namespace signage {
namespace {

using Json = nlohmann::ordered_json;

Json editionJson(const EditionInfo& edition, const Zone& zone) {
    Json json{{"channel", edition.channel},
              {"epoch", edition.id.epoch},
              {"number", edition.id.number},
              {"issued", formatInstant(edition.issued, zone)},
              {"expires", formatInstant(edition.expires, zone)}};
    if (!edition.authorSection.empty()) json["author_section"] = edition.authorSection;
    if (!edition.reason.empty()) json["reason"] = edition.reason;
    return json;
}

Json assetsJson(const std::map<std::string, Asset>& assets) {
    Json json = Json::object();
    for (const auto& [path, asset] : assets) {
        Json& entry = json[path];
        entry = {{"sha256", asset.sha256}, {"bytes", asset.bytes}, {"type", asset.type}};
        if (asset.seconds) entry["seconds"] = *asset.seconds;
    }
    return json;
}

Zone zoneOf(const JsonNode& tree) {
    const JsonNode* name = tree.find("timezone");
    if (name == nullptr || name->kind != JsonNode::Kind::string) return Zone::tokyo();
    return Zone::find(name->text).value_or(Zone::tokyo());
}

}  // namespace

Result<std::string> withEdition(std::string_view authoredJson, const EditionInfo& edition,
                                const std::map<std::string, Asset>& assets) {
    const auto tree = parseJsonTree(authoredJson, "");
    if (!tree) return Failure(tree.error());
    if (tree->kind != JsonNode::Kind::object) {
        return fail(Fault::invalid, "",
                    {"番組表がまとまり { } ではありません", "the playlist is not an object { }"},
                    {"{ で始めてください", "begin it with {"});
    }
    try {
        Json json = Json::parse(authoredJson);
        json["edition"] = editionJson(edition, zoneOf(*tree));
        json["assets"] = assetsJson(assets);
        std::string bytes = json.dump(2) + "\n";
        if (bytes.size() <= maxPlaylistBytes) return bytes;
        return fail(
            Fault::invalid, "",
            {format("公開する番組表が大きすぎます（{}バイト、上限{}バイト）", bytes.size(), maxPlaylistBytes),
             format("the published playlist is too large: {} bytes, at most {}", bytes.size(),
                    maxPlaylistBytes)},
            {"番組表を分けてください", "split the playlist"});
    } catch (const nlohmann::json::exception& error) {
        return fail(Fault::internal, "",
                    {"番組表を書き出せません", format("cannot write the playlist: {}", error.what())});
    }
}

}  // namespace signage
