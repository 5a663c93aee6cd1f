// The model, and the scripts on both sides of a break.
#include "player/text/phrase_ends.h"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "player/text/break_rules.h"
#include "player/text/phrase_model.h"

namespace signage {
namespace {

enum class Kind { other, kanji, hiragana, katakana, latin };

constexpr char32_t longVowel = 0x30FC;      // ー
constexpr char32_t iterationMark = 0x3005;  // 々

Kind kindOf(char32_t c) {
    if (c == longVowel) return Kind::katakana;
    if (c == iterationMark) return Kind::kanji;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
        case USCRIPT_HAN:
            return Kind::kanji;
        case USCRIPT_HIRAGANA:
            return Kind::hiragana;
        case USCRIPT_KATAKANA:
            return Kind::katakana;
        case USCRIPT_LATIN:
            return Kind::latin;
        default:
            return Kind::other;
    }
}

// One kanji cut off a run of them, at its head or tail: 一時|的な, 港|区の.
bool cutsOffOneKanji(std::u32string_view text, std::size_t i) {
    const auto kanji = [text](std::size_t at) { return at < text.size() && kindOf(text[at]) == Kind::kanji; };
    if (!kanji(i - 1) || !kanji(i)) return false;
    return !kanji(i + 1) || i < 2 || !kanji(i - 2);
}

}  // namespace

Awkwardness awkwardnessBetween(char32_t before, char32_t after) {
    const Kind left = kindOf(before);
    const Kind right = kindOf(after);
    if (left == right && (left == Kind::katakana || left == Kind::latin)) return Awkwardness::word;
    return right == Kind::hiragana ? Awkwardness::bad : Awkwardness::slight;
}

std::vector<Awkwardness> awkwardnessOf(std::u32string_view text, const std::vector<bool>& words) {
    const std::vector<bool> starts = phraseStarts(text);
    std::vector<Awkwardness> result(text.size(), Awkwardness::none);
    for (std::size_t i = 1; i < text.size(); ++i) {
        const Awkwardness scripts = awkwardnessBetween(text[i - 1], text[i]);
        const bool begins =
            isLineSpace(text[i - 1]) || (starts[i] && words[i] && scripts != Awkwardness::word);
        const bool tears = !words[i] || cutsOffOneKanji(text, i);
        if (!begins) result[i] = tears ? std::max(scripts, Awkwardness::bad) : scripts;
    }
    return result;
}

std::vector<Awkwardness> awkwardnessAtSpaces(std::u32string_view text) {
    std::vector<Awkwardness> result(text.size(), Awkwardness::none);
    for (std::size_t i = 1; i < text.size(); ++i) {
        const auto before = static_cast<UChar32>(text[i - 1]);
        if (!isLineSpace(text[i - 1]) && u_ispunct(before) == 0)
            result[i] = awkwardnessBetween(text[i - 1], text[i]);
    }
    return result;
}

}  // namespace signage
