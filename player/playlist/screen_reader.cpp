// The screens: where they hang, whom they face, when somebody can see them.
#include <map>

#include "player/base/format.h"
#include "player/playlist/civil_syntax.h"
#include "player/playlist/json_fault.h"
#include "player/playlist/part_readers.h"

namespace signage {
namespace {

void readTags(const Value& value, Screen& into) {
    const JsonNode& node = value.node();
    if (node.kind != JsonNode::Kind::object) {
        value.wrong({"まとまり { } が要ります", "an object { } is needed"},
                    {"例: {\"kind\": \"branch-office\"}", "example: {\"kind\": \"branch-office\"}"});
        return;
    }
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        JsonNode key;
        key.kind = JsonNode::Kind::string;
        key.line = node.children[i].line;
        key.text = node.keys[i];
        const std::string path = format("{}.{}", value.path(), shortened(node.keys[i]));
        if (!Value(key, value.report(), value.owner(), path, "札の名前").identifier()) continue;
        const Value item(node.children[i], value.report(), value.owner(), path, "札");
        std::vector<std::string>& values = into.tags[node.keys[i]];
        if (item.node().kind != JsonNode::Kind::array) {
            if (auto text = item.text(1, 100)) values.push_back(std::move(*text));
            continue;
        }
        const auto list = item.list(1, 20);
        if (!list) continue;
        for (const Value& entry : *list) {
            if (auto text = entry.text(1, 100)) values.push_back(std::move(*text));
        }
    }
}

void readOpen(const Value& value, std::vector<OpenHours>& into) {
    const auto items = value.list(0, 50);
    if (!items) return;
    for (const Value& item : *items) {
        const auto text = item.text(1);
        if (!text) continue;
        if (const auto open = parseOpenHours(*text)) {
            into.push_back(*open);
        } else {
            item.wrong(open.error());
        }
    }
}

Bilingual screenName(std::size_t index, const JsonNode& node) {
    const auto text = [&](std::string_view key) {
        const JsonNode* found = node.find(key);
        return found != nullptr && found->kind == JsonNode::Kind::string ? shortened(found->text)
                                                                         : std::string();
    };
    return screenPlace(index, text("id"), text("name"));
}

Screen readScreen(const JsonNode& node, std::size_t index, const Value& list) {
    Screen screen;
    screen.line = node.line;
    const Value value(node, list.report(), screenName(index, node), "", "");
    const auto object = value.object(fields::screen);
    if (!object) return screen;
    if (const auto id = object->field("id")) {
        if (auto text = id->identifier()) screen.id = std::move(*text);
    }
    object->text("name", screen.name);
    if (const auto tags = object->field("tags")) readTags(*tags, screen);
    object->number("viewing_metres", screen.viewingMetres, 0.3, 100);
    object->number("inches", screen.inches, 5, 300);
    object->number("scan_metres", screen.scanMetres, 0.1, 30);
    if (const auto open = object->field("open")) readOpen(*open, screen.open);
    if (const auto closed = object->field("closed_on")) readDayRanges(*closed, screen.closedOn);
    return screen;
}

}  // namespace

void readScreens(const Object& playlist, Playlist& into) {
    const auto list = playlist.field("screens");
    if (!list) return;
    const auto items = list->list(0, 2000);
    if (!items) return;
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < items->size(); ++i) {
        const JsonNode& node = (*items)[i].node();
        into.screens.push_back(readScreen(node, i, *list));
        const Screen& screen = into.screens.back();
        const auto [first, fresh] = seen.emplace(screen.id, i);
        const JsonNode* id = node.find("id");
        if (fresh || screen.id.empty() || id == nullptr) continue;
        Value(*id, list->report(), screenName(i, node), "id", "識別子")
            .wrong({format("「{}」は{}番目の画面と同じです", screen.id, first->second + 1),
                    format("\"{}\" is screen {}'s too", screen.id, first->second + 1)},
                   {"ほかと違う識別子にしてください", "choose another identifier"});
    }
}

}  // namespace signage
