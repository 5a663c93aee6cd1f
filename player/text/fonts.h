// The fonts that text is drawn with: families by fontconfig in the order of fonts/fonts.json, opened by
// SDL_ttf. A FontSet belongs to one thread (SDL_ttf fonts are not thread-safe); make one per thread that sets
// text. Sets on different threads may be opened, used and closed at the same time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/error.h"
#include "player/base/geometry.h"

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

struct PreparedParagraph;
struct DrawnCluster;
struct Ink;

class FontSet {
  public:
    // Finds the families. Fails with Fault::not_found, naming the Debian package, when the first has no file;
    // a later one that is missing is logged and left out. Opens the first family's regular face only; the
    // others when the first cluster needs them.
    static Result<std::unique_ptr<FontSet>> open();
    ~FontSet();
    FontSet(const FontSet&) = delete;
    FontSet& operator=(const FontSet&) = delete;

    // The first face that has the whole cluster; none: no font has it. Characters without ink of their own
    // (joiners, emoji selectors) ask nothing of a face; an ideograph with a variation selector asks for
    // exactly that form, since it may be somebody's name. No face for scripts written from right to left,
    // which SDL_ttf would draw in the wrong order.
    // `language` ("" for Japanese; "zh-Hans", "en-GB") names a family that is asked before the others: the
    // same character has other forms in Chinese and Korean.
    std::optional<FaceId> faceFor(std::u32string_view cluster, Weight weight,
                                  std::string_view language = "") const;

    // A paragraph's clusters, their faces and widths, remembered: layout sets the same text at many sizes
    // before it has the right one, and nothing of this depends on them. At most `paragraphs` are kept, of
    // `keptClusters` in all, each about 200 bytes; what was not asked for the longest goes first.
    std::shared_ptr<const PreparedParagraph> prepared(std::string_view paragraph, std::string_view language,
                                                      Weight weight) const;
    static constexpr std::size_t paragraphs = 500;
    static constexpr std::size_t keptClusters = 25'000;

    // For drawing; `pixels` is the em. Null when the font's file can no longer be opened. Owned by the set,
    // which keeps the `openHandles` most recently asked for open: draw with it, do not keep it.
    TTF_Font* handle(FaceId face, Weight weight, int pixels) const;
    static constexpr int openHandles = 32;

    // Where the left end of the baseline lies inside the surface that SDL_ttf renders of `text`: ink that
    // reaches left of the origin or above the ascent pushes it right or down. Blit the surface at
    // (baseline.x - origin.x, baseline.y - origin.y).
    Point drawnOrigin(FaceId face, Weight weight, int pixels, std::string_view text) const;

    // The ink of a run (any text that setText makes one), which is what SDL_ttf draws of it with each
    // character where advance() says: it is several times as fast, since a character is rasterised once at
    // each size and kept, in at most `glyphBytes`. None when the text has to be shaped as a whole (marks
    // without a precomposed letter) or the face is not known.
    std::optional<Ink> ink(FaceId face, Weight weight, int pixels, std::string_view text) const;
    // Those of about 2,500 characters of body text at 1920x1080, or 600 at 3840x2160.
    static constexpr std::size_t glyphBytes = std::size_t{8} * 1024 * 1024;

    FaceMetrics metrics(FaceId face, Weight weight, int pixels) const;
    // Advance of one grapheme cluster in 1/64 pixel, unhinted. In the first family, whose characters are of
    // fixed width, a run drawn is exactly as wide as the sum of its clusters; in the others so is a run of
    // full-width characters, while SDL_ttf kerns Latin pairs even when told not to. setText therefore makes
    // each such cluster a run of its own.
    int advance(FaceId face, Weight weight, int pixels, std::u32string_view cluster) const;
    // The same of a prepared one.
    int advance(const DrawnCluster& cluster, Weight weight, int pixels) const;
    // The advance at any size in the font's own units; below zero for a cluster that has to be shaped.
    long units(FaceId face, Weight weight, std::u32string_view cluster) const;
    // Sum of the text's clusters set in one face, in pixels, rounded up.
    int width(FaceId face, Weight weight, int pixels, std::string_view text) const;
    // Height of the drawn face of 国 at that em, in pixels: the letter height that legibility is judged by.
    int letterHeight(Weight weight, int pixels) const;

    // Names of the families found; a FaceId is an index into it.
    std::vector<std::string> families() const;

  private:
    struct Impl;
    explicit FontSet(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace signage
