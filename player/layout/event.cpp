// An event: when, in a strip of its own that is read first; then what, where and with whom; the picture, the
// code and the contact beside or below.
#include <algorithm>
#include <utility>
#include <vector>

#include "player/layout/event_rows.h"

namespace signage {

namespace {

std::string dateText(const Event& event, Digits digits) {
    const LocalDate first = dateOf(event.starts);
    if (event.dateOnly) {
        const LocalDate last = dateOf(event.ends - Duration(1));
        return wardDateRange(first, std::max(first, last), digits);
    }
    return wardDate(first, digits);
}

std::string timeText(const Event& event, Digits digits) {
    if (!event.timeNote.empty()) return event.timeNote;
    if (event.dateOnly) return "";
    if (!event.endsGiven) return wardTime(event.starts, digits) + "から";
    return wardTimeRange(event.starts, event.ends, digits);
}

// One line as long as it stays large; the dates of a long event take two.
Block setDate(const Composer& c, const std::string& date, const TypeRole& role, int width) {
    Block line = c.setWithin("event.date", date, role, width, 1);
    if (line.text->lines.size() == 1 && line.pixels >= c.sizeOf(role, 0.66)) return line;
    return c.setWithin("event.date", date, role, width, 2);
}

// The strip: the date, the time, and how many days are left. Returns its height.
int drawDateStrip(const Job& job, Rect area, bool draw) {
    Composer& c = job.c;
    const Theme& theme = c.theme();
    const Event& event = *job.slide.event;
    const int padding = c.px(32);
    const std::string left = eventStanding(event, job.context.now, theme.digits);
    const Block chip = c.set("event.daysLeft", left, theme.label, 1, area.width);
    const int chipRoom = left.empty() ? 0 : chipWidth(chip) + c.px(32);
    const int width = area.width - 2 * padding;
    const std::string date = dateText(event, theme.digits);
    const std::string time = timeText(event, theme.digits);
    const std::string both = time.empty() ? date : date + "　" + time;
    TypeRole role = theme.date;
    role.ideal = c.grid().portrait ? 84 : 78;
    const Block line = c.setWithin("event.date", both, role, width - chipRoom, 1);
    const bool oneLine =
        line.text->lines.size() == 1 && line.pixels >= c.sizeOf(role, c.grid().portrait ? 0.9 : 0.76);
    const Block first = oneLine ? line : setDate(c, date, role, width);
    const Block second = c.setWithin("event.time", oneLine ? "" : time, role, width - chipRoom, 1);
    const bool two = !oneLine && (!time.empty() || !left.empty());
    const int pitch = c.px(20);
    const int height =
        first.height() + (two ? pitch + std::max(second.height(), chip.height()) : 0) + 2 * c.px(26);
    if (!draw) return height;
    c.fill({area.x, area.y, area.width, height}, theme.strong.ground, c.px(theme.radius));
    int y = area.y + c.px(26);
    c.put(first, {area.x + padding, y}, theme.strong.ink);
    if (two) {
        y += first.height() + pitch;
        if (!time.empty()) c.put(second, {area.x + padding, y}, theme.strong.ink);
    }
    if (!left.empty()) {
        const int line2 = two ? std::max(second.height(), chip.height()) : first.height();
        const int tall = chip.pixels + c.px(24);
        drawChip(c, chip,
                 {area.right() - padding - chipWidth(chip), y + (line2 - tall) / 2, chipWidth(chip), tall},
                 theme.card);
    }
    return height;
}

Stack detailStack(const Job& job, double scale, int width, bool contact) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    Stack stack;
    if (!slide.lead.empty()) {
        stack.push_back(
            c.part(c.set("lead", slide.lead, c.theme().lead, scale, width), c.theme().heading, 0));
    }
    addEventRows(c, stack, slide, contact, scale, width);
    addPoints(c, stack, slide.points, scale, width, false);
    addNote(c, stack, "note", slide.note, scale, width, c.space(22, scale));
    return stack;
}

Rect insideOf(const Composer& c, Rect card) {
    const int padding = c.px(32);
    return {card.x + padding, card.y + padding, card.width - 2 * padding, card.height - 2 * padding};
}

double detailScale(const Job& job, Rect card, bool contact) {
    const Rect inner = insideOf(job.c, card);
    constexpr double sparse = 1.16;  // few words are set larger, though not above the date
    return job.c.bestScale([&](double scale) { return detailStack(job, scale, inner.width, contact); },
                           inner.height, sparse);
}

bool detailsFit(const Job& job, Rect card, bool contact) {
    const Rect inner = insideOf(job.c, card);
    return heightOf(detailStack(job, detailScale(job, card, contact), inner.width, contact)) <= inner.height;
}

void drawDetails(const Job& job, Rect card, bool contact) {
    Composer& c = job.c;
    drawCard(c, card);
    const Rect inner = insideOf(c, card);
    c.draw(detailStack(job, detailScale(job, card, contact), inner.width, contact), inner, true);
}

// Picture and contact in a column; the contact alone where the picture has no room.
void drawSide(const Job& job, Rect area) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    const int gutter = c.px(24);
    Rect rest = area;
    if (!slide.contact.empty()) {
        const Part contact = contactCard(c, slide.contact, 0.9, area.width, 0);
        if (slide.picture.empty() || rest.height - contact.height - gutter < c.px(160)) {
            drawContactColumn(c, slide.contact, nullptr, rest);
            return;
        }
        contact.draw(rest.x, rest.bottom() - contact.height, contact.height);
        rest.height -= contact.height + gutter;
    }
    if (!slide.picture.empty() && rest.height >= c.px(160))
        drawPictureCard(c, slide.picture, rest, slide.fit);
}

