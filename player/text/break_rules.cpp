// Kinsoku, digits and their unitsOfNumbers, dates and their weekdays, range dashes and subtitles.
#include "player/text/break_rules.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "player/text/characters.h"
#include "player/text/subtitles.h"

namespace signage {
namespace {

constexpr std::u32string_view lineStartForbidden =
    U"）〕］｝〉》」』】〗〙〛｠»”’〟)]}｣"  // closing brackets
    U"、。，．､｡,."                         // commas and full stops
    U"・：；･:;·"                           // middle dots, colons
    U"！？‼⁇⁈⁉!?"                           // dividing marks
    U"ーｰ゠‐–"                              // prolonged sound, hyphens
    U"々〻ゝゞヽヾ〱〲゛゜ﾞﾟ\u3099\u309A"   // iteration and voicing
    U"ぁぃぅぇぉっゃゅょゎゕゖ"             // small kana
    U"ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    U"ｧｨｩｪｫｯｬｭｮ"
    U"％%‰℃㎡㎏㎜㎝㎞㎎㏄";  // what belongs to the number before it
constexpr std::u32string_view lineEndForbidden = U"（〔［｛〈《「『【〖〘〚｟«“‘〝([{｢";
constexpr std::u32string_view rangeDashes = U"～〜~";
constexpr std::u32string_view unitsOfNumbers = U"年月日時分件人名回歳％㎡㎏";
constexpr std::u32string_view insideNumbers = U"，．,.：:／/－-";
constexpr std::u32string_view numberPrefixes = U"第＃";
constexpr std::u32string_view kanjiDigits = U"〇零一二三四五六七八九十百千";
constexpr std::u32string_view doubled = U"—―…‥";
constexpr std::u32string_view weekdays = U"月火水木金土日祝休";

// The code point before i, stepping over one plain space; 0 when there is none.
char32_t before(std::u32string_view text, std::size_t i) {
    if (i > 0 && text[i - 1] == U' ') --i;
    return i > 0 ? text[i - 1] : 0;
}

void kinsokuStart(std::u32string_view text, AllowedBreaks& allowed) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!mayBeginLine(text[i])) allowed[i] = false;
    }
}

void kinsokuEnd(std::u32string_view text, AllowedBreaks& allowed) {
    bool open = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (open) allowed[i] = false;
        if (!isLineSpace(text[i])) open = !mayEndLine(text[i]);
    }
}

void rangeDash(std::u32string_view text, AllowedBreaks& allowed) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isOneOf(text[i], rangeDashes)) allowed[i] = false;
    }
}

// Opens the break before a subtitle's first dash and closes the one behind it; the second dash is held by
// rangeDash like any other.
void subtitle(std::u32string_view text, AllowedBreaks& allowed) {
    for (const auto& pair : pairedDashes(text)) {
        const char32_t previous = pair.open > 0 ? text[pair.open - 1] : 0;
        const bool joined = previous == U'\u2060' || previous == U'\u00A0' || previous == U'\uFEFF';
        allowed[pair.open] = pair.open > 0 && !joined && mayEndLine(previous);
        std::size_t next = pair.open + 1;
        while (next < text.size() && isLineSpace(text[next])) allowed[next++] = false;
        if (next < text.size()) allowed[next] = false;
    }
}

// A run of digits, with the points and commas inside it, stays whole.
void number(std::u32string_view text, AllowedBreaks& allowed) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (isDigit(text[i - 1]) && isDigit(text[i])) allowed[i] = false;
        const bool inside = i + 1 < text.size() && isDigit(text[i - 1]) && isOneOf(text[i], insideNumbers) &&
                            isDigit(text[i + 1]);
        if (inside) allowed[i] = allowed[i + 1] = false;
    }
}

void numberWithUnit(std::u32string_view text, AllowedBreaks& allowed) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (isOneOf(text[i], unitsOfNumbers) && isDigit(before(text, i))) allowed[i] = false;
    }
}

void numberWithPrefix(std::u32string_view text, AllowedBreaks& allowed) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        const bool numeral = isDigit(text[i]) || isOneOf(text[i], kanjiDigits);
        if (numeral && isOneOf(before(text, i), numberPrefixes)) allowed[i] = false;
    }
}

// The length of （火）, （火・祝） or （火曜日）, half-width brackets too, at `i`; 0 when it is something
// else.
std::size_t weekdayLength(std::u32string_view text, std::size_t i) {
    const auto at = [&](std::size_t k) { return i + k < text.size() ? text[i + k] : char32_t{0}; };
    if (at(0) != U'（' && at(0) != U'(') return 0;
    if (!isOneOf(at(1), weekdays)) return 0;
    std::size_t k = 2;
    if (at(k) == U'曜') k += at(k + 1) == U'日' ? 2 : 1;
    if (isOneOf(at(k), U"・･") && isOneOf(at(k + 1), weekdays)) k += at(k + 2) == U'日' ? 3 : 2;
    return at(k) == U'）' || at(k) == U')' ? k + 1 : 0;
}

// 19日（火） stays whole, and so does 11/19（火）.
void dateWithWeekday(std::u32string_view text, AllowedBreaks& allowed) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        const bool day = text[i - 1] == U'日' && i > 1 && isDigit(before(text, i - 1));
        if (!day && !isDigit(text[i - 1])) continue;
        const std::size_t length = weekdayLength(text, i);
        for (std::size_t k = 0; k < length; ++k) allowed[i + k] = false;
    }
}

// ―― and …… are one sign each.
void doubledSign(std::u32string_view text, AllowedBreaks& allowed) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == text[i - 1] && isOneOf(text[i], doubled)) allowed[i] = false;
    }
}

// A soft hyphen would have to become a visible one at the line's end; we break elsewhere instead.
void softHyphen(std::u32string_view text, AllowedBreaks& allowed) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i - 1] == U'\u00AD') allowed[i] = false;
    }
}

constexpr std::array rules = {
    BreakRule{"range dash", rangeDash},
    BreakRule{"subtitle", subtitle},
    BreakRule{"line start", kinsokuStart},
    BreakRule{"line end", kinsokuEnd},
    BreakRule{"number", number},
    BreakRule{"number with unit", numberWithUnit},
    BreakRule{"number with prefix", numberWithPrefix},
    BreakRule{"date with weekday", dateWithWeekday},
    BreakRule{"doubled sign", doubledSign},
    BreakRule{"soft hyphen", softHyphen},
};

}  // namespace

std::span<const BreakRule> breakRules() {
    return rules;
}

bool mayBeginLine(char32_t c) {
    return !isOneOf(c, lineStartForbidden);
}

bool mayEndLine(char32_t c) {
    return !isOneOf(c, lineEndForbidden);
}

bool isLineSpace(char32_t c) {
    return c == U' ' || c == U'\t' || c == U'\u3000' || c == U'\u200B' || c == U'\u1680' ||
           (c >= U'\u2000' && c <= U'\u200A' && c != U'\u2007') || c == U'\u205F';
}

}  // namespace signage
