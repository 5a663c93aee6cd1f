// Events, whom to ask, and the two-dimensional code.
#include <algorithm>

#include "player/base/format.h"
#include "player/playlist/civil_syntax.h"
#include "player/playlist/json_fault.h"
#include "player/playlist/part_readers.h"

namespace signage {
namespace {

LocalTime endOfDay(LocalTime time) {
    return midnight(addDays(dateOf(time), 1));
}

void readSpeakers(const Value& value, std::vector<Speaker>& into) {
    const auto items = value.list(0, 12);
    if (!items) return;
    for (const Value& item : *items) {
        const auto object = item.object(fields::speaker);
        if (!object) continue;
        Speaker speaker;
        object->text("name", speaker.name, 1);
        object->text("role", speaker.role);
        object->text("talk", speaker.talk);
        into.push_back(std::move(speaker));
    }
}

void readCapacity(const Value& value, std::string& into) {
    if (value.node().kind == JsonNode::Kind::string) {
        if (auto text = value.text()) into = std::move(*text);
    } else if (const auto number = value.integer(1, 1000000)) {
        into = format("{}", *number);
    }
}

bool isWebAddress(std::string_view url) {
    const bool scheme = url.substr(0, 8) == "https://" || url.substr(0, 7) == "http://";
    const auto plain = [](char c) { return c > ' ' && c <= '~'; };
    return scheme && url.size() <= 500 && url.find("://") + 3 < url.size() &&
           std::all_of(url.begin(), url.end(), plain);
}

}  // namespace

std::optional<Event> readEvent(const Value& value) {
    const auto object = value.object(fields::event);
    if (!object) return std::nullopt;
    Event event;
    if (const auto starts = readPoint(*object, "starts")) {
        event.starts = starts->time;
        event.dateOnly = starts->dateOnly;
    }
    event.ends = endOfDay(event.starts);
    if (const auto ends = readPoint(*object, "ends")) {
        event.ends = ends->dateOnly ? endOfDay(ends->time) : ends->time;
        event.endsGiven = true;
    }
    object->text("time_note", event.timeNote);
    object->text("place", event.place);
    object->text("audience", event.audience);
    if (const auto speakers = object->field("speakers")) readSpeakers(*speakers, event.speakers);
    object->text("fee", event.fee);
    if (const auto capacity = object->field("capacity")) readCapacity(*capacity, event.capacity);
    object->text("apply", event.apply);
    object->text("host", event.host);
    return event;
}

void readContact(const Value& value, Contact& into) {
    const auto object = value.object(fields::contact);
    if (!object) return;
    object->text("name", into.name);
    object->text("tel", into.tel);
    object->text("hours", into.hours);
    object->text("place", into.place);
    object->text("note", into.note);
}

std::optional<QrCode> readQr(const Value& value) {
    const auto object = value.object(fields::qr);
    if (!object) return std::nullopt;
    QrCode qr;
    object->text("url", qr.url, 1);
    if (!qr.url.empty() && !isWebAddress(qr.url)) {
        object->field("url")->wrong(
            {format("「{}」は使えないアドレスです", shortened(qr.url)),
             format("\"{}\" cannot be used as an address", shortened(qr.url))},
            {"http:// か https:// で始まる半角500字まで。例: https://www.example.jp/kensaku",
             "http:// or https://, ASCII, up to 500 characters, example: https://www.example.jp/search"});
    }
    object->text("caption", qr.caption);
    object->text("search", qr.search);
    return qr;
}

}  // namespace signage
