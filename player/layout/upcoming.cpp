// What comes next: one row an event, its date as a tile of the same width in every row.
#include <algorithm>
#include <initializer_list>
#include <utility>
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
    int tileHeight = 0;  // of date and time; on a portrait screen they are a strip above the words
    int textHeight = 0;
    int height = 0;
    bool timeBeside = false;  // portrait: date and time share the strip's line
    bool besideFits = true;   // and have room there
};

// Beside the words, or above them on a portrait screen.
int tileWidth(const Composer& c, double scale) {
    return static_cast<int>(c.sizeOf(c.theme().date, scale * 0.8) * 6.8) + c.px(40);
}

std::string timeOf(const Event& event, Digits digits) {
    if (!event.timeNote.empty()) return event.timeNote;
    if (event.dateOnly) return "";
    return event.endsGiven ? wardTimeRange(event.starts, event.ends, digits)
                           : wardTime(event.starts, digits) + "から";
}

int stackedHeight(const Composer& c, std::initializer_list<const Block*> blocks) {
    int height = 0;
    for (const Block* block : blocks) {
        if (block->source.empty()) continue;
        height += block->height() + (height > 0 ? c.px(22) : 0);
    }
    return height;
}

// How the rows of a portrait screen are set: all alike.
struct HighRows {
    double date = 0.8;  // of the date's ideal
    bool timeBeside = true;
};

struct ListedEvents {
    std::vector<const Slide*> events;
    bool leads = true;  // what each is about is shown
};

struct RowStyle {
    HighRows high;
    bool lead = true;
};

// Every text at its floor.
constexpr double smallestRows = 0.01;

EventRow setRow(const Job& job, const Slide& slide, std::size_t index, double scale, int width,
                const RowStyle& style) {
    const Composer& c = job.c;
    const Theme& theme = c.theme();
    const Event& event = *slide.event;
    const bool portrait = c.grid().portrait;
    const std::string field = "upcoming[" + std::to_string(index) + "]";
    const int tile = portrait ? width : tileWidth(c, scale);
    const int text = portrait ? width - c.px(72) : width - tile - c.px(40) - c.px(32);
    EventRow row;
    TypeRole date = theme.date;
    date.ideal *= (portrait ? style.high.date : 0.8) * scale;
    row.date = c.setWithin(field + ".date", wardMonthDayWeekday(dateOf(event.starts), theme.digits), date,
                           portrait ? width / 2 : tile - c.px(32), 1);
    const std::string time = timeOf(event, theme.digits);
    TypeRole timeRole = theme.label;
    timeRole.mode = BreakMode::phrase;
    row.time =
        c.set(field + ".time", time, timeRole, scale * 0.92, portrait ? width - c.px(72) : tile - c.px(24));
    const std::string left = eventStanding(event, job.context.now, theme.digits);
    row.left = c.set(field + ".daysLeft", left, theme.label, scale * 0.92, text);
    const int chip = left.empty() || portrait ? 0 : chipWidth(row.left) + c.px(24);
    TypeRole title = theme.lead;
    title.ideal = 68;
    row.title = c.set(field + ".title", slide.title, title, scale, text - chip);
    TypeRole body = theme.body;
    body.ideal = 56;
    body.mode = BreakMode::phrase;
    body.pitch = 1.3;
    row.lead = c.set(field + ".lead", style.lead ? slide.lead : "", body, scale, text);
    TypeRole place = theme.note;
    place.ideal = 50;
    row.place =
        c.set(field + ".place", event.place.empty() ? "" : "会場　" + event.place, place, scale, text);
    row.textHeight = stackedHeight(c, {&row.title, &row.lead, &row.place});
    row.tileHeight = stackedHeight(c, {&row.date, &row.time});
    if (portrait) {
        row.tileHeight = std::max(row.date.height(), row.left.height() + c.px(18)) + c.px(32);
        const int chipRoom = left.empty() ? 0 : chipWidth(row.left) + c.px(28);
        row.besideFits = row.date.width() + row.time.width() + chipRoom + c.px(36 * 2 + 32) <= width;
        row.timeBeside = style.high.timeBeside;
        if (!row.timeBeside && !time.empty()) {
            row.tileHeight += row.time.height() + c.px(12);
        }
        row.height = row.tileHeight + row.textHeight + c.px(60);
    } else {
        row.height = std::max(row.textHeight + c.px(48), row.tileHeight + c.px(44));
    }
    return row;
}

void drawTexts(Composer& c, const EventRow& row, int x, int y) {
    const std::pair<const Block*, Color> lines[] = {
        {&row.title, c.theme().heading}, {&row.lead, c.theme().card.ink}, {&row.place, c.theme().muted}};
    for (const auto& [block, color] : lines) {
        if (block->source.empty()) continue;
        c.put(*block, {x, y}, color);
        y += block->height() + c.px(22);
    }
}

void drawWideRow(Composer& c, const EventRow& row, Rect card, int tile) {
    const Theme& theme = c.theme();
    drawCard(c, card);
    c.fill({card.x, card.y, tile, card.height}, theme.strong.ground, c.px(theme.radius));
    c.fill({card.x + tile / 2, card.y, tile - tile / 2, card.height}, theme.strong.ground);
    int y = card.y + (card.height - row.tileHeight) / 2;
    c.put(row.date, {card.x + c.px(8), y}, theme.strong.ink, tile - c.px(16), Align::centre);
    y += row.date.height() + c.px(22);
    if (!row.time.source.empty()) {
        c.put(row.time, {card.x + c.px(8), y}, theme.strong.ink, tile - c.px(16), Align::centre);
    }
    const int top = card.y + (card.height - row.textHeight) / 2;
    drawTexts(c, row, card.x + tile + c.px(40), top);
    if (row.left.source.empty()) return;
    const int width = chipWidth(row.left);
    const int height = row.left.pixels + c.px(18);
    drawChip(c, row.left,
             {card.right() - c.px(32) - width, top + (row.title.pixels - height) / 2, width, height},
             theme.tint);
}

