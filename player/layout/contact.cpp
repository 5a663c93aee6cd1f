// A contact as a card: who, the telephone as large as the width allows, hours, place. In a narrow card they
// stand one below the other, in a wide one side by side.
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "player/layout/pieces.h"

namespace signage {

namespace {

constexpr double contactPadding = 28;
constexpr double contactBar = 12;

// The number stays large when the text around it has to shrink, and does not pass the title when it grows.
TypeRole phoneRole(const Theme& theme, double scale) {
    TypeRole phone = theme.phone;
    phone.ideal *= std::clamp(scale, 0.7, 1.0);
    return phone;
}

Block setPhoneLabel(const Composer& c, double scale, int width) {
    return c.set("contact.telLabel", "電話", c.theme().label, scale, width);
}

Block setName(const Composer& c, const Contact& contact, double scale, int width) {
    TypeRole role = c.theme().label;
    role.mode = BreakMode::phrase;
    return c.set("contact.name", contact.name.empty() ? "お問い合わせ" : contact.name, role, scale, width);
}

// Beside its label; below it where the number is larger so.
Part phonePart(Composer& c, const std::string& number, double scale, int width) {
    const TypeRole role = phoneRole(c.theme(), scale);
    const Block label = setPhoneLabel(c, scale, width);
    const int indent = label.width() + c.px(24);
    const Block beside = c.setWithin("contact.tel", number, role, width - indent, 1);
    const Block below = c.setWithin("contact.tel", number, role, width, 1);
    const bool stacked = beside.text->lines.size() > 1 || below.pixels > beside.pixels * 1.12;
    const Block& tel = stacked ? below : beside;
    Part part;
    part.field = "contact.tel";
    part.gap = c.px(20);
    part.height = tel.height() + (stacked ? label.height() + c.px(10) : 0);
    part.broken = tel.text->lines.size() > 1;
    part.draw = [&c, label, tel, indent, stacked](int x, int y, int room) {
        const int lower = stacked ? 0 : static_cast<int>(std::lround((tel.pixels - label.pixels) * 0.86));
        c.put(label, {x, y + lower}, c.theme().tint.ink, 0, Align::left, room);
        const int down = stacked ? label.height() + c.px(10) : 0;
        c.put(tel, {x + (stacked ? 0 : indent), y + down}, c.theme().heading, 0, Align::left, room - down);
    };
    return part;
}

// Hours, place and note; those that fit share a line.
Stack detailLines(Composer& c, const Contact& contact, double scale, int width, bool shared) {
    Stack stack;
    std::string line;
    const auto flush = [&] {
        if (line.empty()) return;
        const Block block = c.set("contact.details", line, c.theme().note, scale, width);
        stack.push_back(c.part(block, c.theme().card.ink, c.px(14)));
        line.clear();
    };
    for (const std::string* text : {&contact.hours, &contact.place, &contact.note}) {
        if (text->empty()) continue;
        const std::string longer = line.empty() ? *text : line + "　" + *text;
        if (shared && c.set("", longer, c.theme().note, scale, width).text->lines.size() == 1) {
            line = longer;
            continue;
        }
        flush();
        line = *text;
    }
    flush();
    return stack;
}

int widestDetail(const Composer& c, const Contact& contact, double scale) {
    int width = 0;
    for (const std::string* text : {&contact.hours, &contact.place, &contact.note}) {
        width = std::max(width, c.set("", *text, c.theme().note, scale, 1 << 20).width());
    }
    return width;
}

// Name and number on one line, what else there is on one below; empty when they do not fit so.
Stack contactInOneRow(Composer& c, const Contact& contact, double scale, int width) {
    if (contact.tel.empty()) return {};
    const Block name = setName(c, contact, scale, 1 << 20);
    const Block label = setPhoneLabel(c, scale, 1 << 20);
    const Block tel = c.set("contact.tel", contact.tel, phoneRole(c.theme(), scale), 1, 1 << 20);
    const int phone = label.width() + c.px(24) + tel.width();
    if (name.width() + c.px(56) + phone > width) return {};
    std::string details;
    for (const std::string* text : {&contact.hours, &contact.place, &contact.note}) {
        if (!text->empty()) details += (details.empty() ? "" : "　") + *text;
    }
    Part row;
    row.field = "contact.tel";
    row.height = tel.height();
    row.draw = [&c, name, label, tel, phone, width](int x, int y, int room) {
        const auto lowered = [&](const Block& block) {
            return y + static_cast<int>(std::lround((tel.pixels - block.pixels) * 0.86));
        };
        c.put(name, {x, lowered(name)}, c.theme().tint.ink, 0, Align::left, room);
        c.put(label, {x + width - phone, lowered(label)}, c.theme().tint.ink, 0, Align::left, room);
        c.put(tel, {x + width - tel.width(), y}, c.theme().heading, 0, Align::left, room);
    };
    Stack stack{row};
    if (details.empty()) return stack;
    const Block line = c.set("contact.details", details, c.theme().note, scale, width);
    if (line.text->lines.size() > 1) return {};
    stack.push_back(c.part(line, c.theme().card.ink, c.px(14)));
    return stack;
}

// Name and number on the left, the rest on the right; empty when they do not fit so.
Stack contactInTwoColumns(Composer& c, const Contact& contact, double scale, int width) {
    Stack right = detailLines(c, contact, scale, 1 << 20, false);
    if (contact.tel.empty() || right.empty()) return {};
    const Block name = setName(c, contact, scale, 1 << 20);
    const Block tel = c.set("contact.tel", contact.tel, phoneRole(c.theme(), scale), 1, 1 << 20);
    const int phone = setPhoneLabel(c, scale, 1 << 20).width() + c.px(25) + tel.width();
    const int second = std::max(name.width(), phone) + c.px(56);
    if (second + widestDetail(c, contact, scale) > width) return {};
    const Stack left{c.part(name, c.theme().tint.ink, 0), phonePart(c, contact.tel, scale, phone)};
    Part both;
    both.field = "contact.tel";
    both.height = std::max(heightOf(left), heightOf(right));
    both.draw = [&c, left, right, second, width, height = both.height](int x, int y, int room) {
        const auto top = [&](const Stack& stack) { return y + (height - heightOf(stack)) / 2; };
        const int bottom = y + std::max(room, height);
        c.draw(left, {x, top(left), second, bottom - top(left)});
        c.draw(right, {x + second, top(right), width - second, bottom - top(right)});
    };
    return {both};
}

Stack contactStack(Composer& c, const Contact& contact, double scale, int width) {
    Stack wide = contactInOneRow(c, contact, scale, width);
    if (wide.empty()) wide = contactInTwoColumns(c, contact, scale, width);
    if (!wide.empty()) return wide;
    Stack stack{c.part(setName(c, contact, scale, width), c.theme().tint.ink, 0)};
    if (!contact.tel.empty()) stack.push_back(phonePart(c, contact.tel, scale, width));
    for (Part& part : detailLines(c, contact, scale, width, true)) stack.push_back(std::move(part));
    return stack;
}

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

}  // namespace signage
