// The shared pieces.
#include "player/layout/pieces.h"

#include <algorithm>
#include <cmath>

namespace signage {

namespace {

// One large line where it fits; else two balanced ones.
Block setTitle(const Composer& c, const std::string& title, int width) {
    const TypeRole& role = c.theme().title;
    const int largest = c.sizeOf(role, 1);
    const int smallestForOne = static_cast<int>(largest * (c.grid().portrait ? 0.86 : 0.74));
    for (int pixels = largest; pixels >= smallestForOne; pixels -= std::max(1, c.px(2))) {
        Block one = c.setAt("title", title, role, pixels, width);
        if (one.text.lines.size() <= 1) return one;
    }
    TypeRole wrapped = role;
    wrapped.ideal = role.ideal * (c.grid().portrait ? 0.94 : 0.84);
    return c.setWithin("title", title, wrapped, width, 2);
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
    const Block title = setTitle(c, job.slide.title, width);
    int top = grid.safe.y;
    if (grid.portrait && !job.playlist.title.empty()) top += eyebrow.block.pixels + c.px(24);
    if (grid.portrait && job.slide.sample) top = std::max(top, grid.safe.y + c.px(56 + 18 + 20));
    const int bottom = top + title.height() + c.px(grid.portrait ? 40 : 30);
    c.fill({0, 0, grid.size.width, bottom}, theme.band.ground);
    c.fill({0, bottom, grid.size.width, c.px(10)}, theme.accent);
    if (job.slide.sample) drawSampleFlag(c);
    if (grid.portrait) {
        c.put(eyebrow.block, {grid.safe.x, grid.safe.y}, theme.bandSoft, 0, Align::left,
              eyebrow.block.pixels);
    } else if (title.text.lines.size() == 1 && title.width() + c.px(60) + eyebrow.block.width() <= width) {
        const int lower = static_cast<int>(std::lround((title.pixels - eyebrow.block.pixels) * 0.88));
        c.put(eyebrow.block, {eyebrow.right - eyebrow.block.width(), top + lower}, theme.bandSoft);
    }
    c.put(title, {grid.safe.x, top}, theme.band.ink);
    const int first = bottom + c.px(10) + c.px(grid.portrait ? 36 : 28);
    return {grid.safe.x, first, grid.safe.width, grid.footer.y - c.px(6) - first};
}

void drawCard(Composer& c, Rect rect) {
    c.fill(rect, c.theme().card.ground, c.px(c.theme().radius));
}

void drawPictureCard(Composer& c, const std::string& path, Rect rect, PictureFit fit) {
    drawCard(c, rect);
    const Rect inner = fit == PictureFit::cover ? rect : rect.inset(c.px(20));
    c.picture(path, inner, fit);
}

namespace {

Part phonePart(Composer& c, const std::string& number, double scale, int width) {
    const Theme& theme = c.theme();
    const Block label = c.set("contact.tel", "電話", theme.label, scale, width);
    const int indent = label.width() + c.px(24);
    TypeRole phone = theme.phone;
    phone.ideal *= std::max(scale, 0.7);
    const Block tel = c.setWithin("contact.tel", number, phone, width - indent, 1);
    Part part;
    part.field = "contact.tel";
    part.gap = c.px(20);
    part.height = tel.height();
    part.broken = tel.text.lines.size() > 1;
    part.draw = [&c, label, tel, indent](int x, int y, int room) {
        const int lower = static_cast<int>(std::lround((tel.pixels - label.pixels) * 0.86));
        c.put(label, {x, y + lower}, c.theme().tint.ink, 0, Align::left, room);
        c.put(tel, {x + indent, y}, c.theme().heading, 0, Align::left, room);
    };
    return part;
}

Stack contactStack(Composer& c, const Contact& contact, double scale, int width) {
    const Theme& theme = c.theme();
    Stack stack;
    const std::string name = contact.name.empty() ? "お問い合わせ" : contact.name;
    TypeRole nameRole = theme.label;
    nameRole.mode = BreakMode::phrase;
    stack.push_back(c.part(c.set("contact.name", name, nameRole, scale, width), theme.tint.ink, 0));
    if (!contact.tel.empty()) stack.push_back(phonePart(c, contact.tel, scale, width));
    const auto line = [&](const char* field, const std::string& text) {
        if (text.empty()) return;
        stack.push_back(c.part(c.set(field, text, theme.note, scale, width), theme.card.ink, c.px(14)));
    };
    line("contact.hours", contact.hours);
    line("contact.place", contact.place);
    line("contact.note", contact.note);
    return stack;
}

constexpr double contactPadding = 28;
constexpr double contactBar = 12;

}  // namespace

Part contactCard(Composer& c, const Contact& contact, double scale, int width, int gap) {
    const int padding = c.px(contactPadding);
    const int bar = c.px(contactBar);
    const Stack stack = contactStack(c, contact, scale, width - 2 * padding - bar);
    Part card;
    card.field = "contact";
    card.text = contact.name;
    card.gap = gap;
    card.height = heightOf(stack) + 2 * padding;
    card.broken = std::any_of(stack.begin(), stack.end(), [](const Part& p) { return p.broken; });
    card.draw = [&c, stack, width, padding, bar, height = card.height](int x, int y, int room) {
        const int shown = std::min(height, room);
        c.fill({x, y, width, shown}, c.theme().tint.ground, c.px(c.theme().radius));
        c.fill({x, y + padding, bar, shown - 2 * padding}, c.theme().accent);
        c.draw(stack, {x + padding + bar, y + padding, width - 2 * padding - bar, shown - 2 * padding});
    };
    return card;
}

int contactColumnHeight(Composer& c, const Contact& contact, const QrCode* qr, int width) {
    const int inner = width - 2 * c.px(contactPadding) - c.px(contactBar);
    const int box = qr == nullptr ? 0 : searchBoxHeight(c, *qr, inner - c.px(24)) + c.px(36);
    return 2 * c.px(contactPadding) + box + heightOf(contactStack(c, contact, 0.7, inner));
}

void drawContactColumn(Composer& c, const Contact& contact, const QrCode* qr, Rect rect) {
    const int padding = c.px(contactPadding);
    c.fill(rect, c.theme().tint.ground, c.px(c.theme().radius));
    c.fill({rect.x, rect.y + padding, c.px(contactBar), rect.height - 2 * padding}, c.theme().accent);
    const int left = padding + c.px(contactBar);
    Rect inner{rect.x + left, rect.y + padding, rect.width - left - padding, rect.height - 2 * padding};
    if (qr != nullptr) {
        const int box = searchBoxHeight(c, *qr, inner.width - c.px(24));
        const Rect white{inner.x, inner.bottom() - box - c.px(16), inner.width, box + c.px(16)};
        c.fill(white, c.theme().card.ground, c.px(14));
        drawSearchBox(c, *qr, {white.x + c.px(12), white.y + c.px(8), white.width - c.px(24), box}, true);
        inner.height -= white.height + c.px(20);
    }
    const double scale =
        c.bestScale([&](double trial) { return contactStack(c, contact, trial, inner.width); }, inner.height);
    c.draw(contactStack(c, contact, scale, inner.width), inner, true);
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
        if (block.text.lines.size() > 1) return {};
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
        if (joined.text.lines.size() == 1) {
            stack.push_back(c.part(joined, c.theme().muted, gap));
            return;
        }
    }
    add("small.note", note);
    add("source", source);
}

int chipWidth(const Block& text) {
    return text.width() + text.pixels;
}

void drawChip(Composer& c, const Block& text, Rect rect, const Paint& paint) {
    c.fill(rect, paint.ground, std::min(rect.height / 2, c.px(12)));
    c.put(text, {rect.x, rect.y + (rect.height - text.height()) / 2}, paint.ink, rect.width, Align::centre);
}

}  // namespace signage
