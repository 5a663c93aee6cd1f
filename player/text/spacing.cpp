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

enum class Side { japanese, latin, other };

// Full-width letters and digits are set like Japanese and need no space of their own.
Side sideOf(char32_t c) {
    if (c >= U'0' && c <= U'9') return Side::latin;
    const auto point = static_cast<UChar32>(c);
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(point, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
            return Side::japanese;
        case USCRIPT_LATIN:
        case USCRIPT_GREEK:
        case USCRIPT_CYRILLIC: {
            const int width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
            return width == U_EA_FULLWIDTH ? Side::other : Side::latin;
        }
        default:
            // The long vowel mark ー is common to two scripts.
            return c == U'ー' ? Side::japanese : Side::other;
    }
}

}  // namespace

long gapBetween(std::u32string_view left, long leftAdvance, std::u32string_view right, long rightAdvance,
                int pixels) {
    if (left.empty() || right.empty()) return 0;
    const long em = long{pixels} * 64;
    const char32_t before = left.back();
    const char32_t after = right.front();
    const bool whole = leftAdvance == em && rightAdvance == em;
    const bool closed = isOneOf(before, blankBehind);
    const bool opens = isOneOf(after, blankBefore);
    const bool meet =
        (closed && (opens || isOneOf(after, blankBehind))) || (opens && isOneOf(before, blankBefore));
    if (whole && meet) return -em / 2;
    const Side one = sideOf(left.front());
    const Side other = sideOf(after);
    const bool mixed =
        (one == Side::japanese && other == Side::latin) || (one == Side::latin && other == Side::japanese);
    return mixed ? em / 8 : 0;
}

}  // namespace signage
