// A table measured and drawn: groups with heads, totals, numbers aligned on their decimal point. Private to
// layout.
#pragma once

#include <string>
#include <vector>

#include "player/layout/pieces.h"

namespace signage {

// Groups of `table` from `first` on, `count` of them, drawn as one block of `width`.
struct TableView {
    const Table& table;
    std::string field;  // "table"
    std::size_t first = 0;
    std::size_t count = 0;
};

// Height at that scale; -1 when a column has no room for its texts at that scale.
int tableHeight(const Composer& c, const TableView& view, double scale, int width);
// Draws within `area`; spare height goes into the rows, up to a limit. Rows that pass the bottom are
// reported.
void drawTableGrid(Composer& c, const TableView& view, double scale, Rect area);

}  // namespace signage
