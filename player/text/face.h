// One font file read by FreeType for what it knows: which characters it has and how wide they are, exactly,
// at any size. Drawing is SDL_ttf's.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>

#include "player/text/font_files.h"
#include "player/text/fonts.h"
#include "player/text/glyphs.h"

struct FT_LibraryRec_;
struct FT_FaceRec_;

namespace signage {

// FreeType itself, one per FontSet and so per thread.
struct FreeType {
    FreeType();
    ~FreeType();
    FreeType(const FreeType&) = delete;
    FreeType& operator=(const FreeType&) = delete;
    FT_LibraryRec_* library = nullptr;  // null when memory is out
};

// Whether a face must have a glyph for this character: not for joiners, selectors, controls.
bool needsInk(char32_t c);
bool isVariationSelector(char32_t c);

class Face {
  public:
    // Null when the file cannot be opened or holds no scalable font. `freeType` must outlive the face.
    static std::unique_ptr<Face> open(const FreeType& freeType, const FontFile& file);
    ~Face();
    Face(const Face&) = delete;
    Face& operator=(const Face&) = delete;

    // Whether every character of the cluster that needs ink has a glyph.
    bool has(std::u32string_view cluster) const;
    // Whether the face has `base` in the very form that the selector asks for.
    bool hasVariation(char32_t base, char32_t selector) const;

    // Unhinted advance at that em in 1/64 pixel, the number that SDL_ttf's shaper comes to.
    int advance(char32_t c, int pixels) const { return scaled(units(c), pixels); }
    // The same from the advance in the font's own units.
    int scaled(long units, int pixels) const;
    long units(char32_t c) const;
    FaceMetrics metrics(int pixels) const;
    // Height of the ink of one character, in pixels, as drawn on a baseline that lies on a pixel's edge.
    int inkHeight(char32_t c, int pixels) const;
    // The character rasterised unhinted at that em, as SDL_ttf does it. `shaped` when it cannot be had alone.
    Glyph draw(char32_t c, int pixels) const;

  private:
    explicit Face(FT_FaceRec_* face);
    std::uint32_t glyph(char32_t c) const;

    FT_FaceRec_* face_;
    mutable std::unordered_map<char32_t, long> unitAdvances_;
};

}  // namespace signage
