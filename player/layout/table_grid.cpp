// Columns from the widest of their texts; rows as high as their tallest cell.
#include "player/layout/table_grid.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

namespace signage {

namespace {

enum class RowKind { head, group, body, total };

struct CellText {
    std::string text;
    bool number = false;
};

struct GridRow {
    RowKind kind = RowKind::body;
    std::string field;
    std::vector<CellText> cells;
};

struct Measured {
    std::vector<GridRow> rows;
    std::vector<int> widths;
    std::vector<bool> rightAligned;
    std::vector<int> fraction;  // per column: widest part from the decimal point on
    std::vector<std::vector<Block>> blocks;
    std::vector<int> heights;
    bool fits = true;
    bool tearsWords = false;
    int padX = 0;
    int padY = 0;
    int total() const {
        int sum = 0;
        for (const int height : heights) sum += height;
        return sum;
    }
};

CellText cellText(const Cell& cell) {
    if (const double* number = std::get_if<double>(&cell)) return {figureNumber(*number), true};
    return {std::get<std::string>(cell), false};
}

std::vector<GridRow> rowsOf(const TableView& view) {
    std::vector<GridRow> rows;
    const Table& table = view.table;
    GridRow head{RowKind::head, view.field + ".columns", {}};
    for (const std::string& column : table.columns) head.cells.push_back({column, false});
    const bool blankHead = std::all_of(table.columns.begin(), table.columns.end(),
                                       [](const std::string& text) { return text.empty(); });
    if (!blankHead) rows.push_back(std::move(head));
    for (std::size_t g = view.first; g < std::min(view.first + view.count, table.groups.size()); ++g) {
        const TableGroup& group = table.groups[g];
        const std::string field = view.field + ".groups[" + std::to_string(g) + "]";
        if (!group.name.empty()) rows.push_back({RowKind::group, field + ".name", {{group.name, false}}});
        for (std::size_t r = 0; r < group.rows.size(); ++r) {
            GridRow row{RowKind::body, field + ".rows[" + std::to_string(r) + "]", {}};
            for (const Cell& cell : group.rows[r]) row.cells.push_back(cellText(cell));
            rows.push_back(std::move(row));
        }
        if (!group.total) continue;
        GridRow total{RowKind::total, field + ".total", {{"計", false}}};
        while (total.cells.size() + 1 < table.columns.size()) total.cells.push_back({"", false});
        total.cells.push_back({figureNumber(*group.total), true});
        rows.push_back(std::move(total));
    }
    return rows;
}

// Cells are short: they break as titles do.
TypeRole roleOf(const Theme& theme, RowKind kind) {
    TypeRole role = kind == RowKind::body ? theme.body : theme.bodyBold;
    role.mode = BreakMode::phrase;
    return role;
}

double shareOf(RowKind kind) {
    return kind == RowKind::head || kind == RowKind::group ? 0.84 : 1.0;
}

std::string fractionOf(const std::string& number) {
    const std::size_t point = number.find('.');
    return point == std::string::npos ? "" : number.substr(point);
}

// A column reads as numbers when most of its cells are numbers or end like one (57％).
std::vector<bool> numberColumns(const std::vector<GridRow>& rows, std::size_t columns) {
    std::vector<bool> result(columns, false);
    for (std::size_t i = 0; i < columns; ++i) {
        int numbers = 0;
        int texts = 0;
        for (const GridRow& row : rows) {
            if (row.kind != RowKind::body || i >= row.cells.size() || row.cells[i].text.empty()) continue;
            const CellText& cell = row.cells[i];
            const char first = cell.text.front();
            const bool percent = first >= '0' && first <= '9' && cell.text.ends_with("％");
            (cell.number || percent ? numbers : texts) += 1;
        }
        result[i] = numbers > texts;
    }
    return result;
}

// The width that a column's texts need when they may wrap once, if they wrap without cutting a word.
int wrappedWidth(const Composer& c, const std::vector<GridRow>& rows, std::size_t column, double scale,
                 int natural) {
    // A date or a short name (12月19日) is not worth a second line.
    const int half = std::max(natural * 55 / 100, c.sizeOf(c.theme().body, scale) * 7);
    int width = 0;
    for (const GridRow& row : rows) {
        if (row.kind == RowKind::group || column >= row.cells.size()) continue;
        const bool number = row.cells[column].number;
        const Block block = c.set("", row.cells[column].text, roleOf(c.theme(), row.kind),
                                  scale * shareOf(row.kind), number ? 1 << 20 : half);
        if (block.text.brokenInsideWord) return natural;
        width = std::max(width, block.width());
    }
    return std::min(natural, width + 1);
}

// Every column gives up the same share: nothing may stand outside the card, even if words must be cut.
void squeeze(std::vector<int>& widths, int width) {
    std::int64_t sum = 0;
    if (widths.empty()) return;
    for (int& each : widths) {
        each = std::max(each, 1);
        sum += each;
    }
    for (int& each : widths) each = static_cast<int>(static_cast<std::int64_t>(each) * width / sum);
}

// Natural widths; what is over goes off the wider columns first, which then wrap, and off the first at last.
void shareWidths(Measured& m, const Composer& c, double scale, int width) {
    const std::size_t columns = m.widths.size();
    if (columns == 0) return;
    int sum = 0;
    for (const int natural : m.widths) sum += natural + 2 * m.padX;
    const bool tight = sum > width;
    // Larger than the ideal only as long as nothing wraps for it.
    if (tight && scale > 1) m.fits = false;
    for (std::size_t i = 1; i < columns && tight; ++i) {
        const int wrapped = wrappedWidth(c, m.rows, i, scale, m.widths[i]);
        sum -= m.widths[i] - wrapped;
        m.widths[i] = wrapped;
    }
    for (int& each : m.widths) each += 2 * m.padX;
    if (sum > width) {
        const int least = 2 * m.padX + c.sizeOf(c.theme().body, scale) * 6;
        m.widths[0] -= sum - width;
        const bool room = m.widths[0] >= std::min(least, width / 2);
        m.fits = m.fits && room;
        if (!room) squeeze(m.widths, width);
        return;
    }
    // Spare width: a first column of text takes a good part, the rest is shared so that columns stand evenly.
    const int spare = width - sum;
    const int others = columns > 1 ? spare * 55 / 100 / static_cast<int>(columns - 1) : 0;
    for (std::size_t i = 1; i < columns; ++i) m.widths[i] += others;
    m.widths[0] += spare - others * static_cast<int>(columns - 1);
}

Measured measure(const Composer& c, const TableView& view, double scale, int width) {
    Measured m;
    const Theme& theme = c.theme();
    m.rows = rowsOf(view);
    m.padX = c.space(22, std::min(1.0, scale * 0.9));
    const int body = c.sizeOf(theme.body, scale);
    m.padY = std::max(c.px(7), static_cast<int>(std::lround(body * 0.3 * scale)));
    std::size_t columns = view.table.columns.size();
    for (const GridRow& row : m.rows) {
        if (row.kind == RowKind::body) columns = std::max(columns, row.cells.size());
    }
    m.widths.assign(columns, 0);
    m.fraction.assign(columns, 0);
    m.rightAligned = numberColumns(m.rows, columns);
    for (const GridRow& row : m.rows) {
        if (row.kind == RowKind::group) continue;
        for (std::size_t i = 0; i < row.cells.size() && i < columns; ++i) {
            const TypeRole role = roleOf(theme, row.kind);
            const Block block = c.set("", row.cells[i].text, role, scale * shareOf(row.kind), 1 << 20);
            m.widths[i] = std::max(m.widths[i], block.width());
            if (!row.cells[i].number) continue;
            const Block tail = c.set("", fractionOf(row.cells[i].text), role, scale, 1 << 20);
            m.fraction[i] = std::max(m.fraction[i], tail.width());
        }
    }
    for (std::size_t i = 0; i < columns; ++i) m.widths[i] += m.fraction[i];
    shareWidths(m, c, scale, width);
    for (const GridRow& row : m.rows) {
        std::vector<Block> blocks;
        int height = 0;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const int room = row.kind == RowKind::group ? width : i < columns ? m.widths[i] : width;
            blocks.push_back(c.set(row.field + "[" + std::to_string(i) + "]", row.cells[i].text,
                                   roleOf(theme, row.kind), scale * shareOf(row.kind), room - 2 * m.padX));
            height = std::max(height, blocks.back().height());
            if (blocks.back().text.brokenInsideWord) m.fits = false;
            if (blocks.back().text.tornWord) m.tearsWords = true;
        }
        m.blocks.push_back(std::move(blocks));
        m.heights.push_back(height + 2 * m.padY);
    }
    return m;
}

void drawRowGround(Composer& c, RowKind kind, Rect rect, bool first) {
    const Theme& theme = c.theme();
    const int thin = c.px(2);
    if (kind == RowKind::head) {
        c.fill(rect, theme.tint.ground, first ? c.px(12) : 0);
    } else if (kind == RowKind::group) {
        c.fill({rect.x, rect.y + c.px(8), rect.width, rect.height - c.px(8)}, theme.strong.ground, c.px(12));
    } else if (kind == RowKind::total) {
        c.fill({rect.x, rect.y, rect.width, c.px(5)}, theme.heading);
    } else if (!first) {
        c.fill({rect.x, rect.y, rect.width, thin}, theme.rule);
    }
}

Color inkOf(const Theme& theme, RowKind kind) {
    switch (kind) {
        case RowKind::head:
            return theme.tint.ink;
        case RowKind::group:
            return theme.strong.ink;
        case RowKind::total:
            return theme.heading;
        case RowKind::body:
            break;
    }
    return theme.card.ink;
}

void drawRow(Composer& c, const Measured& m, std::size_t index, Rect rect) {
    const GridRow& row = m.rows[index];
    int x = rect.x;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const Block& block = m.blocks[index][i];
        const int width =
            row.kind == RowKind::group ? rect.width : m.widths.at(std::min(i, m.widths.size() - 1));
        const bool right = row.kind != RowKind::group && i < m.rightAligned.size() && m.rightAligned[i];
        int shift = 0;
        if (right && row.cells[i].number) {
            // On the decimal point: what this number lacks behind it is left free.
            const Block tail = c.setAt("", fractionOf(row.cells[i].text), roleOf(c.theme(), row.kind),
                                       block.pixels, 1 << 20);
            shift = std::max(0, m.fraction[i] - tail.width());
        }
        const int top =
            rect.y + (rect.height - block.height()) / 2 + (row.kind == RowKind::group ? c.px(4) : 0);
        c.put(block, {x + m.padX, top}, inkOf(c.theme(), row.kind), width - 2 * m.padX - shift,
              right ? Align::right : Align::left);
        x += width;
    }
}

}  // namespace