void drawHighRow(Composer& c, const EventRow& row, Rect card) {
    const Theme& theme = c.theme();
    drawCard(c, card);
    const int strip = row.tileHeight;
    const int padding = c.px(36);
    c.fill({card.x, card.y, card.width, strip}, theme.strong.ground, c.px(theme.radius));
    c.fill({card.x, card.y + strip / 2, card.width, strip - strip / 2}, theme.strong.ground);
    const bool beside = row.timeBeside || row.time.source.empty();
    const int line = beside ? strip : strip - row.time.height() - c.px(12);
    const int base = card.y + (line - row.date.height()) / 2;
    c.put(row.date, {card.x + padding, base}, theme.strong.ink);
    if (!row.time.source.empty()) {
        const int lower = static_cast<int>((row.date.pixels - row.time.pixels) * 0.88);
        const Point at = beside ? Point{card.x + padding + row.date.width() + c.px(32), base + lower}
                                : Point{card.x + padding, base + row.date.height() + c.px(16)};
        c.put(row.time, at, theme.strong.ink);
    }
    if (!row.left.source.empty()) {
        const int width = chipWidth(row.left);
        const int height = row.left.pixels + c.px(18);
        drawChip(c, row.left, {card.right() - padding - width, card.y + (line - height) / 2, width, height},
                 theme.card);
    }
    drawTexts(c, row, card.x + padding, card.y + strip + (card.height - strip - row.textHeight) / 2);
}

// On a portrait screen date and time share a line in every row or in none; a smaller date may make them fit.
std::vector<EventRow> setRows(const Job& job, const ListedEvents& listed, double scale, int width) {
    std::vector<EventRow> rows;
    for (const HighRows& high : {HighRows{0.8, true}, HighRows{0.68, true}, HighRows{0.8, false}}) {
        rows.clear();
        for (std::size_t i = 0; i < listed.events.size(); ++i) {
            rows.push_back(setRow(job, *listed.events[i], i, scale, width, {high, listed.leads}));
        }
        if (std::all_of(rows.begin(), rows.end(), [](const EventRow& row) { return row.besideFits; })) break;
    }
    return rows;
}

int heightOfRows(const std::vector<EventRow>& rows, int gap) {
    int height = 0;
    for (const EventRow& row : rows) height += row.height;
    return height + gap * std::max(0, static_cast<int>(rows.size()) - 1);
}

}  // namespace

namespace {

// The slide's own lead above the list, its note below; returns what is left.
Rect drawListHeadAndNote(const Job& job, Rect area) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    Rect rest = area;
    const int head = drawHeadLine(job, area);
    if (head > 0) rest = {rest.x, rest.y + head + c.px(24), rest.width, rest.height - head - c.px(24)};
    Stack foot;
    addNote(c, foot, "note", slide.note, 1, area.width, 0);
    if (foot.empty()) return rest;
    const int height = heightOf(foot);
    c.draw(foot, {rest.x, rest.bottom() - height, rest.width, height});
    rest.height -= height + c.px(18);
    return rest;
}

}  // namespace

void drawUpcoming(const Job& job, Rect area) {
    Composer& c = job.c;
    const int gap = c.px(24);
    area = drawListHeadAndNote(job, drawCompanions(job, area, true));
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
    // Fewer words, then fewer rows, rather than letters too small to read: what is left out is counted in the
    // last line.
    const std::size_t all = events.size();
    const int more = c.sizeOf(c.theme().note, 1) + gap;
    const auto roomFor = [&](std::size_t count) { return area.height - (count < all ? more : 0); };
    const auto shown = [&](bool leads) {
        std::vector<const Slide*> some = events;
        while (some.size() > 1 && heightOfRows(setRows(job, {some, leads}, smallestRows, area.width), gap) >
                                      roomFor(some.size())) {
            some.pop_back();
        }
        return some.size();
    };
    const std::size_t withLeads = shown(true);
    const std::size_t without = withLeads < all ? shown(false) : 0;
    const bool leads = withLeads >= without;
    events.resize(std::max(withLeads, without));
    // One or two have the screen to themselves.
    const double start = events.size() <= 2 ? 1.25 : 1;
    const ListedEvents listed{events, leads};
    const double scale = c.fitScale(
        [&](double trial) {
            return heightOfRows(setRows(job, listed, trial, area.width), gap) <= roomFor(events.size());
        },
        start);
    const std::vector<EventRow> rows = setRows(job, listed, scale, area.width);
    const int spare =
        std::max(0, roomFor(events.size()) - heightOfRows(rows, gap)) / static_cast<int>(rows.size());
    // A single one takes the whole card; more stay a list.
    const int most = c.px(rows.size() == 1 ? 2000 : 200);
    int y = area.y;
    for (const EventRow& row : rows) {
        const int height = row.height + std::min(spare, most);
        const Rect card{area.x, y, area.width, height};
        if (c.grid().portrait) {
            drawHighRow(c, row, card);
        } else {
            drawWideRow(c, row, card, tileWidth(c, scale));
        }
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
