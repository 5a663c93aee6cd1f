// What comes next: one row an event, its date as a tile of the same width in every row.
#include <algorithm>
#include <vector>

#include "player/layout/pieces.h"

namespace signage {

namespace {

struct EventRow {
    Block date;
    Block time;
    Block title;
    Block lead;
    Block place;
    Block left;
    bool hasTime = false;
    bool hasLead = false;
    bool hasPlace = false;
    int height = 0;
};

int tileWidth(const Composer& c, double scale) {
    return c.sizeOf(c.theme().value, scale) * 6 + c.px(48);
}

std::string timeOf(const Event& event, Digits digits) {
    if (!event.timeNote.empty()) return event.timeNote;
    if (event.dateOnly) return "";
    return event.endsGiven ? wardTimeRange(event.starts, event.ends, digits)
                           : wardTime(event.starts, digits) + "から";
}

EventRow setRow(const Job& job, const Slide& slide, std::size_t index, double scale, int width) {
    const Composer& c = job.c;
    const Theme& theme = c.theme();
    const Event& event = *slide.event;
    const std::string field = "upcoming[" + std::to_string(index) + "]";
    const int tile = tileWidth(c, scale);
    const int text = width - tile - c.px(40) - c.px(28);
    EventRow row;
    row.date = c.setWithin(field + ".date", wardMonthDayWeekday(dateOf(event.starts), theme.digits),
                           theme.value, tile - c.px(32), 1);
    const std::string time = timeOf(event, theme.digits);
    row.hasTime = !time.empty();
    row.time = c.set(field + ".time", time, theme.note, scale, tile - c.px(24));
    const std::string left = daysLeft(dateOf(job.context.now), dateOf(event.starts), theme.digits);
    row.left = c.set(field + ".daysLeft", left, theme.label, scale * 0.92, text);
    const int chip = left.empty() ? 0 : chipWidth(row.left) + c.px(24);
    row.title = c.set(field + ".title", slide.title, theme.lead, scale, text - chip);
    row.hasLead = !slide.lead.empty();
    TypeRole body = theme.body;
    body.ideal = 50;
    body.mode = BreakMode::phrase;
    row.lead = c.set(field + ".lead", slide.lead, body, scale, text);
    row.hasPlace = !event.place.empty();
    row.place = c.set(field + ".place", "会場　" + event.place, theme.note, scale, text);
    int right = row.title.height();
    if (row.hasLead) right += c.px(14) + row.lead.height();
    if (row.hasPlace) right += c.px(14) + row.place.height();
    const int leftSide = row.date.height() + (row.hasTime ? c.px(12) + row.time.height() : 0);
    row.height = std::max(right + c.px(44), leftSide + c.px(56));
    return row;
}

void drawRow(Composer& c, const EventRow& row, Rect card, int tile) {
    const Theme& theme = c.theme();
    drawCard(c, card);
    c.fill({card.x, card.y, tile, card.height}, theme.strong.ground, c.px(theme.radius));
    c.fill({card.x + tile / 2, card.y, tile - tile / 2, card.height}, theme.strong.ground);
    const int dateHeight = row.date.height() + (row.hasTime ? c.px(12) + row.time.height() : 0);
    int y = card.y + (card.height - dateHeight) / 2;
    c.put(row.date, {card.x + c.px(8), y}, theme.strong.ink, tile - c.px(16), Align::centre);
    if (row.hasTime) {
        c.put(row.time, {card.x + c.px(8), y + row.date.height() + c.px(12)}, theme.strong.ink,
              tile - c.px(16), Align::centre);
    }
    int text = row.title.height();
    if (row.hasLead) text += c.px(14) + row.lead.height();
    if (row.hasPlace) text += c.px(14) + row.place.height();
    const int x = card.x + tile + c.px(36);
    y = card.y + (card.height - text) / 2;
    c.put(row.title, {x, y}, theme.heading);
    if (!row.left.source.empty()) {
        const int width = chipWidth(row.left);
        const int height = row.left.pixels + c.px(18);
        drawChip(c, row.left,
                 {card.right() - c.px(28) - width, y + (row.title.pixels - height) / 2, width, height},
                 theme.tint);
    }
    y += row.title.height() + c.px(14);
    if (row.hasLead) {
        c.put(row.lead, {x, y}, theme.card.ink);
        y += row.lead.height() + c.px(14);
    }
    if (row.hasPlace) c.put(row.place, {x, y}, theme.muted);
}

std::vector<EventRow> setRows(const Job& job, const std::vector<const Slide*>& events, double scale,
                              int width) {
    std::vector<EventRow> rows;
    for (std::size_t i = 0; i < events.size(); ++i) rows.push_back(setRow(job, *events[i], i, scale, width));
    return rows;
}

int heightOfRows(const std::vector<EventRow>& rows, int gap) {
    int height = 0;
    for (const EventRow& row : rows) height += row.height;
    return height + gap * std::max(0, static_cast<int>(rows.size()) - 1);
}

}  // namespace

void drawUpcoming(const Job& job, Rect area) {
    Composer& c = job.c;
    const int gap = c.px(24);
    std::vector<const Slide*> events;
    for (const Slide* slide : job.context.upcoming) {
        if (slide != nullptr && slide->event) events.push_back(slide);
    }
    if (events.empty()) {
        drawCard(c, area);
        const Block none =
            c.set("upcoming", "ただいまご案内する講座はありません", c.theme().lead, 1, area.width - c.px(80));
        c.put(none, {area.x + c.px(40), area.y + (area.height - none.height()) / 2}, c.theme().heading,
              area.width - c.px(80), Align::centre);
        return;
    }
    // Fewer rows rather than letters too small to read: what is left out is counted in the last line.
    const std::size_t all = events.size();
    const int more = c.sizeOf(c.theme().note, 1) + gap;
    double scale = 1;
    for (;;) {
        const int room = area.height - (events.size() < all ? more : 0);
        scale = c.fitScale(
            [&](double trial) { return heightOfRows(setRows(job, events, trial, area.width), gap) <= room; });
        if (events.size() == 1 || heightOfRows(setRows(job, events, scale, area.width), gap) <= room) break;
        events.pop_back();
    }
    const std::vector<EventRow> rows = setRows(job, events, scale, area.width);
    const int room = area.height - (events.size() < all ? more : 0);
    const int spare = std::max(0, room - heightOfRows(rows, gap)) / static_cast<int>(rows.size());
    int y = area.y;
    for (const EventRow& row : rows) {
        const int height = row.height + std::min(spare, c.px(c.grid().portrait ? 120 : 70));
        drawRow(c, row, {area.x, y, area.width, height}, tileWidth(c, scale));
        y += height + gap;
    }
    if (events.size() < all) {
        const std::string text =
            "ほか" + sentenceNumber(static_cast<long long>(all - events.size()), c.theme().digits) + "件";
        c.put(c.set("upcoming.more", text, c.theme().note, 1, area.width), {area.x, y}, c.theme().muted,
              area.width, Align::right);
    }
}

}  // namespace signage
