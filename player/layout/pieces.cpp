// The shared pieces.
#include "player/layout/pieces.h"

#include <algorithm>
#include <cmath>

namespace signage {

namespace {

// One large line where it fits; else two balanced ones; on a high screen three where two would be small.
Block setTitle(const Composer& c, const std::string& field, const std::string& title, int width) {
    const TypeRole& role = c.theme().title;
    const int largest = c.sizeOf(role, 1);
    const int smallestForOne = static_cast<int>(largest * (c.grid().portrait ? 0.86 : 0.74));
    for (int pixels = largest; pixels >= smallestForOne; pixels -= std::max(1, c.px(2))) {
        Block one = c.setAt(field, title, role, pixels, width);
        if (one.text->lines.size() <= 1) return one;
    }
    TypeRole wrapped = role;
    wrapped.ideal = role.ideal * (c.grid().portrait ? 0.94 : 0.84);
    const Block two = c.setWithin(field, title, wrapped, width, 2);
    if (!c.grid().portrait || two.pixels >= largest * 3 / 4) return two;
    return c.setWithin(field, title, wrapped, width, 3);
}

}  // namespace

Rect drawSampleFlag(Composer& c) {
    const Grid& grid = c.grid();
    const Block word = c.setAt("sample", "見本", c.theme().label, c.px(56), grid.safe.width);
    const int bottom = grid.safe.y + word.pixels + c.px(18);
    const int slant = c.px(40);
    const int left = grid.safe.right() - word.width() - c.px(24) - slant;
    c.polygon({{left, 0}, {grid.size.width, 0}, {grid.size.width, bottom}, {left + slant, bottom}},
              c.theme().alert.ground);
    c.put(word, {grid.safe.right() - word.width(), grid.safe.y}, c.theme().alert.ink);
    return {left, 0, grid.size.width - left, bottom};
}

namespace {

// Whose screen this is, small: above the title where the screen is high, at the band's far end where it is
// wide.
struct Eyebrow {
    Block block;
    int right = 0;  // what it ends at, beside the title
};

Eyebrow setEyebrow(const Job& job) {
    const Composer& c = job.c;
    const Grid& grid = c.grid();
    Eyebrow eyebrow;
    eyebrow.block = c.setWithin("eyebrow", job.playlist.title, c.theme().eyebrow, grid.safe.width / 2, 1);
    eyebrow.right = grid.safe.right() - (job.slide.sample ? c.px(56 * 2 + 24 + 40 + 30) : 0);
    return eyebrow;
}

}  // namespace

Rect drawFrame(const Job& job) {
    Composer& c = job.c;
    const Theme& theme = c.theme();
    const Grid& grid = c.grid();
    const Eyebrow eyebrow = setEyebrow(job);
    const int width = grid.portrait ? grid.safe.width : eyebrow.right - grid.safe.x;
    // A notice of a title alone is set large below; then the band names the playlist.
    const bool bare = isBare(job.slide) && !job.playlist.title.empty();
    const Block title = bare ? setTitle(c, "eyebrow", job.playlist.title, width)
                             : setTitle(c, "title", job.slide.title, width);
    int top = grid.safe.y;
    if (grid.portrait && !job.playlist.title.empty() && !bare) top += eyebrow.block.pixels + c.px(24);
    if (grid.portrait && job.slide.sample) top = std::max(top, grid.safe.y + c.px(56 + 18 + 20));
    const int bottom = top + title.height() + c.px(grid.portrait ? 40 : 30);
    c.fill({0, 0, grid.size.width, bottom}, theme.band.ground);
    c.fill({0, bottom, grid.size.width, c.px(10)}, theme.accent);
    if (job.slide.sample) drawSampleFlag(c);
    if (bare) {
        c.put(title, {grid.safe.x, top}, theme.band.ink);
    } else if (grid.portrait) {
        c.put(eyebrow.block, {grid.safe.x, grid.safe.y}, theme.bandSoft, 0, Align::left,
              eyebrow.block.pixels);
    } else if (title.text->lines.size() == 1 && title.width() + c.px(60) + eyebrow.block.width() <= width) {
        const int lower = static_cast<int>(std::lround((title.pixels - eyebrow.block.pixels) * 0.88));
        c.put(eyebrow.block, {eyebrow.right - eyebrow.block.width(), top + lower}, theme.bandSoft);
    }
    if (!bare) c.put(title, {grid.safe.x, top}, theme.band.ink);
    const int first = bottom + c.px(10) + c.px(grid.portrait ? 36 : 28);
    return {grid.safe.x, first, grid.safe.width, grid.footer.y - c.px(6) - first};
}

int drawHeadLine(const Job& job, Rect area) {
    Composer& c = job.c;
    if (job.slide.lead.empty()) return 0;
    TypeRole role = c.theme().lead;
    role.ideal = 54;
    const Block lead = c.setWithin("lead", job.slide.lead, role, area.width, 2);
    const int room = Composer::roomFor(lead, c.grid().portrait ? 3 : 2);
    c.put(lead, {area.x, area.y}, c.theme().heading, 0, Align::left, room);
    return room;
}

void drawCard(Composer& c, Rect rect) {
    c.fill(rect, c.theme().card.ground, c.px(c.theme().radius));
}

void drawPictureCard(Composer& c, const std::string& path, Rect rect, PictureFit fit) {
    drawCard(c, rect);
    const Rect inner = fit == PictureFit::cover ? rect : rect.inset(c.px(20));
    c.picture(path, inner, fit);
}

Part bulletPart(Composer& c, const std::string& field, const std::string& text, double scale, int width,
                int gap) {
    const int pixels = c.sizeOf(c.theme().body, scale);
    const int indent = static_cast<int>(std::lround(pixels * 0.95));
    Block block = c.set(field, text, c.theme().body, scale, width - indent);
    const int lead = block.lead;
    Part part = c.part(std::move(block), c.theme().card.ink, gap);
    part.draw = [&c, inner = part.draw, pixels, indent, lead](int x, int y, int room) {
        if (room >= lead + pixels) {
            const int dot = static_cast<int>(std::lround(pixels * 0.4));
            c.fill({x + c.px(4), y + lead + (pixels - dot) / 2, dot, dot}, c.theme().accent, dot / 4);
        }
        inner(x + indent, y, room);
    };
    return part;
}

namespace {

std::string pointField(std::size_t index) {
    return "points[" + std::to_string(index) + "]";
}

// Two columns read downwards, each as wide as its longest point; empty when they do not fit side by side.
Stack pointsInTwo(Composer& c, const std::vector<std::string>& points, double scale, int width, int gap) {
    const std::size_t rows = (points.size() + 1) / 2;
    const int pixels = c.sizeOf(c.theme().body, scale);
    int widths[2] = {0, 0};
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Block block = c.set(pointField(i), points[i], c.theme().body, scale, 1 << 20);
        if (block.text->lines.size() > 1) return {};
        int& column = widths[i / rows];
        column = std::max(column, block.width() + static_cast<int>(std::lround(pixels * 0.95)) + 1);
    }
    const int spare = width - widths[0] - widths[1];
    if (spare < c.px(20)) return {};
    const int second = widths[0] + std::min(spare, std::max(c.px(60), width / 2 - widths[0]));
    Stack stack;
    for (std::size_t i = 0; i < rows; ++i) {
        Part part = bulletPart(c, pointField(i), points[i], scale, widths[0], gap);
        if (i + rows < points.size()) {
            const Part right = bulletPart(c, pointField(i + rows), points[i + rows], scale, widths[1], gap);
            part.draw = [left = part.draw, right, second](int x, int y, int room) {
                left(x, y, room);
                right.draw(x + second, y, room);
            };
        }
        stack.push_back(std::move(part));
    }
    return stack;
}

}  // namespace

