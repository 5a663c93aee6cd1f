// Laying out, gathering lines, painting.
#include "tools/lint/drawings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <tuple>

#include "player/base/format.h"
#include "player/schedule/timeline.h"

namespace signage::lint {
namespace {

constexpr std::array<Size, 2> drawnSizes = {{{1920, 1080}, {1080, 1920}}};

// Screens on which a slide is laid out alike, but for the facility's name and the events that are listed.
using Profile = std::tuple<double, double, double>;

SlideContext contextFor(const Playlist& playlist, const LintOptions& options, const Screen& screen) {
    SlideContext context;
    context.now = playlist.zone.toLocal(options.at);
    context.place = screen.name;
    context.viewingMetres = screen.viewingMetres;
    context.inches = screen.inches;
    context.scanMetres = screen.scanMetres;
    return context;
}

// One context for each profile among the slide's screens, with the longest name and the most events.
std::vector<SlideContext> contextsOf(const Playlist& playlist, const LintOptions& options,
                                     const Slide& slide) {
    std::map<Profile, SlideContext> contexts;
    const auto consider = [&](const Screen& screen) {
        SlideContext context = contextFor(playlist, options, screen);
        const Profile profile{screen.viewingMetres, screen.inches, screen.scanMetres};
        SlideContext& kept = contexts.emplace(profile, context).first->second;
        if (context.place.size() > kept.place.size()) kept.place = context.place;
        if (slide.layout != Layout::upcoming) return;
        auto events = upcomingEvents(playlist, screen, options.holidays, options.at);
        if (events.size() > kept.upcoming.size()) kept.upcoming = std::move(events);
    };
    for (const Screen& screen : playlist.screens) {
        if (isFor(slide.screens, screen)) consider(screen);
    }
    if (contexts.empty()) consider(Screen{});
    std::vector<SlideContext> all;
    all.reserve(contexts.size());
    for (auto& entry : contexts) all.push_back(std::move(entry.second));
    return all;
}

bool continuesLine(const DrawnLine& line, const TextItem& item) {
    return line.field == item.field && line.box.y == item.box.y && line.pixels == item.run.pixels;
}

bool continuesBlock(const DrawnLine& line, const TextItem& item) {
    return line.field == item.field && line.box.y < item.box.y && line.pixels == item.run.pixels;
}

DrawnLine startLine(const DrawList& list, const TextItem& item) {
    DrawnLine line;
    line.field = item.field;
    line.text = item.run.text;
    line.box = item.box;
    line.pixels = item.run.pixels;
    line.weight = item.run.weight;
    const auto set = std::find_if(list.sizes.begin(), list.sizes.end(), [&](const SetSize& size) {
        return size.field == line.field && size.pixels == line.pixels;
    });
    line.smallPrint = set != list.sizes.end() && set->smallPrint;
    return line;
}

DrawList without(const DrawList& list, bool (*unwanted)(const DrawItem&)) {
    DrawList rest;
    rest.size = list.size;
    rest.background = list.background;
    std::copy_if(list.items.begin(), list.items.end(), std::back_inserter(rest.items),
                 [&](const DrawItem& item) { return !unwanted(item); });
    return rest;
}

bool isText(const DrawItem& item) {
    return std::holds_alternative<TextItem>(item);
}

bool isPicture(const DrawItem& item) {
    return std::holds_alternative<PictureItem>(item);
}

}  // namespace

std::vector<DrawnLine> linesOf(const DrawList& list) {
    std::vector<DrawnLine> lines;
    for (const DrawItem& any : list.items) {
        const auto* item = std::get_if<TextItem>(&any);
        if (item == nullptr || item->field.ends_with(".reading")) continue;
        if (!lines.empty() && continuesLine(lines.back(), *item)) {
            DrawnLine& line = lines.back();
            line.text += item->run.text;
            line.box.width = std::max(line.box.right(), item->box.right()) - line.box.x;
            continue;
        }
        DrawnLine line = startLine(list, *item);
        if (!lines.empty() && continuesBlock(lines.back(), *item)) {
            line.number = lines.back().number + 1;
        } else if (!lines.empty()) {
            lines.back().last = true;
        }
        lines.push_back(std::move(line));
    }
    if (!lines.empty()) lines.back().last = true;
    return lines;
}

double Drawing::pixelsPerMillimetre() const {
    return std::hypot(list.size.width, list.size.height) / std::max(1.0, context.inches * 25.4);
}

std::string Drawing::place() const {
    return format("{}x{}, {:g} in", list.size.width, list.size.height, context.inches);
}

std::string Drawing::name() const {
    const std::string version = language.empty() ? "" : ", " + language;
    if (oneOfMany) return format("{}, {:g} m{}", place(), context.viewingMetres, version);
    return format("{}x{}{}", list.size.width, list.size.height, version);
}

Drawings::Drawings(std::vector<Drawing> drawings, const LintOptions& options)
    : fonts_(options.fonts),
      pictures_(options.pictures == nullptr ? none_ : *options.pictures),
      drawings_(std::move(drawings)) {
    if (fonts_ != nullptr) painter_ = std::make_unique<Painter>(*fonts_, pictures_);
}

Drawings::Drawings(const Playlist& playlist, const LintOptions& options)
    : Drawings(std::vector<Drawing>{}, options) {
    if (fonts_ == nullptr) return;
    for (const Slide& slide : playlist.slides) {
        if (!canLayOut(slide)) continue;
        const std::vector<SlideContext> contexts = contextsOf(playlist, options, slide);
        for (const SlideContext& context : contexts) {
            for (int version = 0; version < versionsOf(slide); ++version) {
                draw(playlist, slide, version, context, contexts.size() > 1);
            }
        }
    }
}

void Drawings::draw(const Playlist& playlist, const Slide& slide, int version, const SlideContext& context,
                    bool oneOfMany) {
    const Slide spoken = inVersion(slide, version);
    for (const Size size : drawnSizes) {
        DrawList list = layoutSlide(*fonts_, playlist, spoken, context, size);
        Drawing drawing{&slide, context, std::move(list), {}, oneOfMany, spoken.language};
        drawing.lines = linesOf(drawing.list);
        drawings_.push_back(std::move(drawing));
    }
}

Result<Surface> Drawings::paint(const DrawList& list) {
    Result<Surface> surface = painter_->paint(list);
    if (surface || std::none_of(list.items.begin(), list.items.end(), isPicture)) return surface;
    return painter_->paint(without(list, isPicture));
}

Result<Surface> Drawings::painted(const Drawing& drawing) {
    return paint(drawing.list);
}

Result<Surface> Drawings::paintedWithoutText(const Drawing& drawing) {
    return paint(without(drawing.list, isText));
}

}  // namespace signage::lint