int tableHeight(const Composer& c, const TableView& view, double scale, int width) {
    const Measured m = measure(c, view, scale, width);
    return m.fits ? m.total() : -1;
}

bool tableTearsWords(const Composer& c, const TableView& view, double scale, int width) {
    return measure(c, view, scale, width).tearsWords;
}

int tableStretch(const Composer& c, const TableView& view, double scale, Size room) {
    const Measured m = measure(c, view, scale, room.width);
    const int spare = room.height - m.total();
    if (spare <= 0 || m.heights.empty()) return 0;
    const int most = static_cast<int>(c.sizeOf(c.theme().body, scale) * 0.7);
    return std::min(most, spare / static_cast<int>(m.heights.size()));
}

void drawTableGrid(Composer& c, const TableView& view, double scale, Rect area, int stretch) {
    Measured m = measure(c, view, scale, area.width);
    for (int& height : m.heights) height += stretch;
    int y = area.y;
    bool first = true;
    for (std::size_t i = 0; i < m.rows.size(); ++i) {
        const Rect rect{area.x, y, area.width, m.heights[i]};
        if (rect.bottom() > area.bottom()) {
            c.overflow(m.rows[i].field, m.rows[i].cells.empty() ? "" : m.rows[i].cells.front().text);
            break;
        }
        drawRowGround(c, m.rows[i].kind, rect, first);
        drawRow(c, m, i, rect);
        first = m.rows[i].kind == RowKind::head || m.rows[i].kind == RowKind::group;
        y += m.heights[i];
    }
}

}  // namespace signage
