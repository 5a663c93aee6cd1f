// The chart slide: what is counted and the total above, the plot in a card, notes and the source below.
#include <algorithm>

#include "player/layout/chart_plot.h"

namespace signage {

namespace {

struct Total {
    Block label;
    Block number;
    Block unit;
    int width = 0;
    int height = 0;
};

Total setTotal(const Composer& c, const Chart& chart) {
    const Theme& theme = c.theme();
    Total total;
    total.label = c.set("chart.total", "合計", theme.label, 1, c.px(400));
    TypeRole number = theme.date;
    number.mode = BreakMode::strict;
    total.number = c.set("chart.total", figureNumber(*chart.total), number, 1, c.grid().safe.width);
    total.unit = c.set("chart.unit", chart.unit, theme.label, 1, c.px(400));
    total.width = total.label.width() + total.number.width() + total.unit.width() + c.px(28 * 2 + 24 + 10);
    total.height = total.number.pixels + c.px(24);
    return total;
}

void drawTotal(Composer& c, const Total& total, Point at) {
    const Theme& theme = c.theme();
    c.fill({at.x, at.y, total.width, total.height}, theme.tint.ground, c.px(16));
    const int base = at.y + (total.height - total.number.pixels) / 2;
    const int lower = (total.number.pixels - total.label.pixels) * 86 / 100;
    int x = at.x + c.px(28);
    c.put(total.label, {x, base + lower}, theme.tint.ink);
    x += total.label.width() + c.px(24);
    c.put(total.number, {x, base}, theme.heading);
    x += total.number.width() + c.px(10);
    c.put(total.unit, {x, base + lower}, theme.tint.ink);
}

// The unit of a single series stands at the end of the lead's line, where it costs the plot nothing.
bool unitBesideLead(const Slide& slide) {
    return !slide.chart->total && !slide.chart->unit.empty() && !slide.lead.empty() &&
           slide.chart->series.size() <= 1;
}

Block setUnit(const Composer& c, const Chart& chart, int width) {
    return c.set("chart.unit", "単位：" + chart.unit, c.theme().small, 1, width);
}

// Lead on the left, total on the right of one row; on a portrait screen the total may stand below.
int drawHead(const Job& job, Rect area) {
    Composer& c = job.c;
    const Chart& chart = *job.slide.chart;
    if (!chart.total) {
        Rect line = area;
        if (unitBesideLead(job.slide)) {
            const Block unit = setUnit(c, chart, area.width);
            c.put(unit, {area.right() - unit.width(), area.y + c.px(10)}, c.theme().muted);
            line.width -= unit.width() + c.px(40);
        }
        return drawHeadLine(job, line);
    }
    const Total total = setTotal(c, chart);
    TypeRole role = c.theme().lead;
    role.ideal = 54;
    const Block lead = c.setWithin("lead", job.slide.lead, role, area.width - total.width - c.px(40), 2);
    const int room = Composer::roomFor(lead, c.grid().portrait ? 3 : 2);
    const int height = std::max(room, total.height);
    if (!job.slide.lead.empty()) {
        c.put(lead, {area.x, area.y + (height - room) / 2}, c.theme().heading, 0, Align::left, room);
    }
    drawTotal(c, total, {area.right() - total.width, area.y + (height - total.height) / 2});
    return height;
}

Stack chartFoot(const Job& job, int width) {
    Composer& c = job.c;
    const int gap = c.px(14);
    Stack stack;
    addNote(c, stack, "note", job.slide.note, 1, width, gap);
    addSmallPrint(c, stack, job.slide.chart->note, sourceLine(job.slide, c.theme().digits), width, gap);
    return stack;
}

// Standing, else lying, else standing with a name at every second, third ... bar, else as points on lines,
// which need no room for their values.
void drawBars(Composer& c, const Chart& chart, Rect rest) {
    if (drawStandingBars(c, chart, rest, 1)) return;
    if (lyingBarsFit(c, chart, rest)) {
        drawLyingBars(c, chart, rest);
        return;
    }
    for (int every = 2; every <= 4; ++every) {
        if (drawStandingBars(c, chart, rest, every)) return;
    }
    drawLines(c, chart, rest);
}

void drawPlot(const Job& job, Rect area) {
    Composer& c = job.c;
    const Chart& chart = *job.slide.chart;
    // The unit stands at the right end of the names' line, or alone above the plot.
    Rect rest = area;
    int used = 0;
    int names = area.width;
    if (!chart.unit.empty() && !chart.total && !unitBesideLead(job.slide)) {
        const Block unit = setUnit(c, chart, area.width);
        const int x = chart.series.size() > 1 ? area.right() - unit.width() : area.x;
        c.put(unit, {x, area.y}, c.theme().muted);
        used = unit.height();
        names -= unit.width() + c.px(24);
    }
    used = std::max(used, drawLegend(c, chart, {area.x, area.y, names, area.height}));
    if (used > 0) rest = {rest.x, rest.y + used + c.px(20), rest.width, rest.height - used - c.px(20)};
    switch (chart.kind) {
        case ChartKind::bar:
            drawBars(c, chart, rest);
            return;
        case ChartKind::stacked:
            drawStackedBars(c, chart, rest);
            return;
        case ChartKind::line:
            drawLines(c, chart, rest);
            return;
    }
}

// What stands around the plot, and what is left for it.
struct Surroundings {
    bool companions = true;
    bool head = true;
    bool foot = true;
};

Rect drawSurroundings(const Job& job, Rect area, const Surroundings& around) {
    Composer& c = job.c;
    if (around.companions) area = drawCompanions(job, area, true);
    Rect rest = area;
    const int head = around.head ? drawHead(job, area) : 0;
    if (head > 0) rest = {rest.x, rest.y + head + c.px(22), rest.width, rest.height - head - c.px(22)};
    const Stack foot = around.foot ? chartFoot(job, area.width) : Stack{};
    if (foot.empty()) return rest;
    const int height = heightOf(foot);
    c.draw(foot, {rest.x, rest.bottom() - height, rest.width, height});
    rest.height -= height + c.px(18);
    return rest;
}

// Notes and source give way to the plot first, then the lead, at last contact and code: a plot too flat to be
// read would be worse than an error that names what is missing.
Surroundings chooseSurroundings(const Job& job, Rect area) {
    const Surroundings choices[] = {{true, true, true}, {true, true, false}, {true, false, false}};
    for (const Surroundings& around : choices) {
        DrawList trial;
        Composer composer(job.c.fonts(), job.c.theme(), job.c.grid(), trial);
        const Rect rest = drawSurroundings({composer, job.playlist, job.slide, job.context}, area, around);
        if (rest.height >= job.c.px(280)) return around;
    }
    return {false, false, false};
}

}  // namespace

void drawChart(const Job& job, Rect area) {
    Composer& c = job.c;
    if (!job.slide.chart) {
        drawNotice(job, area);
        return;
    }
    const Surroundings around = chooseSurroundings(job, area);
    const Rect rest = drawSurroundings(job, area, around);
    const std::string source = sourceLine(job.slide, c.theme().digits);
    if (!around.foot && !source.empty()) c.overflow("source", source);
    if (!around.companions && job.slide.qr) c.overflow("qr.url", job.slide.qr->url);
    drawCard(c, rest);
    drawPlot(job, rest.inset(c.px(26)));
}

}  // namespace signage
