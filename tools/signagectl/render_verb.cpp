// signagectl render: a slide as a picture, exactly as a screen would show it.
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "player/base/format.h"
#include "player/layout/layout.h"
#include "player/paint/painter.h"
#include "player/playlist/reader.h"
#include "player/schedule/timeline.h"
#include "tools/lint/media_root.h"
#include "tools/signagectl/contact_sheet.h"
#include "tools/signagectl/film_reading.h"
#include "tools/signagectl/playlist_file.h"
#include "tools/signagectl/publishing_options.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

namespace fs = std::filesystem;

struct RenderOptions {
    std::string playlist;
    std::string slide;
    std::string size = "1920x1080";
    std::string out;
    std::string sheet;
    std::string at;
    std::string screen;
    std::string language;
    std::string root;
    double filmSecond = 0;
};

constexpr int leastSide = 320;
constexpr int mostSide = 7680;

Result<Size> parseSize(const std::string& text) {
    Size size;
    const char* end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, size.width);
    const bool cross = width.ec == std::errc() && width.ptr != end && *width.ptr == 'x';
    const auto height = cross ? std::from_chars(width.ptr + 1, end, size.height) : width;
    const auto inRange = [](int side) { return side >= leastSide && side <= mostSide; };
    if (!cross || height.ec != std::errc() || height.ptr != end || !inRange(size.width) ||
        !inRange(size.height)) {
        return fail(
            Fault::invalid, "--size",
            {format("{} という大きさは描けません", text), format("{} is not a size that can be drawn", text)},
            {"例: 1920x1080、1080x1920（各辺 320～7680）",
             "e.g. 1920x1080 or 1080x1920, each side 320 to 7680"});
    }
    return size;
}

// F.png -> F-<id>.png
std::string outFor(const std::string& out, const std::string& id) {
    const fs::path path(out);
    return (path.parent_path() / (path.stem().string() + "-" + id + path.extension().string())).string();
}

// All that drawing needs, made once.
struct Renderer {
    const Playlist& playlist;
    Screen screen;
    Instant at;
    Size size;
    const FontSet& fonts;
    Painter painter;
    std::string language;
    Result<std::string> root;
    Holidays holidays = Holidays::japan();

    Result<void> layFilmOf(const Slide& slide, const DrawList& list, SDL_Surface& surface,
                           double second) const {
        if (!list.film) return {};
        const auto file = root ? lint::resolveMedia(*root, slide.video) : root;
        if (!file) return Failure(file.error());
        return layFilm(surface, *list.film, *file, seconds(second));
    }

    SlideContext contextFor(std::size_t index) const {
        SlideContext context;
        context.now = playlist.zone.toLocal(at);
        context.place = screen.name;
        context.viewingMetres = screen.viewingMetres;
        context.inches = screen.inches;
        context.scanMetres = screen.scanMetres;
        const std::vector<int> cycle = eligibleSlides(playlist, screen, holidays, at);
        const auto here = std::find(cycle.begin(), cycle.end(), static_cast<int>(index));
        if (here != cycle.end()) {
            context.page = static_cast<int>(here - cycle.begin());
            context.pages = static_cast<int>(cycle.size());
        }
        context.upcoming = upcomingEvents(playlist, screen, holidays, at);
        return context;
    }

    // In the language that was asked for, where the slide speaks it.
    DrawList layout(std::size_t index) const {
        const Slide& slide = playlist.slides[index];
        int version = 0;
        for (int i = 1; i < versionsOf(slide); ++i) {
            if (slide.translations[static_cast<std::size_t>(i) - 1].language == language) version = i;
        }
        return layoutSlide(fonts, playlist, inVersion(slide, version), contextFor(index), size);
    }
};

Result<std::vector<std::size_t>> chosenSlides(const Playlist& playlist, const RenderOptions& options) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < playlist.slides.size(); ++i) {
        if (options.slide == "all" || playlist.slides[i].id == options.slide) chosen.push_back(i);
    }
    if (!chosen.empty()) return chosen;
    std::string ids;
    for (const Slide& slide : playlist.slides) ids += (ids.empty() ? "" : ", ") + slide.id;
    return fail(Fault::not_found, options.playlist,
                {format("{} というスライドはありません", options.slide),
                 format("there is no slide {}", options.slide)},
                {format("次のどれか: all, {}", ids), format("one of: all, {}", ids)});
}

Result<Screen> chosenScreen(const Playlist& playlist, const RenderOptions& options) {
    if (options.screen.empty()) return playlist.screens.empty() ? Screen{} : playlist.screens.front();
    if (const Screen* screen = playlist.findScreen(options.screen)) return *screen;
    return fail(Fault::not_found, options.playlist,
                {format("{} という画面はありません", options.screen),
                 format("there is no screen {}", options.screen)},
                {"screens の id を書いてください", "give the id of one of the playlist's screens"});
}

Error named(Error error, std::size_t index, const Slide& slide) {
    const Bilingual name = slideName(index, slide);
    error.what = {name.ja + ": " + error.what.ja, name.en + ": " + error.what.en};
    return error;
}

