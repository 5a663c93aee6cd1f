// Two playlists compared as JSON.
#include "tools/publishing/difference.h"

#include <map>
#include <optional>

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/playlist/reader.h"
#include "tools/publishing/wire_json.h"

namespace signage::publishing {
namespace {

using Json = nlohmann::json;

struct Piece {
    std::size_t index = 0;
    const Json* json = nullptr;
    Json files;  // what the paths that it names stand for
};

struct Pieces {  // NOLINT(bugprone-exception-escape): its implicit move, by way of nlohmann's
    Json whole;
    std::vector<std::string> order;
    std::map<std::string, Piece> slides;
};

Json filesOf(const Json& slide, const Json& assets) {
    Json files = Json::object();
    for (const char* key : {"picture", "video", "captions"}) {
        const auto path = slide.find(key);
        if (path == slide.end() || !path->is_string()) continue;
        const auto asset = assets.find(path->get_ref<const std::string&>());
        if (asset != assets.end() && asset->is_object()) files[key] = asset->value("sha256", Json());
    }
    return files;
}

Pieces takeApart(std::string_view bytes) {
    Pieces pieces;
    pieces.whole = Json::parse(bytes, nullptr, false);
    if (!pieces.whole.is_object()) pieces.whole = Json::object();
    const Json assets = pieces.whole.value("assets", Json::object());
    const auto slides = pieces.whole.find("slides");
    if (slides == pieces.whole.end() || !slides->is_array()) return pieces;
    for (std::size_t i = 0; i < slides->size(); ++i) {
        const Json& slide = (*slides)[i];
        if (!slide.is_object() || !slide.contains("id") || !slide["id"].is_string()) continue;
        const auto& id = slide["id"].get_ref<const std::string&>();
        if (!pieces.slides.try_emplace(id, Piece{i, &slide, filesOf(slide, assets)}).second) continue;
        pieces.order.push_back(id);
    }
    return pieces;
}

std::string text(const Json& slide, const char* key) {
    const auto found = slide.find(key);
    return found != slide.end() && found->is_string() ? harmless(found->get_ref<const std::string&>()) : "";
}

Bilingual nameOf(const Piece& piece) {
    Slide slide;
    slide.id = text(*piece.json, "id");
    slide.title = text(*piece.json, "title");
    return slideName(piece.index, slide);
}

// The ids of `order` that the other one has too.
std::vector<std::string> common(const Pieces& pieces, const Pieces& other) {
    std::vector<std::string> ids;
    for (const auto& id : pieces.order) {
        if (other.slides.count(id) != 0) ids.push_back(id);
    }
    return ids;
}

bool otherThanSlides(Json before, Json after) {
    for (Json* side : {&before, &after}) {
        for (const char* key : {"slides", "edition", "assets"}) side->erase(key);
    }
    return before != after;
}

}  // namespace

Difference difference(std::string_view before, std::string_view after) {
    const Pieces old = takeApart(before);
    const Pieces now = takeApart(after);
    Difference found;
    for (const std::string& id : now.order) {
        const Piece& piece = now.slides.at(id);
        const auto former = old.slides.find(id);
        if (former == old.slides.end()) {
            found.slides.push_back({Difference::Kind::added, nameOf(piece)});
        } else if (*former->second.json != *piece.json || former->second.files != piece.files) {
            found.slides.push_back({Difference::Kind::altered, nameOf(piece)});
        }
    }
    for (const std::string& id : old.order) {
        if (now.slides.count(id) == 0) {
            found.slides.push_back({Difference::Kind::removed, nameOf(old.slides.at(id))});
        }
    }
    found.reordered = common(old, now) != common(now, old);
    found.others = !before.empty() && otherThanSlides(old.whole, now.whole);
    return found;
}

}  // namespace signage::publishing
