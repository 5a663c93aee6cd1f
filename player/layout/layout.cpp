// Chooses the layout, and sets what has no slide: the footer alone and the slate.
#include "player/layout/layout.h"

#include <algorithm>
#include <cmath>

#include "player/layout/footer.h"
#include "player/layout/pieces.h"

namespace signage {

namespace {

void drawContent(const Job& job, Rect area) {
    switch (job.slide.layout) {
        case Layout::chart:
            drawChart(job, area);
            return;
        case Layout::table:
            drawTable(job, area);
            return;
        case Layout::figures:
            drawFigures(job, area);
            return;
        case Layout::event:
            drawEvent(job, area);
            return;
        case Layout::upcoming:
            drawUpcoming(job, area);
            return;
        case Layout::notice:
        case Layout::picture:
        case Layout::video:
        case Layout::unknown:
            drawNotice(job, area);
            return;
    }
}

// Texts that the layout has no place for.
void reportUndrawn(Composer& c, const DrawList& list, const Slide& slide) {
    const auto check = [&](const std::string& field, const std::string& text) {
        if (text.empty()) return;
        const auto isField = [&](const auto& entry) { return entry.field == field; };
        if (std::any_of(list.sizes.begin(), list.sizes.end(), isField)) return;
        if (std::any_of(list.findings.begin(), list.findings.end(), isField)) return;
        c.overflow(field, text);
    };
    check("lead", slide.lead);
    for (std::size_t i = 0; i < slide.points.size(); ++i) {
        check("points[" + std::to_string(i) + "]", slide.points[i]);
    }
    check("note", slide.note);
    check("contact.tel", slide.contact.tel);
}

}  // namespace

bool canLayOut(const Slide& slide) {
    return slide.layout != Layout::unknown;
}

DrawList layoutSlide(const FontSet& fonts, const Playlist& playlist, const Slide& slide,
                     const SlideContext& context, Size size) {
    const Theme& theme = themeNamed(playlist.theme);
    const Grid grid(fonts, size, context.viewingMetres, context.inches);
    DrawList list;
    list.size = size;
    list.background = theme.ground;
    Composer composer(fonts, theme, grid, list);
    composer.speak(slide.language);
    const Job job{composer, playlist, slide, context};
    if (slide.layout == Layout::picture || slide.layout == Layout::video) {
        drawPoster(job);
    } else {
        drawContent(job, drawFrame(job));
    }
    reportUndrawn(composer, list, slide);
    drawFooter(composer, context);
    return list;
}

Rect filmRect(const FilmPlace& place, Size film) {
    const Rect& box = place.box;
    if (place.fit == PictureFit::cover || film.width <= 0 || film.height <= 0) return box;
    const double scale =
        std::min(static_cast<double>(box.width) / film.width, static_cast<double>(box.height) / film.height);
    const int width = std::clamp(static_cast<int>(std::lround(film.width * scale)), 1, box.width);
    const int height = std::clamp(static_cast<int>(std::lround(film.height * scale)), 1, box.height);
    return {box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height};
}

DrawList layoutFooter(const FontSet& fonts, const SlideContext& context, Size size,
                      std::string_view themeName) {
    const Theme& theme = themeNamed(themeName);
    const Grid grid(fonts, size, context.viewingMetres, context.inches);
    DrawList list;
    list.size = size;
    list.background = theme.ground;
    Composer composer(fonts, theme, grid, list);
    drawFooter(composer, context);
    return list;
}

DrawList layoutSlate(const FontSet& fonts, const std::string& message, const std::string& screenId, Size size,
                     std::string_view themeName) {
    const Theme& theme = themeNamed(themeName);
    const SlideContext usual;
    const Grid grid(fonts, size, usual.viewingMetres, usual.inches);
    DrawList list;
    list.size = size;
    list.background = theme.band.ground;
    Composer c(fonts, theme, grid, list);
    const std::size_t end = message.find('\n');
    const std::string title = message.substr(0, end);
    const std::string rest = end == std::string::npos ? "" : message.substr(end + 1);
    const int width = grid.safe.width;
    TypeRole titleRole = theme.title;
    titleRole.ideal = 100;
    TypeRole body = theme.lead;
    body.weight = Weight::regular;
    body.ideal = 64;
    const Block head = c.setWithin("slate.title", title, titleRole, width, 2);
    const Block text = c.setWithin("slate.text", rest, body, width, 6);
    const int bar = c.px(10);
    const int gap = c.px(48);
    const int total = head.height() + gap + bar + gap + (rest.empty() ? 0 : text.height());
    int y = grid.safe.y + std::max(0, (grid.safe.height - total) * 45 / 100);
    c.put(head, {grid.safe.x, y}, theme.band.ink, width, Align::centre);
    y += head.height() + gap;
    c.fill({grid.size.width / 2 - c.px(90), y, c.px(180), bar}, theme.accent, bar / 2);
    y += bar + gap;
    const Block id = c.set("slate.screen", screenId, theme.small, 0.9, width);
    const int foot = grid.safe.bottom() - id.pixels;
    if (!rest.empty()) c.put(text, {grid.safe.x, y}, theme.band.ink, width, Align::centre, foot - y);
    if (!screenId.empty()) c.put(id, {grid.safe.x, foot}, theme.bandSoft, width, Align::right, id.pixels);
    return list;
}

}  // namespace signage