Bilingual describe(const LayoutFinding& finding) {
    const std::string text = "「" + finding.text + "」";
    switch (finding.kind) {
        case LayoutFinding::Kind::overflow:
            return {"入りきりません: " + finding.field + text, "does not fit: " + finding.field + " " + text};
        case LayoutFinding::Kind::missing_glyph:
            return {"表示できる書体がない文字: " + finding.field + text,
                    "no font has this character: " + finding.field + " " + text};
        case LayoutFinding::Kind::broken_word:
            break;
    }
    return {"語の途中で改行: " + finding.field + text, "a word had to be cut: " + finding.field + " " + text};
}

// What a look at the picture may miss; the picture is drawn all the same.
void warn(Context& context, const DrawList& list, std::size_t index, const Slide& slide) {
    for (const LayoutFinding& finding : list.findings) {
        report(context, named({Fault::invalid, "", describe(finding), {}}, index, slide));
    }
}

int renderAll(Renderer& renderer, const std::vector<std::size_t>& slides, Context& context,
              const RenderOptions& options) {
    int status = 0;
    std::vector<Surface> pictures;
    for (const std::size_t index : slides) {
        const Slide& slide = renderer.playlist.slides[index];
        const DrawList list = renderer.layout(index);
        warn(context, list, index, slide);
        Result<Surface> surface = renderer.painter.paint(list);
        if (!surface) {
            status = report(context, named(surface.error(), index, slide));
            continue;
        }
        if (const auto laid = renderer.layFilmOf(slide, list, **surface, options.filmSecond); !laid) {
            status = report(context, named(laid.error(), index, slide));
            continue;
        }
        if (!options.out.empty()) {
            const std::string path = options.slide == "all" ? outFor(options.out, slide.id) : options.out;
            const Result<void> saved = savePng(**surface, path);
            if (!saved) return report(context, saved.error());
            context.out << path << '\n';
        }
        if (!options.sheet.empty()) pictures.push_back(std::move(*surface));
    }
    if (options.sheet.empty() || pictures.empty()) return status;
    const Result<Surface> sheet = contactSheet(pictures);
    if (!sheet) return report(context, sheet.error());
    const Result<void> saved = savePng(**sheet, options.sheet);
    if (!saved) return report(context, saved.error());
    context.out << options.sheet << '\n';
    return status;
}

int run(Context& context, const RenderOptions& options) {
    const Result<Size> size = parseSize(options.size);
    if (!size) {
        report(context, size.error());
        return 2;
    }
    const auto opened = openPlaylist(context, options.playlist);
    if (!opened) return 1;
    const Playlist& playlist = *opened;
    const auto now = nowFor("");
    const auto at = now ? timeOption("--at", options.at, playlist.zone, *now) : now;
    if (!at) return wrongUsage(context, at.error());
    const Result<Screen> screen = chosenScreen(playlist, options);
    if (!screen) return report(context, screen.error());
    const Result<std::vector<std::size_t>> slides = chosenSlides(playlist, options);
    if (!slides) return report(context, slides.error());
    const auto fonts = FontSet::open();
    if (!fonts) return report(context, fonts.error());
    const auto usesPicture = [&](std::size_t slide) {
        return !playlist.slides[slide].picture.empty() || !playlist.slides[slide].video.empty();
    };
    const auto root = lint::findMediaRoot(options.playlist,
                                          options.root.empty() ? std::nullopt : std::optional(options.root));
    if (!root && (!options.root.empty() || std::any_of(slides->begin(), slides->end(), usesPicture)))
        return report(context, root.error());
    lint::FolderPictures media(root ? *root : std::string());
    Renderer renderer{playlist,         *screen, *at, *size, **fonts, Painter(**fonts, media),
                      options.language, root};
    return renderAll(renderer, *slides, context, options);
}

}  // namespace

void addRender(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("render", "draws slides as PNG pictures, as a screen would show them");
    const auto options = std::make_shared<RenderOptions>();
    verb->add_option("playlist", options->playlist, "the playlist")->required();
    verb->add_option("--slide", options->slide, "id of the slide, or all")->required();
    verb->add_option("--size", options->size, "WIDTHxHEIGHT in pixels")->capture_default_str();
    auto* out = verb->add_option("--out", options->out, "PNG to write; with all, the id is put before .png");
    auto* sheet = verb->add_option("--sheet", options->sheet, "all the chosen slides on one PNG, small");
    verb->add_option("--at", options->at, "the time that is shown, e.g. 2025-02-10T09:00; default: now");
    verb->add_option("--screen", options->screen, "id of the screen; default: the first");
    verb->add_option("--language", options->language,
                     "draw the translation into this language, where there is one");
    verb->add_option("--root", options->root, "folder that holds media/");
    verb->add_option("--film-second", options->filmSecond,
                     "which second of a film is drawn; default: its first picture")
        ->check(CLI::Range(0.0, 3600.0));
    verb->callback([&context, options, out, sheet] {
        if (out->empty() && sheet->empty()) throw CLI::RequiredError("--out or --sheet");
        context.action = [&context, options] { return run(context, *options); };
    });
}

}  // namespace signage::ctl