void addPoints(Composer& c, Stack& stack, const std::vector<std::string>& points, double scale, int width,
               bool twoColumns) {
    if (points.empty()) return;
    const int gap = c.space(c.theme().gap, scale);
    Stack rows = twoColumns ? pointsInTwo(c, points, scale, width, gap) : Stack{};
    if (rows.empty()) {
        for (std::size_t i = 0; i < points.size(); ++i) {
            rows.push_back(bulletPart(c, pointField(i), points[i], scale, width, gap));
        }
    }
    rows.front().gap = stack.empty() ? 0 : gap + c.space(12, scale);
    for (Part& part : rows) stack.push_back(std::move(part));
}

std::string sourceLine(const Slide& slide, Digits digits) {
    std::string text;
    if (slide.asOf) text = wardDateWithoutWeekday(*slide.asOf, digits) + "現在";
    if (slide.source.empty()) return text;
    if (!text.empty()) text += "　";
    return text + "出典：" + slide.source;
}

void addNote(Composer& c, Stack& stack, const std::string& field, const std::string& text, double scale,
             int width, int gap) {
    if (text.empty()) return;
    stack.push_back(c.part(c.set(field, text, c.theme().note, scale, width), c.theme().muted, gap));
}

void addSmallPrint(Composer& c, Stack& stack, const std::string& note, const std::string& source, int width,
                   int gap) {
    const auto add = [&](const char* field, const std::string& text) {
        if (text.empty()) return;
        stack.push_back(c.part(c.set(field, text, c.theme().small, 1, width), c.theme().muted, gap));
    };
    if (!note.empty() && !source.empty()) {
        const Block joined = c.set("source", note + "　" + source, c.theme().small, 1, width);
        if (joined.text->lines.size() == 1) {
            stack.push_back(c.part(joined, c.theme().muted, gap));
            return;
        }
    }
    add("small.note", note);
    add("source", source);
}

std::string eventStanding(const Event& event, LocalTime now, Digits digits) {
    const LocalDate today = dateOf(now);
    const std::string left = daysLeft(today, dateOf(event.starts), digits);
    if (!left.empty()) return left;
    return now < event.ends && today != dateOf(event.starts) ? "開催中" : "";
}

int chipWidth(const Block& text) {
    return text.width() + text.pixels;
}

void drawChip(Composer& c, const Block& text, Rect rect, const Paint& paint) {
    c.fill(rect, paint.ground, std::min(rect.height / 2, c.px(12)));
    c.put(text, {rect.x, rect.y + (rect.height - text.height()) / 2}, paint.ink, rect.width, Align::centre);
}

}  // namespace signage
