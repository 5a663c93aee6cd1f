// The shared pieces.
#include "player/layout/pieces.h"

#include <algorithm>
#include <cmath>

namespace signage {

namespace {

// A code of about 29 modules and its quiet zone of eight, against the code alone.
constexpr double quietShare = 37.0 / 29.0;

struct TitleBlock {
    Block block;
    int height = 0;
};

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

Rect drawFrame(const Job& job) {
    Composer& c = job.c;
    const Theme& theme = c.theme();
    const Grid& grid = c.grid();
    const Block eyebrow = c.set("eyebrow", job.playlist.title, theme.eyebrow, 1, grid.safe.width / 2);
    const int flagLeft = grid.safe.right() - c.px(56 * 2 + 24 + 40);
    const bool besideFlag = job.slide.sample && !grid.portrait;
    const int width = besideFlag ? flagLeft - c.px(24) - grid.safe.x : grid.safe.width;
    const Block title = setTitle(c, job.slide.title, width);
    int top = grid.safe.y;
    if (!job.playlist.title.empty()) top += eyebrow.pixels + c.px(grid.portrait ? 24 : 16);
    if (job.slide.sample && grid.portrait) top = std::max(top, grid.safe.y + c.px(56 + 18 + 20));
    const int bottom = top + title.height() + c.px(grid.portrait ? 40 : 34);
    c.fill({0, 0, grid.size.width, bottom}, theme.band.ground);
    c.fill({0, bottom, grid.size.width, c.px(10)}, theme.accent);
    if (job.slide.sample) drawSampleFlag(c);
    c.put(eyebrow, {grid.safe.x, grid.safe.y}, theme.bandSoft, 0, Align::left, eyebrow.pixels);
    c.put(title, {grid.safe.x, top}, theme.band.ink);
    const int first = bottom + c.px(10) + c.px(grid.portrait ? 40 : 32);
    return {grid.safe.x, first, grid.safe.width, grid.footer.y - c.px(8) - first};
}

void drawCard(Composer& c, Rect rect) {
    c.fill(rect, c.theme().card.ground, c.px(c.theme().radius));
}

void drawPictureCard(Composer& c, const std::string& path, Rect rect, PictureFit fit) {
    drawCard(c, rect);
    const Rect inner = fit == PictureFit::cover ? rect : rect.inset(c.px(28));
    c.picture(path, inner, fit);
}

Part contactCard(Composer& c, const Contact& contact, double scale, int width, int gap) {
    const Theme& theme = c.theme();
    const int padding = c.px(28);
    const int bar = c.px(12);
    const int inner = width - 2 * padding - bar;
    Stack stack;
    const std::string name = contact.name.empty() ? "お問い合わせ" : contact.name;
    stack.push_back(c.part(c.set("contact.name", name, theme.label, scale, inner), theme.tint.ink, 0));
    if (!contact.tel.empty()) {
        const Block label = c.set("contact.tel", "電話", theme.label, scale, inner);
        const int indent = label.width() + c.px(24);
        TypeRole phone = theme.phone;
        phone.ideal *= std::max(scale, 0.7);
        const Block tel = c.setWithin("contact.tel", contact.tel, phone, inner - indent, 1);
        Part part;
        part.field = "contact.tel";
        part.gap = c.px(14);
        part.height = tel.height();
        part.broken = tel.text.lines.size() > 1;
        part.draw = [&c, label, tel, indent](int x, int y, int room) {
            const int lower = static_cast<int>(std::lround((tel.pixels - label.pixels) * 0.86));
            c.put(label, {x, y + lower}, c.theme().tint.ink, 0, Align::left, room);
            c.put(tel, {x + indent, y}, c.theme().heading, 0, Align::left, room);
        };
        stack.push_back(std::move(part));
    }
    const auto line = [&](const char* field, const std::string& text) {
        if (text.empty()) return;
        stack.push_back(c.part(c.set(field, text, theme.note, scale, inner), theme.card.ink, c.px(14)));
    };
    line("contact.hours", contact.hours);
    line("contact.place", contact.place);
    line("contact.note", contact.note);
    Part card;
    card.field = "contact";
    card.text = name;
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

QrSide qrSide(const Composer& c, double scanMetres) {
    const double millimetre = c.grid().pixelsPerMillimetre * quietShare;
    // One whole pixel a module is lost to rounding at worst.
    const int most = c.px(480);
    const int ideal = static_cast<int>(scanMetres * 1000 / 10 * millimetre * 1.03);
    const int least = static_cast<int>(scanMetres * 1000 / 15 * millimetre * 1.03);
    return {std::min(most, ideal), std::min(most, least)};
}

namespace {

struct QrTexts {
    Block caption;
    Block words;
    bool search = false;
};

std::string shortAddress(const std::string& url) {
    std::string text = url;
    for (const char* scheme : {"https://", "http://"}) {
        if (text.starts_with(scheme)) text.erase(0, std::string(scheme).size());
    }
    if (!text.empty() && text.back() == '/') text.pop_back();
    return text;
}

QrTexts qrTexts(const Composer& c, const QrCode& qr, int width) {
    const Theme& theme = c.theme();
    QrTexts texts;
    texts.search = !qr.search.empty();
    texts.caption = c.set("qr.caption", qr.caption, theme.label, 0.94, width);
    TypeRole role = theme.note;
    if (texts.search) role.mode = BreakMode::phrase;
    texts.words =
        c.setWithin(texts.search ? "qr.search" : "qr.url", texts.search ? qr.search : shortAddress(qr.url),
                    role, texts.search ? width - c.px(24) : width, 2);
    return texts;
}

int searchHead(const Composer& c) {
    return c.px(52);
}

}  // namespace

int qrCardHeight(const Composer& c, const QrCode& qr, int width, int side) {
    const int padding = c.px(24);
    const QrTexts texts = qrTexts(c, qr, width - 2 * padding);
    int height = 2 * padding + side + texts.words.height() + c.px(12);
    if (!qr.caption.empty()) height += texts.caption.height() + c.px(10);
    if (texts.search) height += searchHead(c) + c.px(16);
    return height;
}

void drawQrCard(Composer& c, const QrCode& qr, Rect card, int side) {
    const Theme& theme = c.theme();
    const int padding = c.px(24);
    const Rect inner{card.x + padding, card.y + padding, card.width - 2 * padding, card.height - 2 * padding};
    const QrTexts texts = qrTexts(c, qr, inner.width);
    drawCard(c, card);
    int y = inner.y + std::max(0, (card.height - qrCardHeight(c, qr, card.width, side)) / 2);
    if (!qr.caption.empty()) {
        c.put(texts.caption, {inner.x, y}, theme.heading, inner.width, Align::centre);
        y += texts.caption.height() + c.px(10);
    }
    c.qr(qr.url, {inner.x + (inner.width - side) / 2, y, side, side});
    y += side + c.px(12);
    if (texts.search) {
        const Block head =
            c.setAt("qr.searchLabel", "検索", theme.small, c.sizeOf(theme.small, 1), inner.width);
        const int box = searchHead(c) + texts.words.height() + c.px(16);
        c.fill({inner.x, y, inner.width, box}, theme.tint.ground, c.px(14));
        c.put(head, {inner.x, y + (searchHead(c) - head.pixels) / 2}, theme.tint.ink, inner.width,
              Align::centre);
        y += searchHead(c);
    }
    c.put(texts.words, {inner.x, y}, theme.card.ink, inner.width, Align::centre, card.bottom() - y);
}

Part bulletPart(Composer& c, const std::string& field, const std::string& text, double scale, int width,
                int gap) {
    const int pixels = c.sizeOf(c.theme().body, scale);
    const int indent = static_cast<int>(std::lround(pixels * 0.95));
    Part part = c.part(c.set(field, text, c.theme().body, scale, width - indent), c.theme().card.ink, gap);
    part.draw = [&c, inner = part.draw, pixels, indent](int x, int y, int room) {
        if (room < pixels) {
            inner(x + indent, y, room);
            return;
        }
        const int dot = static_cast<int>(std::lround(pixels * 0.4));
        c.fill({x + c.px(4), y + (pixels - dot) / 2, dot, dot}, c.theme().accent, dot / 4);
        inner(x + indent, y, room);
    };
    return part;
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

int chipWidth(const Block& text) {
    return text.width() + text.pixels;
}

void drawChip(Composer& c, const Block& text, Rect rect, const Paint& paint) {
    c.fill(rect, paint.ground, std::min(rect.height / 2, c.px(12)));
    c.put(text, {rect.x, rect.y + (rect.height - text.height()) / 2}, paint.ink, rect.width, Align::centre);
}

}  // namespace signage
