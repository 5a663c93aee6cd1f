// The fonts that text is drawn with: families by fontconfig in the order of fonts/fonts.json, opened by
// SDL_ttf. A FontSet belongs to one thread (SDL_ttf fonts are not thread-safe); make one per thread that sets
// text.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/error.h"

// SDL_ttf's handle, so that this header needs no SDL.
typedef struct _TTF_Font TTF_Font;  // NOLINT: the library's own name

namespace signage {

enum class Weight { regular, bold };

// Index into the family list; the first is the one that text is set in, the others fill its gaps.
using FaceId = int;

struct FaceMetrics {
    int ascent = 0;   // pixels above the baseline, positive
    int descent = 0;  // pixels below the baseline, positive
};

class FontSet {
  public:
    // Finds the families. Fails with Fault::not_found, naming the Debian package, when the first has no file.
    static Result<std::unique_ptr<FontSet>> open();
    ~FontSet();
    FontSet(const FontSet&) = delete;
    FontSet& operator=(const FontSet&) = delete;

    // The first face that has the whole cluster; none: no font has it.
    std::optional<FaceId> faceFor(std::u32string_view cluster, Weight weight) const;
    // Owned by the set, valid until it dies; `pixels` is the em.
    TTF_Font* handle(FaceId face, Weight weight, int pixels) const;
    FaceMetrics metrics(FaceId face, Weight weight, int pixels) const;
    // Advance width of the text set in one face, in pixels, kerning as drawn.
    int width(FaceId face, Weight weight, int pixels, std::string_view text) const;
    // Height of the drawn face of 国 at that em, in pixels: the letter height that legibility is judged by.
    int letterHeight(Weight weight, int pixels) const;

    std::vector<std::string> families() const;

  private:
    struct Impl;
    explicit FontSet(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace signage
