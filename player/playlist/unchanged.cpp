// JSON against JSON.
#include "player/playlist/unchanged.h"

#include <map>

#include <nlohmann/json.hpp>

namespace signage {
namespace {

using AnyJson = nlohmann::json;

std::map<std::string, const AnyJson*> slidesOf(const AnyJson& playlist) {
    std::map<std::string, const AnyJson*> slides;
    if (!playlist.is_object() || !playlist.contains("slides")) return slides;
    for (const AnyJson& slide : playlist["slides"]) {
        const bool named = slide.is_object() && slide.contains("id") && slide["id"].is_string();
        if (named) slides.emplace(slide["id"].get<std::string>(), &slide);
    }
    return slides;
}

// Null when the playlist knows no medium of that name.
AnyJson mediumOf(const AnyJson& playlist, const std::string& path) {
    if (!playlist.contains("assets") || !playlist["assets"].is_object()) return nullptr;
    return playlist["assets"].value(path, AnyJson());
}

// Whether every text in it that names a medium names the same one in both.
bool sameMedia(const AnyJson& value, const AnyJson& before, const AnyJson& now) {
    if (value.is_string()) {
        const auto path = value.get<std::string>();
        return mediumOf(before, path) == mediumOf(now, path);
    }
    if (!value.is_structured()) return true;
    for (const AnyJson& part : value) {
        if (!sameMedia(part, before, now)) return false;
    }
    return true;
}

}  // namespace

std::set<std::string> unchangedSlides(std::string_view before, std::string_view now) {
    const AnyJson older = AnyJson::parse(before, nullptr, false);
    const AnyJson newer = AnyJson::parse(now, nullptr, false);
    const auto known = slidesOf(older);
    std::set<std::string> unchanged;
    for (const auto& [id, slide] : slidesOf(newer)) {
        const auto same = known.find(id);
        if (same != known.end() && *same->second == *slide && sameMedia(*slide, older, newer))
            unchanged.insert(id);
    }
    return unchanged;
}

}  // namespace signage
