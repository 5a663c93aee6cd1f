// How much a reader stumbles over a line that ends between two characters: BudouX's model says where a phrase
// begins, the scripts on both sides how bad it is elsewhere. Pure, any thread.
#pragma once

#include <string_view>
#include <vector>

namespace signage {

enum class Awkwardness {
    none = 0,    // a phrase begins (ご相談を|お受けします), or a space stands before
    slight = 2,  // inside a phrase, where a word begins (相談|センター)
    bad = 3,  // a particle or an ending would begin the line (相談|の, 始|める, 連携し|て), a word of the
              // dictionary is parted, or one kanji cut off a run of them (一|時的, 一時|的な)
    word = 4  // inside a katakana word or a Latin one (プラ|ンニング)
};

// By the scripts alone, for a place where no phrase begins.
Awkwardness awkwardnessBetween(char32_t before, char32_t after);

// Of a line that begins with code point i of `text` (one paragraph without forced breaks); one entry per code
// point, as in `words`: where a word of the dictionary begins. The model, which knows no words, is believed
// only there (it would begin phrases at 後|見 of 成年後見制度 and at くい of 聞こえにくい).
std::vector<Awkwardness> awkwardnessOf(std::u32string_view text, const std::vector<bool>& words);

// The same for languages that part their words by blanks, and for Chinese: after a blank or a mark a line
// begins well.
std::vector<Awkwardness> awkwardnessAtSpaces(std::u32string_view text);

}  // namespace signage
