// A paragraph as grapheme clusters: what cannot be divided, how it is drawn, and where a line may begin.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "player/text/phrase_ends.h"

namespace signage {

// How willingly a line begins with a cluster.
enum class BreakRank {
    never,    // not at all: the paragraph's first cluster
    cluster,  // only when nothing else is left
    kinsoku,  // inside a word or number, but not against line-start and line-end rules
    strict    // by the rules
};

struct Cluster {
    std::size_t begin = 0;  // bytes in the paragraph
    std::size_t end = 0;
    std::u32string drawn;  // compatibility forms folded, marks composed; empty when there is nothing to draw
    bool space = false;    // does not count at a line's end
    BreakRank rank = BreakRank::never;        // of a line that begins here
    Awkwardness awkward = Awkwardness::none;  // the same
};

// `paragraph` is UTF-8 without forced breaks, in that language ("" for Japanese).
std::vector<Cluster> clustersOf(std::string_view paragraph, std::string_view language = "");

// ⾼ ⽅ (radicals in place of letters), half-width katakana and letters with separate marks as they are to be
// drawn; characters without ink left out, but for selectors of ideographic variations. Everything else (① ㎡
// （ ～ 髙 﨑 神) stays as it is.
std::u32string folded(std::u32string_view cluster);

// Whether the character ends a line by force.
bool isForcedBreak(char32_t c);

}  // namespace signage
