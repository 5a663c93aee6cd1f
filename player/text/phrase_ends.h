// How much a reader stumbles over a line that ends between two characters, judged by their scripts. Pure.
#pragma once

namespace signage {

enum class Awkwardness {
    none = 0,  // after a mark or a space, or where a new phrase usually begins (ほど|在宅, 相談|センター)
    slight = 2,  // between two kanji or two hiragana: perhaps inside a word
    bad = 3,     // a particle or an ending would begin the line (相談|の, 始|める)
    word = 4     // inside a katakana word or a Latin one (プラ|ンニング)
};

Awkwardness awkwardnessBetween(char32_t before, char32_t after);

}  // namespace signage
