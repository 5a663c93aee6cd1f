// QR codes as cards: how large for the distance, with what words.
#include <algorithm>
#include <array>
#include <cmath>

#include "player/layout/pieces.h"

namespace signage {

namespace {

// Modules of a code of that many bytes at level M, quiet zone included.
int qrModules(std::size_t bytes) {
    constexpr std::array<std::size_t, 15> capacities{14,  26,  42,  62,  84,  106, 122, 152,
                                                     180, 213, 251, 287, 331, 362, 412};
    const auto version =
        std::lower_bound(capacities.begin(), capacities.end(), bytes) - capacities.begin() + 1;
    return 17 + 4 * static_cast<int>(version) + 8;
}

}  // namespace

QrSide qrSide(const Composer& c, const QrCode& qr, double scanMetres) {
    const int modules = qrModules(qr.url.size());
    const double most = c.px(480);
    // Whole pixels a module, so that the code without its quiet zone is not below the share of the distance.
    const auto sideAt = [&](double share) {
        const double code = scanMetres * 1000 / share * c.grid().pixelsPerMillimetre;
        const int whole = std::max(1, static_cast<int>(std::ceil(std::min(code, most) / (modules - 8))));
        return whole * modules;
    };
    return {sideAt(10), sideAt(15)};
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

// Words to search for break only between words, where they fit so.
std::string packed(const Composer& c, const std::string& words, const TypeRole& role, int width) {
    const int pixels = c.sizeOf(role, 0);
    std::string text;
    std::string line;
    std::size_t from = 0;
    while (from <= words.size()) {
        const std::size_t space = std::min(words.find(' ', from), words.size());
        const std::string word = words.substr(from, space - from);
        from = space + 1;
        if (word.empty()) continue;
        std::string longer = line;
        longer.append(line.empty() ? "" : " ").append(word);
        if (line.empty() || c.setAt("", longer, role, pixels, 1 << 20).width() <= width) {
            line = longer;
            continue;
        }
        text += line + "\n";
        line = word;
    }
    return text + line;
}

QrTexts qrTexts(const Composer& c, const QrCode& qr, int width) {
    const Theme& theme = c.theme();
    QrTexts texts;
    texts.search = !qr.search.empty();
    texts.caption = c.set("qr.caption", qr.caption, theme.label, 0.94, width);
    TypeRole role = theme.note;
    if (texts.search) role.mode = BreakMode::phrase;
    const int room = texts.search ? width - c.px(24) : width;
    const std::string words = texts.search ? packed(c, qr.search, role, room) : shortAddress(qr.url);
    texts.words = c.setWithin(texts.search ? "qr.search" : "qr.url", words, role, room, 2);
    return texts;
}

int searchHead(const Composer& c) {
    return c.px(52);
}

}  // namespace

int searchBoxHeight(const Composer& c, const QrCode& qr, int width) {
    if (qr.search.empty() && qr.url.empty()) return 0;
    const QrTexts texts = qrTexts(c, qr, width);
    return texts.words.height() + (texts.search ? searchHead(c) + c.px(16) : 0);
}

void drawSearchBox(Composer& c, const QrCode& qr, Rect rect, bool bare) {
    const Theme& theme = c.theme();
    const QrTexts texts = qrTexts(c, qr, rect.width);
    int y = rect.y;
    // The words whole or not at all: half of them, or their label alone, would mislead.
    if (texts.words.height() + (texts.search ? searchHead(c) : 0) > rect.height) {
        c.overflow(texts.words.field, texts.words.source);
        return;
    }
    if (texts.search) {
        const Block head =
            c.setAt("qr.searchLabel", "検索", theme.small, c.sizeOf(theme.small, 1), rect.width);
        const int height = std::min(rect.height, searchHead(c) + texts.words.height() + c.px(16));
        if (!bare) c.fill({rect.x, y, rect.width, height}, theme.tint.ground, c.px(14));
        c.put(head, {rect.x, y + (searchHead(c) - head.pixels) / 2}, theme.tint.ink, rect.width,
              Align::centre);
        y += searchHead(c);
    }
    c.put(texts.words, {rect.x, y}, theme.card.ink, rect.width, Align::centre, rect.bottom() - y);
}

int qrCardHeight(const Composer& c, const QrCode& qr, int width, int side, bool words) {
    const int padding = c.px(24);
    const QrTexts texts = qrTexts(c, qr, width - 2 * padding);
    int height = 2 * padding + side;
    if (!qr.caption.empty()) height += texts.caption.height() + c.px(10);
    if (words) height += searchBoxHeight(c, qr, width - 2 * padding) + c.px(12);
    return height;
}

void drawQrCard(Composer& c, const QrCode& qr, Rect card, int side, bool words) {
    const int padding = c.px(24);
    const Rect inner{card.x + padding, card.y + padding, card.width - 2 * padding, card.height - 2 * padding};
    const QrTexts texts = qrTexts(c, qr, inner.width);
    drawCard(c, card);
    int y = inner.y + std::max(0, (card.height - qrCardHeight(c, qr, card.width, side, words)) / 2);
    if (!qr.caption.empty()) {
        c.put(texts.caption, {inner.x, y}, c.theme().heading, inner.width, Align::centre);
        y += texts.caption.height() + c.px(10);
    }
    c.qr(qr.url, {inner.x + (inner.width - side) / 2, y, side, side});
    y += side + c.px(12);
    if (words) drawSearchBox(c, qr, {inner.x, y, inner.width, inner.bottom() - y});
}

int qrRowHeight(const Composer& c, int side) {
    return side + 2 * c.px(24);
}

void drawQrRow(Composer& c, const QrCode& qr, Rect card, int side) {
    const int padding = c.px(24);
    drawCard(c, card);
    c.qr(qr.url, {card.x + padding, card.y + (card.height - side) / 2, side, side});
    const int x = card.x + padding + side + c.px(32);
    const int width = card.right() - c.px(32) - x;
    const Block caption = c.setWithin("qr.caption", qr.caption, c.theme().lead, width, 2);
    const int box = searchBoxHeight(c, qr, width);
    const int head = qr.caption.empty() ? 0 : caption.height() + c.px(28);
    int y = card.y + std::max(padding, (card.height - head - box) / 2);
    if (!qr.caption.empty()) c.put(caption, {x, y}, c.theme().heading, width, Align::centre);
    y += head;
    drawSearchBox(c, qr, {x, y, width, std::min(box, card.bottom() - y)});
}

}  // namespace signage
