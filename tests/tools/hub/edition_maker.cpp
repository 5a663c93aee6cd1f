// Editions as a publisher would sign them.
#include "tests/tools/hub/edition_maker.h"

#include <nlohmann/json.hpp>

#include "player/store/hash.h"
#include "tests/support/editions/edition_maker.h"

namespace signage::hub::testing {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

std::string makePlaylist(const EditionSpec& spec) {
    Json slides = Json::array();
    Json assets = Json::object();
    for (const auto& [path, bytes] : spec.media) {
        slides.push_back({{"id", "slide-" + sha256Hex(bytes).substr(0, 8)},
                          {"layout", "picture"},
                          {"title", "図"},
                          {"picture", path},
                          {"rights", "港区"}});
        assets[path] = {{"sha256", sha256Hex(bytes)}, {"bytes", bytes.size()}, {"type", "image/png"}};
    }
    for (const auto& [id, title] : spec.extraSlides) {
        slides.push_back({{"id", id}, {"layout", "notice"}, {"title", title}, {"lead", "本文"}});
    }
    const Json first = {{"id", "screen-01"}, {"name", "芝地区総合支所"}, {"tags", {{"floor", "1"}}}};
    const Json playlist = {
        {"format", "signage-playlist/1"},
        {"title", spec.title},
        {"timezone", "Asia/Tokyo"},
        {"slides", std::move(slides)},
        {"screens", Json::array({first, {{"id", "screen-02"}, {"name", "麻布地区総合支所"}}})},
        {"edition",
         {{"channel", spec.channel},
          {"epoch", spec.id.epoch},
          {"number", spec.id.number},
          {"issued", "2025-02-01T09:00:00+09:00"},
          {"expires", "2026-03-08T00:00:00+09:00"}}},
        {"assets", std::move(assets)}};
    return playlist.dump();
}

EditionFiles signFiles(const std::string& playlist, std::int64_t epoch) {
    signage::testing::TestWard ward;
    ward.keys.epoch = epoch;
    return ward.sign(playlist);
}

EditionFiles makeEdition(const EditionSpec& spec) {
    return signFiles(makePlaylist(spec), spec.id.epoch);
}

std::string makeEditionBody(const EditionSpec& spec) {
    return encodeEditionFile(makeEdition(spec));
}

}  // namespace signage::hub::testing
