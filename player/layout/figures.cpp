// Big numbers, each with what it counts; below them a table and a code where the slide has them.
#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
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
    TypeRole label = theme.label;
    label.ideal *= std::max(1.0, scale * 0.9);
    blocks.label = c.setWithin(field + ".label", figure.label, label, width, 1);
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

struct FigureGrid {
    std::vector<FigureBlocks> blocks;
    int perRow = 1;
    int rows = 1;
    int width = 0;     // of a card
    int height = 0;    // of a card
    int total = 0;     // of all rows
    int number = 0;    // em of the numbers
    bool fits = true;  // on one line each, beside their units
};

constexpr double figureGutter = 24;

// All numbers in one size.
FigureGrid setFigures(const Job& job, int perRow, int width, double scale) {
    const Composer& c = job.c;
    const std::vector<Figure>& figures = job.slide.figures;
    const int gutter = c.px(figureGutter);
    FigureGrid grid;
    grid.perRow = perRow;
    grid.rows = (static_cast<int>(figures.size()) + perRow - 1) / perRow;
    grid.width = (width - gutter * (perRow - 1)) / perRow;
    const int inner = grid.width - c.px(32);
    grid.number = 1 << 20;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        grid.blocks.push_back(setFigure(c, figures[i], i, scale, inner));
        grid.number = std::min(grid.number, grid.blocks.back().value.pixels);
    }
    int tallest = 0;
    for (FigureBlocks& one : grid.blocks) {
        one.value = c.setAt(one.value.field, one.value.source, c.theme().number, grid.number, inner);
        tallest = std::max(tallest, heightOfFigure(c, one, !one.note.source.empty()));
    }
    for (const FigureBlocks& one : grid.blocks) {
        const int unit = one.unit.source.empty() ? 0 : one.unit.width() + c.px(12);
        grid.fits = grid.fits && one.value.text->lines.size() == 1 && one.value.width() + unit <= inner &&
                    one.label.text->lines.size() <= 1;
    }
    grid.height = tallest + c.px(48);
    grid.total = grid.rows * grid.height + (grid.rows - 1) * gutter;
    return grid;
}

// With a table below, the figures stand in one row (three on a portrait screen at most) and leave it the
// larger part. Alone, they take as many rows as let the numbers be largest.
FigureGrid planFigures(const Job& job, Size room, bool alone, double scale) {
    const int count = static_cast<int>(job.slide.figures.size());
    const int usual = job.c.grid().portrait ? (count == 3 ? 3 : std::min(count, 2)) : std::min(count, 4);
    if (!alone) return setFigures(job, usual, room.width, scale);
    std::optional<FigureGrid> best;
    for (const double size : {1.5, 1.25, 1.0}) {
        for (int perRow = 1; perRow <= std::min(count, 4); ++perRow) {
            if (count % perRow != 0 && perRow != usual) continue;
            FigureGrid grid = setFigures(job, perRow, room.width, size);
            if (!grid.fits || grid.total > room.height) continue;
            // Fewer rows where the numbers are about as large.
            if (!best || grid.number > best->number * 1.08 ||
                (grid.number * 1.08 >= best->number && grid.rows < best->rows)) {
                best = std::move(grid);
            }
        }
    }
    return best ? std::move(*best) : setFigures(job, usual, room.width, 1);
}

void drawFigureGrid(Composer& c, const FigureGrid& grid, Rect area, int stretch) {
    const int gutter = c.px(figureGutter);
    const int height = grid.height + stretch / grid.rows;
    for (int i = 0; i < static_cast<int>(grid.blocks.size()); ++i) {
        const Rect card{area.x + (i % grid.perRow) * (grid.width + gutter),
                        area.y + (i / grid.perRow) * (height + gutter), grid.width, height};
        drawCard(c, card);
        c.fill({card.x + c.px(20), card.y, card.width - c.px(40), c.px(8)}, c.theme().accent);
        // Every card as if it were the tallest, so that labels and numbers stand on common lines.
        drawFigure(c, grid.blocks[static_cast<std::size_t>(i)],
                   {card.x + c.px(16), card.y + c.px(4), grid.width - c.px(32), height},
                   grid.height - c.px(48));
    }
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
    drawTableGrid(c, view, scale, inner, tableStretch(c, view, scale, {inner.width, inner.height}));
}

// Lead above, small print below; returns what is left between.
Rect drawHeadAndFoot(const Job& job, Rect area) {
    Composer& c = job.c;
    Rect rest = area;
    const int head = drawHeadLine(job, area);
    if (head > 0) rest = {rest.x, rest.y + head + c.px(24), rest.width, rest.height - head - c.px(24)};
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
    const int figures = job.slide.figures.empty()
                            ? 0
                            : planFigures(job, {rest.width, rest.height}, !job.slide.table, scale).total;
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
    return drawQrColumn(job, rest);
}

}  // namespace

void drawFigures(const Job& job, Rect area) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    const int gutter = c.px(24);
    // Beside a contact the code stands outside of everything, where it has its full height.
    const bool shared = slide.qr && !slide.contact.empty();
    Rect rest = drawHeadAndFoot(job, drawCompanions(job, area, shared));
    const bool table = slide.table && !slide.table->groups.empty();
    const double scale = !table ? 1 : c.grid().portrait ? 0.85 : 0.72;
    if (slide.qr && !shared) rest = drawCode(job, rest, scale);
    if (!slide.figures.empty()) {
        const FigureGrid grid = planFigures(job, {rest.width, rest.height}, !table, scale);
        const int most = grid.total * (c.grid().portrait ? 2 : 3);
        const int stretch = table ? 0 : std::max(0, std::min(rest.height, most) - grid.total);
        drawFigureGrid(c, grid, rest, stretch);
        const int used = grid.total + stretch + gutter;
        rest = {rest.x, rest.y + used, rest.width, rest.height - used};
    }
    if (table) drawTableCard(job, rest);
}

}  // namespace signage