bool hasSide(const Slide& slide) {
    return !slide.picture.empty() || !slide.contact.empty();
}

// The foot of a portrait screen: the contact beside the code or else the picture, or one of them alone.
struct EventFoot {
    FootPlan plan;
    int picture = 0;       // width of the picture at the right; 0: none
    bool contact = false;  // it stands in the foot
};

EventFoot planEventFoot(const Job& job, int width, bool picture, int code) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    EventFoot foot;
    foot.contact = !slide.contact.empty();
    if (slide.qr || !picture || slide.picture.empty()) {
        foot.plan = planFoot(job, width, code);
        return foot;
    }
    foot.picture = foot.contact ? width * 40 / 100 : width;
    foot.plan.height = c.px(foot.contact ? 320 : 420);
    if (foot.contact) {
        const int rest = width - foot.picture - c.px(28);
        foot.plan.height = std::max(foot.plan.height, contactCard(c, slide.contact, 1, rest, 0).height);
    }
    return foot;
}

void drawEventFoot(const Job& job, const EventFoot& foot, Rect rect) {
    Composer& c = job.c;
    if (foot.picture == 0) {
        if (foot.contact || !job.slide.qr) {
            drawFoot(job, foot.plan, rect);
        } else {
            drawQrRow(c, *job.slide.qr, rect, foot.plan.side);
        }
        return;
    }
    drawPictureCard(c, job.slide.picture, {rect.right() - foot.picture, rect.y, foot.picture, rect.height},
                    job.slide.fit);
    if (!foot.contact) return;
    drawContactColumn(c, job.slide.contact, nullptr,
                      {rect.x, rect.y, rect.width - foot.picture - c.px(28), rect.height});
}

// What gives way to the words, in this order: the picture, the size of the code, at last the telephone's
// card: then it goes among the rows.
std::vector<EventFoot> eventFeet(const Job& job, int width) {
    const Slide& slide = job.slide;
    const QrSide side = slide.qr ? qrSide(job.c, *slide.qr, job.context.scanMetres) : QrSide{};
    std::vector<EventFoot> feet;
    if (!slide.qr && !slide.picture.empty()) feet.push_back(planEventFoot(job, width, true, 0));
    for (int size = side.ideal;; size = std::max(side.least, size - job.c.px(32))) {
        feet.push_back(planEventFoot(job, width, false, size));
        if (size <= side.least) break;
    }
    EventFoot last;
    if (slide.qr) last.plan = {side.least, qrRowHeight(job.c, side.least)};
    feet.push_back(last);
    return feet;
}

