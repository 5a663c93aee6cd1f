// What only the drawn slide shows: texts that do not fit, characters that no font has, pictures that are not
// there.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "player/base/format.h"
#include "player/layout/layout.h"
#include "player/schedule/timeline.h"
#include "tools/lint/judging.h"

namespace signage::lint {
namespace {

constexpr std::array<Size, 2> sizes = {{{1920, 1080}, {1080, 1920}}};
constexpr Size pictureSize{256, 256};

// Screens on which a slide is laid out alike, but for the facility's name and the events that are listed.
using Profile = std::tuple<double, double, double>;

SlideContext contextFor(const Judging& judging, const Screen& screen) {
    SlideContext context;
    context.now = judging.now;
    context.place = screen.name;
    context.viewingMetres = screen.viewingMetres;
    context.inches = screen.inches;
    context.scanMetres = screen.scanMetres;
    return context;
}

// One context for each profile among the slide's screens, with the longest name and the most events.
std::vector<SlideContext> contextsOf(const Judging& judging, const Slide& slide) {
    std::map<Profile, SlideContext> contexts;
    const auto consider = [&](const Screen& screen) {
        SlideContext context = contextFor(judging, screen);
        const Profile profile{screen.viewingMetres, screen.inches, screen.scanMetres};
        SlideContext& kept = contexts.emplace(profile, context).first->second;
        if (context.place.size() > kept.place.size()) kept.place = context.place;
        if (slide.layout != Layout::upcoming) return;
        auto events = upcomingEvents(judging.playlist, screen, judging.options.holidays, judging.options.at);
        if (events.size() > kept.upcoming.size()) kept.upcoming = std::move(events);
    };
    for (const Screen& screen : judging.playlist.screens) {
        if (isFor(slide.screens, screen)) consider(screen);
    }
    if (contexts.empty()) consider(Screen{});
    std::vector<SlideContext> all;
    all.reserve(contexts.size());
    for (auto& entry : contexts) all.push_back(std::move(entry.second));
    return all;
}

// Findings of one kind, each once, with the sizes on which it was found.
using Places = std::map<std::pair<std::string, std::string>, std::string>;

Places placesOf(const Judging& judging, const Slide& slide, LayoutFinding::Kind kind) {
    Places places;
    if (judging.options.fonts == nullptr || !canLayOut(slide)) return places;
    for (const SlideContext& context : contextsOf(judging, slide)) {
        for (const Size size : sizes) {
            const std::string name = format("{}x{}", size.width, size.height);
            const DrawList list = layoutSlide(*judging.options.fonts, judging.playlist, slide, context, size);
            for (const LayoutFinding& finding : list.findings) {
                if (finding.kind != kind) continue;
                std::string& where = places[{finding.field, finding.text}];
                if (where.find(name) == std::string::npos) where += (where.empty() ? "" : " ") + name;
            }
        }
    }
    return places;
}

void judgeKind(const Judging& judging, Findings& findings, LayoutFinding::Kind kind, const Bilingual& what,
               const Bilingual& remedy) {
    for (const Slide& slide : judging.playlist.slides) {
        for (const auto& [place, where] : placesOf(judging, slide, kind)) {
            const auto& [field, text] = place;
            findings.onSlide(slide, {Severity::error,
                                     {format("「{}」{}", text, what.ja), format("\"{}\" {}", text, what.en)},
                                     remedy,
                                     where,
                                     {},
                                     field});
        }
    }
}

std::optional<Error> pictureFault(const Judging& judging, const std::string& path) {
    const auto bytes = judging.options.pictures->read(path);
    if (!bytes) return bytes.error();
    if (judging.options.fonts == nullptr) return std::nullopt;
    DrawList list;
    list.size = pictureSize;
    list.items.emplace_back(
        PictureItem{path, {0, 0, pictureSize.width, pictureSize.height}, PictureFit::contain});
    Painter painter(*judging.options.fonts, *judging.options.pictures);
    const auto painted = painter.paint(list);
    if (painted) return std::nullopt;
    return painted.error();
}

}  // namespace

void judgeOverflow(const Judging& judging, Findings& findings) {
    judgeKind(judging, findings, LayoutFinding::Kind::overflow, {"が入りきりません", "does not fit"},
              {"短くするか、スライドを分けてください", "shorten it or divide the slide"});
}

void judgeGlyphs(const Judging& judging, Findings& findings) {
    judgeKind(judging, findings, LayoutFinding::Kind::missing_glyph,
              {"を表示できる書体がありません", "is in none of the fonts"},
              {"ほかの字で書いてください", "write it with other characters"});
}

void judgeWords(const Judging& judging, Findings& findings) {
    judgeKind(judging, findings, LayoutFinding::Kind::broken_word,
              {"が言葉の途中で折れます", "is broken inside a word"},
              {"短くするか、改行してよいところで \\n を入れてください",
               "shorten it or put \\n where it may break"});
}

void judgePictures(const Judging& judging, Findings& findings) {
    if (judging.options.pictures == nullptr) return;
    std::map<std::string, std::optional<Error>> judged;
    for (const Slide& slide : judging.playlist.slides) {
        if (slide.picture.empty()) continue;
        auto known = judged.find(slide.picture);
        if (known == judged.end())
            known = judged.emplace(slide.picture, pictureFault(judging, slide.picture)).first;
        if (!known->second) continue;
        const Error& fault = *known->second;
        findings.onSlide(slide, {Severity::error,
                                 {format("{}: {}", slide.picture, fault.what.ja),
                                  format("{}: {}", slide.picture, fault.what.en)},
                                 fault.remedy,
                                 {},
                                 {},
                                 "picture"});
    }
}

}  // namespace signage::lint
