// Big numbers, each with what it counts; below them a table and a code where the slide has them.
#include <algorithm>
#include <cmath>
#include <vector>

#include "player/layout/table_grid.h"

namespace signage {

namespace {

std::string valueText(const Figure& figure) {
    if (const double* number = std::get_if<double>(&figure.value)) return figureNumber(*number);
    return std::get<std::string>(figure.value);
}

struct FigureBlocks {
    Block label;
    Block value;
    Block unit;
    Block note;
};

FigureBlocks setFigure(const Composer& c, const Figure& figure, std::size_t index, double scale, int width) {
    const Theme& theme = c.theme();
    const std::string field = "figures[" + std::to_string(index) + "]";
    FigureBlocks blocks;
    blocks.label = c.setWithin(field + ".label", figure.label, theme.label, width, 1);
    TypeRole unit = theme.label;
    unit.ideal = 60;
    blocks.unit = c.set(field + ".unit", figure.unit, unit, scale, width);
    const int room = width - (figure.unit.empty() ? 0 : blocks.unit.width() + c.px(12));
    TypeRole number = theme.number;
    number.ideal *= scale;
    blocks.value = c.setWithin(field + ".value", valueText(figure), number, room, 1);
    blocks.note = c.set(field + ".note", figure.note, theme.note, scale, width);
    return blocks;
}

int heightOfFigure(const Composer& c, const FigureBlocks& blocks, bool note) {
    return blocks.label.height() + c.px(14) + blocks.value.height() +
           (note ? c.px(14) + blocks.note.height() : 0);
}

void drawFigure(Composer& c, const FigureBlocks& blocks, Rect rect, int height) {
    int y = rect.y + std::max(0, (rect.height - height) / 2);
    c.put(blocks.label, {rect.x, y}, c.theme().muted, rect.width, Align::centre);
    y += blocks.label.height() + c.px(14);
    const bool unit = !blocks.unit.source.empty();
    const int width = blocks.value.width() + (unit ? c.px(12) + blocks.unit.width() : 0);
    const int x = rect.x + (rect.width - width) / 2;
    c.put(blocks.value, {x, y}, c.theme().heading);
    if (unit) {
        const int lower = static_cast<int>(std::lround((blocks.value.pixels - blocks.unit.pixels) * 0.86));
        c.put(blocks.unit, {x + blocks.value.width() + c.px(12), y + lower}, c.theme().heading);
    }
    y += blocks.value.height() + c.px(14);
    if (!blocks.note.source.empty())
        c.put(blocks.note, {rect.x, y}, c.theme().muted, rect.width, Align::centre);
}

// The figures in one row (or, three and more on a portrait screen, in rows of two). Returns the height used.
int drawRowOfFigures(const Job& job, Rect area, bool draw, int stretch, double scale) {
    Composer& c = job.c;
    const std::vector<Figure>& figures = job.slide.figures;
    if (figures.empty()) return 0;
    const int gutter = c.px(24);
    const int count = static_cast<int>(figures.size());
    const int perRow = c.grid().portrait ? (count == 3 ? 3 : std::min(count, 2)) : std::min(count, 4);
    const int rows = (count + perRow - 1) / perRow;
    const int width = (area.width - gutter * (perRow - 1)) / perRow;
    const int inner = width - c.px(24);
    std::vector<FigureBlocks> blocks;
    int tallest = 0;
    int number = 1 << 20;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        blocks.push_back(setFigure(c, figures[i], i, scale, inner));
        number = std::min(number, blocks.back().value.pixels);
    }
    for (std::size_t i = 0; i < figures.size(); ++i) {
        blocks[i].value =
            c.setAt(blocks[i].value.field, blocks[i].value.source, c.theme().number, number, inner);
        tallest = std::max(tallest, heightOfFigure(c, blocks[i], !figures[i].note.empty()));
    }
    const int height = tallest + c.px(48) + stretch / rows;
    if (draw) {
        for (int i = 0; i < count; ++i) {
            const Rect card{area.x + (i % perRow) * (width + gutter),
                            area.y + (i / perRow) * (height + gutter), width, height};
            drawCard(c, card);
            c.fill({card.x + c.px(20), card.y, card.width - c.px(40), c.px(8)}, c.theme().accent);
            const FigureBlocks& one = blocks[static_cast<std::size_t>(i)];
            const bool note = !one.note.source.empty();
            drawFigure(c, one, {card.x + c.px(12), card.y + c.px(4), inner, height},
                       heightOfFigure(c, one, note));
        }
    }
    return rows * height + (rows - 1) * gutter;
}

Stack figuresFoot(const Job& job, int width) {
    Composer& c = job.c;
    Stack stack;
    addNote(c, stack, "note", job.slide.note, 1, width, c.px(12));
    addSmallPrint(c, stack, job.slide.table ? job.slide.table->note : "",
                  sourceLine(job.slide, c.theme().digits), width, c.px(12));
    return stack;
}

void drawTableCard(const Job& job, Rect area) {
    Composer& c = job.c;
    const Table& table = *job.slide.table;
    const TableView view{table, "table", 0, table.groups.size()};
    drawCard(c, area);
    const Rect inner = area.inset(c.px(22));
    const double scale = c.fitScale([&](double trial) {
        const int height = tableHeight(c, view, trial, inner.width);
        return height >= 0 && height <= inner.height;
    });
    drawTableGrid(c, view, scale, inner);
}

// Lead above, small print below; returns what is left between.
Rect drawHeadAndFoot(const Job& job, Rect area) {
    Composer& c = job.c;
    Rect rest = area;
    if (!job.slide.lead.empty()) {
        TypeRole role = c.theme().lead;
        role.ideal = 54;
        const Block lead = c.setWithin("lead", job.slide.lead, role, area.width, 2);
        c.put(lead, {rest.x, rest.y}, c.theme().heading);
        const int used = lead.height() + c.px(24);
        rest = {rest.x, rest.y + used, rest.width, rest.height - used};
    }
    const Stack foot = figuresFoot(job, area.width);
    if (!foot.empty()) {
        const int height = heightOf(foot);
        c.draw(foot, {rest.x, rest.bottom() - height, rest.width, height});
        rest.height -= height + c.px(18);
    }
    return rest;
}

// Whether figures and table have room in a column of that height.
bool columnFits(const Job& job, Rect rest, double scale) {
    const Composer& c = job.c;
    const int figures = drawRowOfFigures(job, rest, false, 0, scale);
    if (!job.slide.table) return figures <= rest.height;
    const TableView view{*job.slide.table, "table", 0, job.slide.table->groups.size()};
    const int height = tableHeight(c, view, 0.5, rest.width - 2 * c.px(22));
    return height >= 0 && figures + height + c.px(24 + 44) <= rest.height;
}

// The code beside the column, or below it on a portrait screen, where it gives way as far as it still scans.
Rect drawCode(const Job& job, Rect rest, double scale) {
    Composer& c = job.c;
    const QrCode& qr = *job.slide.qr;
    const QrSide side = qrSide(c, qr, job.context.scanMetres);
    const int gutter = c.px(24);
    int code = side.ideal;
    if (c.grid().portrait) {
        Rect left = rest;
        for (;; code = std::max(side.least, code - c.px(24))) {
            left.height = rest.height - qrRowHeight(c, code) - gutter;
            if (code == side.least || columnFits(job, left, scale)) break;
        }
        drawQrRow(c, qr, {rest.x, left.bottom() + gutter, rest.width, qrRowHeight(c, code)}, code);
        return left;
    }
    const int column = std::max(side.ideal + c.px(48), c.px(430));
    while (code > side.least && qrCardHeight(c, qr, column, code) > rest.height)
        code = std::max(side.least, code - c.px(8));
    drawQrCard(c, qr, {rest.right() - column, rest.y, column, rest.height}, code);
    rest.width -= column + c.px(c.theme().gutter);
    return rest;
}

}  // namespace

void drawFigures(const Job& job, Rect area) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    const int gutter = c.px(24);
    Rect rest = drawHeadAndFoot(job, area);
    const bool table = slide.table && !slide.table->groups.empty();
    // With a table below, the numbers leave it the larger part.
    const double scale = !table ? 1 : c.grid().portrait ? 0.85 : 0.72;
    if (slide.qr) rest = drawCode(job, rest, scale);
    const int natural = drawRowOfFigures(job, rest, false, 0, scale);
    const int stretch = table ? 0 : std::max(0, std::min(rest.height, natural * 2) - natural);
    const int used = drawRowOfFigures(job, rest, true, stretch, scale) + gutter;
    rest = {rest.x, rest.y + used, rest.width, rest.height - used};
    if (table) drawTableCard(job, rest);
}

}  // namespace signage
