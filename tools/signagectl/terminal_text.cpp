// Widths of text in a terminal.
#include "tools/signagectl/terminal_text.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "player/base/utf8.h"

namespace signage::ctl {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t leastElastic = 8;
constexpr std::size_t usualColumns = 100;

bool isControl(char32_t c) {
    const bool direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || direction;
}

std::size_t widthOf(std::string_view character) {
    // In reading a space counts nothing; on a terminal it takes its column.
    if (character == " " || character == "\xc2\xa0") return 1;
    if (character == "\xe3\x80\x80") return 2;
    return static_cast<std::size_t>(std::lround(2 * fullWidthLength(character)));
}

}  // namespace

std::string printable(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = nextCodePoint(text, at);
        if (isControl(c) || c == 0xfffd) {
            result += '?';
        } else {
            appendUtf8(result, c);
        }
    }
    return result;
}

std::size_t displayWidth(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        nextCodePoint(text, at);
        width += widthOf(text.substr(begin, at - begin));
    }
    return width;
}

std::string cutToWidth(std::string_view text, std::size_t columns) {
    if (displayWidth(text) <= columns) return std::string(text);
    if (columns < 2) return std::string(columns, '.');
    std::size_t width = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = at;
        nextCodePoint(text, end);
        const std::size_t more = widthOf(text.substr(at, end - at));
        if (width + more > columns - 2) break;
        width += more;
        at = end;
    }
    return std::string(text.substr(0, at)) + "..";
}

TextTable::TextTable(std::vector<std::string> head) {
    rows_.push_back(std::move(head));
}

void TextTable::add(std::vector<std::string> row) {
    row.resize(rows_.front().size());
    for (auto& cell : row) cell = printable(cell);
    rows_.push_back(std::move(row));
}

std::vector<std::size_t> TextTable::widths(std::size_t columns, std::size_t elastic) const {
    std::vector<std::size_t> result(rows_.front().size(), 0);
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) result[i] = std::max(result[i], displayWidth(row[i]));
    }
    std::size_t total = gap * (result.size() - 1);
    for (const auto width : result) total += width;
    if (total > columns) {
        const std::size_t surplus = total - columns;
        const std::size_t least = std::min(leastElastic, result[elastic]);
        result[elastic] = result[elastic] > surplus + least ? result[elastic] - surplus : least;
    }
    return result;
}

std::string TextTable::text(std::size_t columns, std::size_t elastic) const {
    const auto wide = widths(columns, elastic);
    std::string result;
    for (const auto& row : rows_) {
        std::string line;
        std::size_t missing = 0;  // spaces that only a further cell needs
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string cell = cutToWidth(row[i], wide[i]);
            if (!cell.empty()) line += std::string(missing, ' ') + cell;
            if (!cell.empty()) missing = 0;
            missing += wide[i] - displayWidth(cell) + gap;
        }
        result += line + "\n";
    }
    return result;
}

std::size_t terminalColumns() {
    const char* text = std::getenv("COLUMNS");
    if (text == nullptr) return usualColumns;
    char* end = nullptr;
    const unsigned long value = std::strtoul(text, &end, 10);
    return end != text && *end == '\0' && value >= 40 && value <= 1'000 ? value : usualColumns;
}

}  // namespace signage::ctl
