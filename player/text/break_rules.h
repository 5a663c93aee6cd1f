// The rules that ICU's strict Japanese line breaking lacks, as a table of small functions.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signage {

// allowed[i]: whether a line may begin with code point i. One entry per code point.
using AllowedBreaks = std::vector<bool>;

struct BreakRule {
    std::string_view name;
    // `text` has no forced breaks in it. Rules run in the order of the table: those that open a break come
    // before those that close one.
    void (*apply)(std::u32string_view text, AllowedBreaks& allowed);
};

std::span<const BreakRule> breakRules();

// Kinsoku by character: 、。」ー small kana and their like never begin a line, （「 and their like never end
// one. Range dashes are no matter of the single character and are not among them.
bool mayBeginLine(char32_t c);
bool mayEndLine(char32_t c);

// Spaces that do not count at a line's end: the ideographic one too, the non-breaking ones not.
bool isLineSpace(char32_t c);

}  // namespace signage
