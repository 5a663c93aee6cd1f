// The space between two neighbours on a line: an eighth of an em between Japanese and Latin or digits, half
// an em less where two full-width brackets or commas meet. Pure, any thread. Source: W3C, Requirements for
// Japanese Text Layout, 3.1.4 (consecutive brackets) and 3.2.6 (Latin in Japanese; a quarter to an eighth of
// an em is the range of our design).
#pragma once

#include <string_view>

namespace signage {

// What of a neighbour the space depends on: whether it is drawn at all, which of its ends are marks that open
// (「: nothing in their left half) or close (」: nothing in their right half), and its script.
struct SpacingClass {
    enum class Script : unsigned char { other, japanese, latin };
    bool drawn = false;
    bool lastCloses = false;
    bool lastOpens = false;
    bool firstCloses = false;
    bool firstOpens = false;
    Script script = Script::other;
};

SpacingClass spacingClassOf(std::u32string_view drawn);

// The class of each neighbour, or what it is drawn as, with its advance in 1/64 pixel; `pixels` is the em. In
// 1/64 pixel, negative where space is taken away. Counts only when both stand on the same line.
long gapBetween(const SpacingClass& left, long leftAdvance, const SpacingClass& right, long rightAdvance,
                int pixels);
long gapBetween(std::u32string_view left, long leftAdvance, std::u32string_view right, long rightAdvance,
                int pixels);

}  // namespace signage
