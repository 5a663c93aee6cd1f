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
// Whether a line of a cell begins inside a katakana or Latin word (リハビリテー|ション) at that scale.
bool tableTearsWords(const Composer& c, const TableView& view, double scale, int width);
// How much higher each row may become for the table to fill `room`; 0 when it does not fit, and never so much
// that the rows fall apart.
int tableStretch(const Composer& c, const TableView& view, double scale, Size room);
// Draws within `area`, each row `stretch` higher than its text needs. Rows that pass the bottom are reported.
void drawTableGrid(Composer& c, const TableView& view, double scale, Rect area, int stretch);

}  // namespace signage
