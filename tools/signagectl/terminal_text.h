// Text for a terminal: columns that line up with Japanese in them, and nothing that could command the
// terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace signage::ctl {

// Control characters and ill-formed bytes become "?": what a hub sends is shown, never obeyed.
std::string printable(std::string_view text);
// In columns: full-width characters take two.
std::size_t displayWidth(std::string_view text);
// At most `columns` wide, ".." at the end where something was cut.
std::string cutToWidth(std::string_view text, std::size_t columns);

// Rows of cells, each column as wide as its widest cell, two spaces between. Nothing is filled behind the
// last.
class TextTable {
  public:
    explicit TextTable(std::vector<std::string> head);
    void add(std::vector<std::string> row);
    // At most `columns` wide where cutting the cells of column `elastic` can achieve it.
    std::string text(std::size_t columns, std::size_t elastic) const;

  private:
    std::vector<std::size_t> widths(std::size_t columns, std::size_t elastic) const;
    std::vector<std::vector<std::string>> rows_;  // the head is the first
};

// The terminal's width by COLUMNS when that is a sensible number, else 100.
std::size_t terminalColumns();

}  // namespace signage::ctl
