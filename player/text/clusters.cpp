// ICU's grapheme clusters and strict Japanese line breaks, then our rules over them.
#include "player/text/clusters.h"

#include <memory>

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "player/base/utf8.h"
#include "player/text/break_rules.h"
#include "player/text/paragraph.h"

namespace signage {
namespace {

using Iterator = std::unique_ptr<icu::BreakIterator>;

// The strict rules of Japanese do no harm to other scripts; Chinese and Korean have their own.
Iterator lineIterator(std::string_view language) {
    UErrorCode status = U_ZERO_ERROR;
    const char* locale = language.starts_with("zh")   ? "zh@lb=strict"
                         : language.starts_with("ko") ? "ko@lb=strict"
                                                      : "ja@lb=strict";
    Iterator iterator(icu::BreakIterator::createLineInstance(icu::Locale(locale), status));
    return U_SUCCESS(status) ? std::move(iterator) : nullptr;
}

Iterator clusterIterator() {
    UErrorCode status = U_ZERO_ERROR;
    Iterator iterator(icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    return U_SUCCESS(status) ? std::move(iterator) : nullptr;
}

Iterator wordIterator() {
    UErrorCode status = U_ZERO_ERROR;
    Iterator iterator(icu::BreakIterator::createWordInstance(icu::Locale::getJapanese(), status));
    return U_SUCCESS(status) ? std::move(iterator) : nullptr;
}

// One paragraph in the three countings that meet here: bytes, code points, UTF-16 units.
struct Decoded {
    std::u32string codePoints;
    std::vector<std::size_t> bytes;  // where each code point begins, and the end
    icu::UnicodeString units;
    std::vector<std::int32_t> unitStarts;
};

Decoded decode(std::string_view text) {
    Decoded result;
    for (std::size_t position = 0; position < text.size();) {
        result.bytes.push_back(position);
        result.unitStarts.push_back(result.units.length());
        const char32_t c = nextCodePoint(text, position);
        result.codePoints += c;
        result.units.append(static_cast<UChar32>(c));
    }
    result.bytes.push_back(text.size());
    return result;
}

// Marks the code points at which the iterator stops, the first and the end left out. Without an iterator
// (memory is out) every code point is one.
AllowedBreaks boundaries(const Iterator& iterator, const Decoded& text) {
    AllowedBreaks result(text.codePoints.size(), !iterator);
    if (!iterator) return result;
    iterator->setText(text.units);
    std::size_t i = 0;
    for (std::int32_t at = iterator->next(); at != icu::BreakIterator::DONE; at = iterator->next()) {
        while (i < text.unitStarts.size() && text.unitStarts[i] < at) ++i;
        if (i < result.size()) result[i] = true;
    }
    return result;
}

bool isJoiner(char32_t c) {
    return u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_LINE_BREAK) == U_LB_WORD_JOINER ||
           u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_LINE_BREAK) == U_LB_GLUE;
}

BreakRank rankOf(const Decoded& text, std::size_t i, const AllowedBreaks& strict) {
    if (i == 0) return BreakRank::never;
    if (strict[i]) return BreakRank::strict;
    const char32_t previous = text.codePoints[i - 1];
    const char32_t next = text.codePoints[i];
    const bool dash = next == U'～' || next == U'〜';
    const bool fits = mayBeginLine(next) && mayEndLine(previous) && !dash;
    return fits && !isJoiner(previous) && !isJoiner(next) ? BreakRank::kinsoku : BreakRank::cluster;
}

bool isSpace(std::u32string_view cluster) {
    for (const char32_t c : cluster) {
        if (!isLineSpace(c)) return false;
    }
    return true;
}

}  // namespace

bool isForcedBreak(char32_t c) {
    return c == U'\n' || c == U'\v' || c == U'\f' || c == U'\r' || c == U'\u0085' || c == U'\u2028' ||
           c == U'\u2029';
}

std::vector<Cluster> clustersOf(std::string_view paragraph, std::string_view language) {
    const Decoded text = decode(paragraph);
    AllowedBreaks strict = boundaries(lineIterator(language), text);
    for (const BreakRule& rule : breakRules()) rule.apply(text.codePoints, strict);
    const AllowedBreaks starts = boundaries(clusterIterator(), text);
    const bool japanese = language.empty() || language.starts_with("ja");
    const std::vector<Awkwardness> awkward =
        japanese ? awkwardnessOf(text.codePoints, boundaries(wordIterator(), text))
                 : awkwardnessAtSpaces(text.codePoints);

    std::vector<Cluster> clusters;
    const std::size_t count = text.codePoints.size();
    for (std::size_t begin = 0; begin < count;) {
        std::size_t end = begin + 1;
        while (end < count && !starts[end]) ++end;
        const auto cluster = std::u32string_view(text.codePoints).substr(begin, end - begin);
        clusters.push_back({text.bytes[begin], text.bytes[end], folded(cluster), isSpace(cluster),
                            rankOf(text, begin, strict), awkward[begin]});
        begin = end;
    }
    return clusters;
}

}  // namespace signage
