// The whole playlist, part by part.
#include "player/playlist/reader.h"

#include "player/base/format.h"
#include "player/base/markup.h"
#include "player/playlist/json_fault.h"
#include "player/playlist/json_tree.h"
#include "player/playlist/part_readers.h"

namespace signage {
namespace {

constexpr std::string_view formatName = "signage-playlist/1";

void checkFormat(const Object& object) {
    const auto value = object.field("format");
    if (!value) return;
    const auto text = value->text(1);
    if (!text || *text == formatName) return;
    value->wrong({format("「{}」は読めない形式です", shortened(*text)),
                  format("the format \"{}\" cannot be read", shortened(*text))},
                 {format("\"{}\" と書いてください", formatName), format("write \"{}\"", formatName)});
}

void readZone(const Object& object, Zone& into) {
    const auto value = object.field("timezone");
    if (!value) return;
    const auto text = value->text(1, 64);
    if (!text) return;
    if (const auto zone = Zone::find(*text)) {
        into = *zone;
    } else {
        value->wrong(zone.error());
    }
}

void readDefaults(const Object& playlist, Playlist& into) {
    const auto value = playlist.field("defaults");
    if (!value) return;
    const auto object = value->object(fields::defaults);
    if (!object) return;
    readSeconds(*object, into.defaultSeconds);
    if (const auto transition = object->field("transition"))
        readTransition(*transition, into.defaultTransition);
}

void readWhole(const JsonNode& tree, Report& report, Playlist& into) {
    const auto object = Value(tree, report, {}, "", "").object(fields::playlist);
    if (!object) return;
    checkFormat(*object);
    object->text("title", into.title);
    readZone(*object, into.zone);
    if (const auto theme = object->field("theme")) {
        if (auto name = theme->identifier()) into.theme = std::move(*name);
    }
    readDefaults(*object, into);
    readSlides(*object, into);
    readScreens(*object, into);
    readEdition(*object, into);
    readAssets(*object, into);
}

Bilingual placeOf(std::string ja, std::string en, std::string_view id, std::string_view title) {
    if (!title.empty()) {
        ja += format("「{}」", shortened(withoutMarks(title)));
        en += format(" \"{}\"", shortened(withoutMarks(title)));
    }
    if (!id.empty()) {
        ja += format("({})", shortened(id));
        en += format(" ({})", shortened(id));
    }
    return {std::move(ja), std::move(en)};
}

}  // namespace

ReadResult readPlaylist(std::string_view bytes, std::string_view name, Strictness strictness) {
    ReadResult result;
    auto tree = parseJsonTree(bytes, name);
    if (!tree) {
        result.errors.push_back(std::move(tree.error()));
        return result;
    }
    Report report(name, strictness);
    readWhole(*tree, report, result.playlist);
    result.errors = report.takeErrors();
    result.warnings = report.takeWarnings();
    return result;
}

Bilingual slideName(std::size_t index, const Slide& slide) {
    return placeOf(format("{}枚目", index + 1), format("slide {}", index + 1), slide.id, slide.title);
}

Bilingual screenPlace(std::size_t index, std::string_view id, std::string_view name) {
    return placeOf(format("{}番目の画面", index + 1), format("screen {}", index + 1), id, name);
}

}  // namespace signage
