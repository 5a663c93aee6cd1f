// Classes of characters, and the one table of what happens between them.
#include "player/text/spacing.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "player/text/characters.h"

namespace signage {
namespace {

// Ink in the left half, nothing in the right; and the other way round.
constexpr std::u32string_view blankBehind = U"」』）〕】〉》］｝〗〙〟、。，．";
constexpr std::u32string_view blankBefore = U"「『（〔【〈《［｛〖〘〝";

using Script = SpacingClass::Script;

// Full-width letters and digits are set like Japanese and need no space of their own.
Script scriptOf(char32_t c) {
    if (c >= U'0' && c <= U'9') return Script::latin;
    const auto point = static_cast<UChar32>(c);
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(point, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
            return Script::japanese;
        case USCRIPT_LATIN:
        case USCRIPT_GREEK:
        case USCRIPT_CYRILLIC: {
            const int width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
            return width == U_EA_FULLWIDTH ? Script::other : Script::latin;
        }
        default:
            // The long vowel mark ー is common to two scripts.
            return c == U'ー' ? Script::japanese : Script::other;
    }
}

}  // namespace

SpacingClass spacingClassOf(std::u32string_view drawn) {
    if (drawn.empty()) return {};
    const char32_t first = drawn.front();
    const char32_t last = drawn.back();
    return {true,
            isOneOf(last, blankBehind),
            isOneOf(last, blankBefore),
            isOneOf(first, blankBehind),
            isOneOf(first, blankBefore),
            scriptOf(first)};
}

long gapBetween(const SpacingClass& left, long leftAdvance, const SpacingClass& right, long rightAdvance,
                int pixels) {
    if (!left.drawn || !right.drawn) return 0;
    const long em = long{pixels} * 64;
    const bool whole = leftAdvance == em && rightAdvance == em;
    const bool meet =
        (left.lastCloses && (right.firstOpens || right.firstCloses)) || (right.firstOpens && left.lastOpens);
    if (whole && meet) return -em / 2;
    const bool mixed = (left.script == Script::japanese && right.script == Script::latin) ||
                       (left.script == Script::latin && right.script == Script::japanese);
    return mixed ? em / 8 : 0;
}

long gapBetween(std::u32string_view left, long leftAdvance, std::u32string_view right, long rightAdvance,
                int pixels) {
    return gapBetween(spacingClassOf(left), leftAdvance, spacingClassOf(right), rightAdvance, pixels);
}

}  // namespace signage