void drawEventPortrait(const Job& job, Rect rest) {
    const int gutter = job.c.px(28);
    const auto above = [&](const EventFoot& foot) {
        Rect area = rest;
        if (foot.plan.height > 0) area.height -= foot.plan.height + gutter;
        return area;
    };
    const std::vector<EventFoot> feet = eventFeet(job, rest.width);
    auto chosen = std::find_if(feet.begin(), feet.end() - 1, [&](const EventFoot& foot) {
        return detailsFit(job, above(foot), !foot.contact);
    });
    const int height = chosen->plan.height;
    if (height > 0) drawEventFoot(job, *chosen, {rest.x, rest.bottom() - height, rest.width, height});
    drawDetails(job, above(*chosen), !chosen->contact);
}

// The code in a column, the contact at the foot of the whole, or among the rows where only that leaves room.
void drawEventWithCode(const Job& job, Rect rest) {
    Composer& c = job.c;
    const Contact& contact = job.slide.contact;
    if (contact.empty()) {
        drawDetails(job, drawQrColumn(job, rest), false);
        return;
    }
    const int gap = c.px(c.theme().gap);
    const Part card = contactCard(c, contact, 0.9, rest.width, 0);
    Rect above = rest;
    above.height -= card.height + gap;
    const QrSide side = qrSide(c, *job.slide.qr, job.context.scanMetres);
    const int column = std::max(side.ideal + c.px(48), c.px(430)) + c.px(c.theme().gutter);
    const Rect details{above.x, above.y, above.width - column, above.height};
    const Rect taller{rest.x, rest.y, rest.width - column, rest.height};
    const bool codeFits = qrCardHeight(c, *job.slide.qr, column, side.least) <= above.height;
    if (!codeFits || (!detailsFit(job, details, false) && detailsFit(job, taller, true))) {
        drawDetails(job, drawQrColumn(job, rest), true);
        return;
    }
    card.draw(rest.x, above.bottom() + gap, card.height);
    drawDetails(job, drawQrColumn(job, above), false);
}

// The picture is the first to go when the words need its room.
void drawEventLandscape(const Job& job, Rect rest) {
    Composer& c = job.c;
    if (job.slide.qr) {
        drawEventWithCode(job, rest);
        return;
    }
    if (job.slide.picture.empty() && !job.slide.contact.empty()) {
        const int foot = contactCard(c, job.slide.contact, 0.92, rest.width, 0).height + c.px(c.theme().gap);
        if (detailsFit(job, {rest.x, rest.y, rest.width, rest.height - foot}, false)) {
            drawDetails(job, drawCompanions(job, rest, false), false);
            return;
        }
    }
    const int gutter = c.px(c.theme().gutter);
    const int column = rest.width * 29 / 100;
    const Rect beside{rest.x, rest.y, rest.width - column - gutter, rest.height};
    if (!hasSide(job.slide) || !detailsFit(job, beside, false)) {
        drawDetails(job, rest, true);
        return;
    }
    drawSide(job, {rest.right() - column, rest.y, column, rest.height});
    drawDetails(job, beside, false);
}

}  // namespace

void drawEvent(const Job& job, Rect area) {
    if (!job.slide.event) {
        drawNotice(job, area);
        return;
    }
    const int strip = drawDateStrip(job, area, true) + job.c.px(24);
    const Rect rest{area.x, area.y + strip, area.width, area.height - strip};
    if (job.c.grid().portrait) {
        drawEventPortrait(job, rest);
    } else {
        drawEventLandscape(job, rest);
    }
}

}  // namespace signage
