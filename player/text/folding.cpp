// Selective folding: the forms that come out of copied PDF files and old terminals, and nothing else.
#include <cstddef>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "player/text/clusters.h"
#include "player/text/face.h"

namespace signage {
namespace {

constexpr char32_t firstHalfWidth = U'｡';
constexpr char32_t lastHalfWidth = U'ﾟ';
// From ｡ to ﾟ in code order; the last two are the combining voicing marks, so that they join what is before.
constexpr std::u32string_view fullWidth =
    U"。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモ"
    U"ヤユヨ"
    U"ラリルレロワン\u3099\u309A";
static_assert(fullWidth.size() == lastHalfWidth - firstHalfWidth + 1);

bool isRadical(char32_t c) {
    return c >= 0x2E80 && c <= 0x2FDF;
}

// The letter that a radical stands for, or the radical itself.
char32_t letterOf(char32_t radical) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* nfkc = unorm2_getNFKCInstance(&status);
    UChar buffer[4];
    if (U_FAILURE(status)) return radical;
    const std::int32_t length =
        unorm2_getRawDecomposition(nfkc, static_cast<UChar32>(radical), buffer, 4, &status);
    return U_SUCCESS(status) && length == 1 ? static_cast<char32_t>(buffer[0]) : radical;
}

// Letter and mark as one character, 0 when there is none.
char32_t composed(char32_t letter, char32_t mark) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* nfc = unorm2_getNFCInstance(&status);
    if (U_FAILURE(status)) return 0;
    const UChar32 pair = unorm2_composePair(nfc, static_cast<UChar32>(letter), static_cast<UChar32>(mark));
    return pair < 0 ? 0 : static_cast<char32_t>(pair);
}

char32_t foldOne(char32_t c) {
    if (c >= firstHalfWidth && c <= lastHalfWidth) return fullWidth[c - firstHalfWidth];
    if (isRadical(c)) return letterOf(c);
    return c == U'\t' ? U' ' : c;
}

// A voicing mark with no letter that takes it is drawn beside, not over, what stands there.
char32_t standing(char32_t mark) {
    if (mark == U'\u3099') return U'゛';
    return mark == U'\u309A' ? U'゜' : mark;
}

bool keptWithoutInk(char32_t c) {
    const bool emojiSelector = c == U'\uFE0E' || c == U'\uFE0F';
    return c == U'\u200D' || (isVariationSelector(c) && !emojiSelector);
}

}  // namespace

std::u32string folded(std::u32string_view cluster) {
    std::u32string result;
    for (const char32_t c : cluster) {
        const char32_t one = foldOne(c);
        if (const char32_t joined = result.empty() ? 0 : composed(result.back(), one)) {
            result.back() = joined;
        } else if (needsInk(one) || keptWithoutInk(one)) {
            result += one == c ? one : standing(one);
        }
    }
    return result;
}

}  // namespace signage
