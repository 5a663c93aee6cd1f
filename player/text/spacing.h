// The space between two neighbours on a line: an eighth of an em between Japanese and Latin or digits, half
// an em less where two full-width brackets or commas meet. Pure, any thread. Source: W3C, Requirements for
// Japanese Text Layout, 3.1.4 (consecutive brackets) and 3.2.6 (Latin in Japanese; a quarter to an eighth of
// an em is the range of our design).
#pragma once

#include <string_view>

namespace signage {

// What each neighbour is drawn as, with its advance in 1/64 pixel; `pixels` is the em. In 1/64 pixel,
// negative where space is taken away. Counts only when both stand on the same line.
long gapBetween(std::u32string_view left, long leftAdvance, std::u32string_view right, long rightAdvance,
                int pixels);

}  // namespace signage
