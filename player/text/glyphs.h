// Drawn characters, kept so that a character is rasterised once at each size and laid many times. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "player/text/fonts.h"

namespace signage {

// A character's ink as SDL_ttf would draw it: how much of each pixel it covers, 0 to 255, row by row.
struct Glyph {
    int left = 0;  // of the first column, from where the pen stands
    int top = 0;   // rows above the baseline
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> coverage;
    // Drawn otherwise beside other characters, or not in shades of grey: has to be shaped with its run.
    bool shaped = false;
};

struct GlyphKey {
    FaceId face = 0;
    Weight weight = Weight::regular;
    int pixels = 0;
    char32_t character = 0;
    bool operator==(const GlyphKey&) const = default;
};

// Forgets what has not been asked for while others filled half of its room. So it holds at most `limit` bytes
// and the last glyph, and what is drawn on every slide stays.
class GlyphCache {
  public:
    explicit GlyphCache(std::size_t limit) : half_(limit / 2) {}

    // Null when it is not kept.
    std::shared_ptr<const Glyph> find(const GlyphKey& key);
    std::shared_ptr<const Glyph> keep(const GlyphKey& key, Glyph glyph);
    // What is kept now, its bookkeeping estimated.
    std::size_t bytes() const { return young_.bytes + old_.bytes; }

  private:
    struct Hash {
        std::size_t operator()(const GlyphKey& key) const;
    };
    struct Generation {
        std::unordered_map<GlyphKey, std::shared_ptr<const Glyph>, Hash> glyphs;
        std::size_t bytes = 0;
    };
    void add(const GlyphKey& key, std::shared_ptr<const Glyph> glyph);

    std::size_t half_;
    Generation young_;  // asked for since the generations changed
    Generation old_;
};

// Whether a font may draw the character otherwise beside others: joined scripts, marks and what the fonts of
// fonts/fonts.json have ligatures for.
bool mayBeShaped(char32_t c);

}  // namespace signage
