// When and where a slide shows.
#include <array>

#include "player/base/format.h"
#include "player/playlist/civil_syntax.h"
#include "player/playlist/part_readers.h"

namespace signage {

std::optional<CivilPoint> readPoint(const Object& object, std::string_view key) {
    const auto value = object.field(key);
    if (!value) return std::nullopt;
    const auto text = value->text(1);
    if (!text) return std::nullopt;
    const auto point = parseCivilPoint(*text);
    if (!point) return value->wrong(point.error());
    return *point;
}

namespace {

constexpr std::size_t maxRanges = 100;

void readDays(const Value& value, std::optional<DaySet>& into) {
    const auto items = value.list(1, 8);
    if (!items) return;
    DaySet days;
    for (const Value& item : *items) {
        const auto text = item.text(1);
        if (!text) continue;
        if (const auto read = parseDay(*text, days); !read) item.wrong(read.error());
    }
    into = days;
}

void readHours(const Value& value, std::vector<HourRange>& into) {
    const auto items = value.list(0, 12);
    if (!items) return;
    for (const Value& item : *items) {
        const auto text = item.text(1);
        if (!text) continue;
        if (const auto hours = parseHours(*text)) {
            into.push_back(*hours);
        } else {
            item.wrong(hours.error());
        }
    }
}

void readSelectors(const Value& value, std::vector<Selector>& into) {
    const auto items = value.list(0, 200);
    if (!items) return;
    for (const Value& item : *items) {
        const auto text = item.text(1, 200);
        if (!text) continue;
        if (auto selector = parseSelector(*text)) {
            into.push_back(std::move(*selector));
        } else {
            item.wrong(selector.error());
        }
    }
}

}  // namespace

void readDayRanges(const Value& value, std::vector<DayRange>& into) {
    const auto items = value.list(0, maxRanges);
    if (!items) return;
    for (const Value& item : *items) {
        const auto text = item.text(1);
        if (!text) continue;
        if (const auto range = parseDayRange(*text)) {
            into.push_back(*range);
        } else {
            item.wrong(range.error());
        }
    }
}

void readShow(const Value& value, ShowWindow& into) {
    const auto show = value.object(fields::show);
    if (!show) return;
    if (const auto from = readPoint(*show, "from")) into.from = from->time;
    if (const auto until = readPoint(*show, "until")) {
        into.until = until->dateOnly ? midnight(addDays(dateOf(until->time), 1)) : until->time;
    }
    if (into.from && into.until && *into.until <= *into.from) {
        show->field("until")->wrong({"掲出開始より前です", "it is before the start"},
                                    {"show.from より後を書いてください", "write a time after show.from"});
    }
    if (const auto days = show->field("days")) readDays(*days, into.days);
    if (const auto notOn = show->field("not_on")) readDayRanges(*notOn, into.notOn);
    if (const auto hours = show->field("hours")) readHours(*hours, into.hours);
}

void readTargets(const Value& value, Targets& into) {
    const auto targets = value.object(fields::targets);
    if (!targets) return;
    if (const auto include = targets->field("include")) readSelectors(*include, into.include);
    if (const auto exclude = targets->field("exclude")) readSelectors(*exclude, into.exclude);
}

void readSeconds(const Object& object, std::optional<Duration>& into) {
    const auto value = object.field("seconds");
    if (!value || (value->node().kind == JsonNode::Kind::string && value->node().text == "auto")) return;
    if (value->node().kind == JsonNode::Kind::string) {
        value->wrong({"秒数ではありません", "it is not a number of seconds"},
                     {"3 から 3600 までの数か \"auto\"", "a number from 3 to 3600, or \"auto\""});
        return;
    }
    if (const auto read = value->number(3, 3600)) into = seconds(*read);
}

void readTransition(const Value& value, Transition& into) {
    static constexpr std::array<std::string_view, 4> names = {"cut", "crossfade", "slide", "wipe"};
    static constexpr std::array kinds = {TransitionKind::cut, TransitionKind::crossfade,
                                         TransitionKind::slide, TransitionKind::wipe};
    const auto transition = value.object(fields::transition);
    if (!transition) return;
    if (const auto kind = transition->field("kind")) {
        // A newer program's transition is no reason for a player to refuse an edition.
        Report unheard("", Strictness::player);
        const bool known = Value(kind->node(), unheard, {}, "", "").choice(names).has_value();
        if (known || value.report().author()) {
            if (const auto index = kind->choice(names)) into.kind = kinds.at(*index);
        }
    }
    double length = std::chrono::duration<double>(into.length).count();
    transition->number("seconds", length, 0, 5);
    into.length = seconds(length);
}

}  // namespace signage
