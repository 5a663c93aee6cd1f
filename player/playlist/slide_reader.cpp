// One slide, and what its layout asks of it.
#include <algorithm>
#include <array>
#include <map>

#include "player/base/format.h"
#include "player/playlist/civil_syntax.h"
#include "player/playlist/json_fault.h"
#include "player/playlist/part_readers.h"

namespace signage {
namespace {

constexpr std::array<std::string_view, 8> layoutNames = {"notice", "chart",    "table",   "figures",
                                                         "event",  "upcoming", "picture", "video"};
constexpr std::array layouts = {Layout::notice, Layout::chart,    Layout::table,   Layout::figures,
                                Layout::event,  Layout::upcoming, Layout::picture, Layout::video};

struct PartOfLayout {
    std::string_view field;
    std::vector<Layout> needed;
    std::vector<Layout> shown;  // elsewhere it would be written in vain
};

// Layouts need these parts, and parts are drawn only there.
const std::vector<PartOfLayout>& partsOfLayouts() {
    static const std::vector<PartOfLayout> parts = {
        {"title",
         {Layout::notice, Layout::chart, Layout::table, Layout::figures, Layout::event, Layout::upcoming},
         {}},
        {"chart", {Layout::chart}, {Layout::chart}},
        {"table", {Layout::table}, {Layout::table, Layout::figures}},
        {"figures", {Layout::figures}, {Layout::figures}},
        {"event", {Layout::event}, {}},
        {"picture", {Layout::picture}, {}},
        {"video", {Layout::video}, {Layout::video}},
        {"captions", {}, {Layout::video}},
        {"sound", {}, {Layout::video}},
    };
    return parts;
}

bool holds(const std::vector<Layout>& list, Layout layout) {
    return std::find(list.begin(), list.end(), layout) != list.end();
}

void checkParts(const Object& object, const Slide& slide) {
    for (const PartOfLayout& part : partsOfLayouts()) {
        const auto value = object.field(part.field);
        const bool given =
            value && !(value->node().kind == JsonNode::Kind::string && value->node().text.empty());
        if (!given && holds(part.needed, slide.layout)) {
            object.value().wrong({format("型 {} には {} が要ります", slide.layoutName, part.field),
                                  format("layout {} needs {}", slide.layoutName, part.field)},
                                 {format("{} を書き足すか、layout を変えてください", part.field),
                                  format("add {} or choose another layout", part.field)});
        }
        if (given && !part.shown.empty() && !holds(part.shown, slide.layout)) {
            value->doubtful({format("型 {} では描かれません", slide.layoutName),
                             format("layout {} does not draw it", slide.layoutName)},
                            {"消すか、layout を変えてください", "remove it or choose another layout"});
        }
    }
}

void readLayout(const Object& object, Slide& into) {
    const auto value = object.field("layout");
    if (!value) return;
    if (auto name = value->text(1, 64)) into.layoutName = std::move(*name);
    const auto found = std::find(layoutNames.begin(), layoutNames.end(), into.layoutName);
    if (found != layoutNames.end()) {
        into.layout = layouts.at(static_cast<std::size_t>(found - layoutNames.begin()));
        return;
    }
    into.layout = Layout::unknown;
    if (object.value().report().author() && !into.layoutName.empty()) value->choice(layoutNames);
}

void readPoints(const Value& value, std::vector<std::string>& into) {
    const auto items = value.list(0, 20);
    if (!items) return;
    for (const Value& item : *items) {
        if (auto text = item.text(1)) into.push_back(std::move(*text));
    }
}

void readFit(const Value& value, PictureFit& into) {
    static constexpr std::array<std::string_view, 2> names = {"contain", "cover"};
    if (const auto index = value.choice(names)) into = *index == 0 ? PictureFit::contain : PictureFit::cover;
}

void readAsOf(const Value& value, std::optional<LocalDate>& into) {
    const auto text = value.text(1);
    if (!text) return;
    if (const auto date = parsePlaylistDate(*text)) {
        into = *date;
    } else {
        value.wrong(date.error());
    }
}

void readTextsAndMedia(const Object& object, Slide& into) {
    object.text("title", into.title);
    object.text("lead", into.lead);
    if (const auto points = object.field("points")) readPoints(*points, into.points);
    object.text("note", into.note);
    object.path("picture", into.picture);
    if (const auto fit = object.field("fit")) readFit(*fit, into.fit);
    object.text("caption", into.caption);
    object.text("rights", into.rights);
    object.path("video", into.video);
    object.path("captions", into.captions);
    object.flag("sound", into.sound);
    object.text("source", into.source);
    if (const auto asOf = object.field("as_of")) readAsOf(*asOf, into.asOf);
}

void readTranslations(const Value& value, std::vector<Translation>& into) {
    const auto items = value.list(0, 8);
    if (!items) return;
    for (const Value& item : *items) {
        const auto object = item.object(fields::translation);
        if (!object) continue;
        Translation translation;
        if (const auto language = object->field("language")) {
            if (auto code = language->identifier()) translation.language = std::move(*code);
            const auto same = [&](const Translation& other) {
                return other.language == translation.language;
            };
            if (std::any_of(into.begin(), into.end(), same)) {
                language->wrong({"この言語は二度目です", "this language stands here already"},
                                {"一つにまとめてください", "keep one of them"});
            }
        }
        object->text("title", translation.title, 1);
        object->text("lead", translation.lead);
        if (const auto points = object->field("points")) readPoints(*points, translation.points);
        object->text("note", translation.note);
        object->text("caption", translation.caption);
        into.push_back(std::move(translation));
    }
}

void readContent(const Object& object, Slide& into) {
    readTextsAndMedia(object, into);
    if (const auto contact = object.field("contact")) readContact(*contact, into.contact);
    if (const auto qr = object.field("qr")) into.qr = readQr(*qr);
    bool newKind = false;
    if (const auto chart = object.field("chart")) into.chart = readChart(*chart, newKind);
    if (newKind) into.layout = Layout::unknown;
    if (const auto table = object.field("table")) into.table = readTable(*table);
    if (const auto figures = object.field("figures")) readFigures(*figures, into.figures);
    if (const auto event = object.field("event")) into.event = readEvent(*event);
    if (const auto others = object.field("translations")) readTranslations(*others, into.translations);
}

void checkTakeover(const Object& object, const Slide& slide) {
    if (!slide.takeover) return;
    const auto value = object.field("takeover");
    constexpr auto longest = std::chrono::hours{24};
    if (!slide.show.until) {
        value->wrong({"割り込みには掲出終了 show.until が要ります", "a takeover needs show.until"},
                     {"24時間以内の終わりを書いてください", "write an end within 24 hours"});
    } else if (slide.show.from && *slide.show.until - *slide.show.from > longest) {
        value->wrong({"割り込みが24時間より長くなっています", "the takeover is longer than 24 hours"},
                     {"show.until を show.from から24時間以内にしてください",
                      "set show.until within 24 hours of show.from"});
    }
}

void readTiming(const Object& object, Slide& into) {
    if (const auto show = object.field("show")) readShow(*show, into.show);
    if (const auto screens = object.field("screens")) readTargets(*screens, into.screens);
    readSeconds(object, into.seconds);
    into.secondsAuto = object.field("seconds").has_value() && !into.seconds;
    const auto number = [&](std::string_view key, int most, int& target) {
        const auto value = object.field(key);
        if (!value) return;
        if (const auto read = value->integer(1, most)) target = static_cast<int>(*read);
    };
    number("order", 5, into.order);
    number("times_per_cycle", 20, into.timesPerCycle);
    object.flag("fallback", into.fallback);
    object.flag("takeover", into.takeover);
    object.flag("sample", into.sample);
    checkTakeover(object, into);
}

std::string textOf(const JsonNode& node, std::string_view key) {
    const JsonNode* found = node.find(key);
    return found != nullptr && found->kind == JsonNode::Kind::string ? found->text : std::string();
}

// The content of a layout that only a newer program knows may have forms that this one cannot read: what can
// be read is kept, what cannot is no fault.
void readUnknownContent(const Value& value, Slide& into) {
    Report unheard("", Strictness::player);
    const Value quiet(value.node(), unheard, value.owner(), value.path(), "");
    if (const auto object = quiet.object(fields::slide)) readContent(*object, into);
}

Slide readSlide(const JsonNode& node, std::size_t index, const Value& list, const Transition& usual) {
    Slide slide;
    slide.line = node.line;
    slide.id = textOf(node, "id");
    slide.title = textOf(node, "title");
    const Value value(node, list.report(), slideName(index, slide), "", "");
    slide.title.clear();
    const auto object = value.object(fields::slide);
    if (!object) return slide;
    if (const auto id = object->field("id")) id->identifier();
    readLayout(*object, slide);
    if (slide.layout == Layout::unknown && !list.report().author()) {
        readUnknownContent(value, slide);
    } else {
        readContent(*object, slide);
        if (slide.layout != Layout::unknown) checkParts(*object, slide);
    }
    readTiming(*object, slide);
    if (const auto transition = object->field("transition")) {
        slide.transition = usual;
        readTransition(*transition, *slide.transition);
    }
    return slide;
}

}  // namespace

void readSlides(const Object& playlist, Playlist& into) {
    const auto list = playlist.field("slides");
    if (!list) return;
    const auto items = list->list(1, 500);
    if (!items) return;
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < items->size(); ++i) {
        const JsonNode& node = (*items)[i].node();
        into.slides.push_back(readSlide(node, i, *list, into.defaultTransition));
        const Slide& slide = into.slides.back();
        const auto [first, fresh] = seen.emplace(slide.id, i);
        if (fresh || slide.id.empty()) continue;
        const JsonNode* id = node.find("id");
        Value(id != nullptr ? *id : node, list->report(), slideName(i, slide), "id", "識別子")
            .wrong({format("「{}」は{}枚目と同じです", shortened(slide.id), first->second + 1),
                    format("\"{}\" is slide {}'s too", shortened(slide.id), first->second + 1)},
                   {"ほかと違う識別子にしてください", "choose another identifier"});
    }
}

}  // namespace signage
