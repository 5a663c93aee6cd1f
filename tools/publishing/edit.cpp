// Slides taken out of and put into a playlist's JSON; the order of its keys stays as it was.
#include "tools/publishing/edit.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "player/base/format.h"

namespace signage::publishing {
namespace {

using OrderedJson = nlohmann::ordered_json;

Failure notAPlaylist(std::string_view where) {
    return fail(Fault::invalid, std::string(where),
                {"プレイリストとして読めません", "cannot be read as a playlist"},
                {"signagectl check で確かめてください", "see signagectl check"});
}

Result<OrderedJson> parsePlaylist(std::string_view bytes, std::string_view where) {
    OrderedJson playlist = OrderedJson::parse(bytes, nullptr, false);
    if (!playlist.is_object() || !playlist.contains("slides") || !playlist["slides"].is_array()) {
        return notAPlaylist(where);
    }
    return playlist;
}

std::string idOf(const OrderedJson& slide) {
    if (!slide.is_object()) return {};
    const auto id = slide.find("id");
    return id != slide.end() && id->is_string() ? id->get<std::string>() : std::string();
}

bool isTakeover(const OrderedJson& slide) {
    const auto mark = slide.find("takeover");
    return mark != slide.end() && mark->is_boolean() && mark->get<bool>();
}

// A takeover whose `show.until` has passed. One that cannot be read is left to the reader.
bool isOver(const OrderedJson& slide, LocalTime now) {
    if (!slide.is_object() || !isTakeover(slide)) return false;
    const auto show = slide.find("show");
    if (show == slide.end() || !show->is_object()) return false;
    const auto until = show->find("until");
    if (until == show->end() || !until->is_string()) return false;
    const std::string& text = until->get_ref<const std::string&>();
    if (const auto time = parseLocalTime(text)) return *time <= now;
    const auto date = parseDate(text);
    return date && midnight(addDays(*date, 1)) <= now;
}

std::string write(const OrderedJson& playlist) {
    return playlist.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

// The template's slides: its one object, or all of a playlist's.
Result<std::vector<OrderedJson>> readTemplate(std::string_view bytes, std::string_view where) {
    OrderedJson read = OrderedJson::parse(bytes, nullptr, false);
    std::vector<OrderedJson> slides;
    if (read.is_object() && read.contains("slides") && read["slides"].is_array()) {
        for (OrderedJson& slide : read["slides"]) slides.push_back(std::move(slide));
    } else if (read.is_object() && read.contains("layout")) {
        slides.push_back(std::move(read));
    }
    const bool named = std::all_of(slides.begin(), slides.end(),
                                   [](const OrderedJson& slide) { return !idOf(slide).empty(); });
    if (slides.empty() || !named) {
        return fail(Fault::invalid, std::string(where),
                    {"割り込みのスライドとして読めません", "cannot be read as takeover slides"},
                    {"id と layout のあるスライド1枚の JSON か、slides のあるプレイリストを指定してください",
                     "give the JSON of one slide with id and layout, or a playlist with slides"});
    }
    return slides;
}

void makeTakeover(OrderedJson& slide, LocalTime until) {
    slide["takeover"] = true;
    if (!slide.contains("show") || !slide["show"].is_object()) slide["show"] = OrderedJson::object();
    slide["show"]["until"] = formatLocalTime(until);
}

}  // namespace

Result<std::string> withoutSlide(std::string_view bytes, std::string_view id) {
    auto playlist = parsePlaylist(bytes, "");
    if (!playlist) return Failure(playlist.error());
    OrderedJson& slides = (*playlist)["slides"];
    const auto found = std::find_if(slides.begin(), slides.end(),
                                    [&](const OrderedJson& slide) { return idOf(slide) == id; });
    if (found == slides.end()) {
        return fail(Fault::not_found, "",
                    {format("今の版に {} というスライドはありません", id),
                     format("the current edition has no slide {}", id)},
                    {"id を確かめてください", "check the id"});
    }
    if (slides.size() == 1) {
        return fail(Fault::invalid, "",
                    {format("{} は最後の1枚なので取り下げられません", id),
                     format("{} is the last slide and cannot be withdrawn", id)},
                    {"代わりのプレイリストを publish してください", "publish another playlist instead"});
    }
    slides.erase(found);
    return write(*playlist);
}

Result<Takeover> withTakeover(std::string_view bytes, std::string_view fileBytes, std::string_view fileName,
                              LocalTime now, LocalTime until) {
    auto playlist = parsePlaylist(bytes, "");
    if (!playlist) return Failure(playlist.error());
    auto added = readTemplate(fileBytes, fileName);
    if (!added) return Failure(added.error());
    std::set<std::string> ids;
    Takeover made;
    for (OrderedJson& slide : *added) {
        makeTakeover(slide, until);
        made.ids.push_back(idOf(slide));
        ids.insert(made.ids.back());
    }
    OrderedJson kept = OrderedJson::array();
    for (OrderedJson& slide : (*playlist)["slides"]) {
        const bool same = ids.count(idOf(slide)) != 0;
        if (same && !isTakeover(slide)) {
            return fail(Fault::invalid, std::string(fileName),
                        {format("id {} は今の版の別のスライドが使っています", idOf(slide)),
                         format("the id {} belongs to another slide of the current edition", idOf(slide))},
                        {"ほかの id にしてください", "use another id"});
        }
        if (!same && !isOver(slide, now)) kept.push_back(std::move(slide));
    }
    for (OrderedJson& slide : *added) kept.push_back(std::move(slide));
    (*playlist)["slides"] = std::move(kept);
    made.playlist = write(*playlist);
    return made;
}

}  // namespace signage::publishing
