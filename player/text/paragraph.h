// Sets a paragraph: where its lines break, which face draws which piece, how wide each line is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "player/base/geometry.h"
#include "player/text/fonts.h"

namespace signage {

// A piece of one line in one face. Positions are relative to the line's left end and its baseline.
struct TextRun {
    std::string text;  // UTF-8, never empty; as drawn: compatibility forms folded, no characters without ink
    FaceId face = 0;
    Weight weight = Weight::regular;
    int pixels = 0;  // em
    int x = 0;
    int width = 0;
    bool emphasised = false;
};

struct TextLine {
    std::vector<TextRun> runs;
    // Furigana: half the size, on a baseline of their own, readingRise() above the line's.
    std::vector<TextRun> readings;
    int width = 0;  // without spaces at its end
    // What fell to this line, as it stood in the paragraph, spaces at the end too, marks left out.
    std::string source;
    const std::string& text() const { return source; }
};

// How a paragraph is to be broken.
enum class BreakMode {
    strict,  // greedy first fit on the strict breaks, no spacing or trimming
    phrase,  // titles and leads: phrase ends preferred, least raggedness
    body     // greedy, with a bonus for phrase ends
};

struct TextStyle {
    Weight weight = Weight::regular;
    int pixels = 48;  // em
    BreakMode mode = BreakMode::body;
    std::string language = {};  // "" for Japanese; else as in a slide's translations
};

struct SetText {
    std::vector<TextLine> lines;  // at least one, unless the text is empty
    int width = 0;                // the widest line's
    // Clusters that no font has, each once; they are left out of the runs. An ideographic variation that no
    // font has is named here too, but its plain form is drawn: a name with a gap would be worse.
    std::vector<std::string> missing;
    bool brokenInsideWord = false;  // a piece wider than the line was cut between clusters
    bool tornWord = false;          // a line begins inside a katakana or Latin word, where the rules allow it
    bool hasReadings() const;
};

// Sets `text` (UTF-8, with the marks of base/markup.h; \n forces a break, one at the very end adds no line)
// to lines at most `maxWidth` pixels wide. A single cluster wider than that stands alone on its line. Never
// fails; ill-formed bytes become U+FFFD.
SetText setText(const FontSet& fonts, std::string_view text, const TextStyle& style, int maxWidth);

// How far the baseline of furigana lies above the line's, and what a line with furigana needs above its em
// box; both in pixels.
int readingRise(int pixels);
int readingHeight(int pixels);

// Baseline-to-baseline distance: 1.5 em for body text, `tight` 1.25 em for large titles.
int linePitch(int pixels, bool tight = false);

// Byte offsets into `text` (without marks) before which a line begins by choice, in order, without 0 and the
// end: in `strict` mode every break that the rules allow, in the others those of them at which a phrase
// begins. Forced breaks are among them.
std::vector<std::size_t> preferredBreaks(std::string_view text, BreakMode mode);

}  // namespace signage
