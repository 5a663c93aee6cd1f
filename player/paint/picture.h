// Pictures: recognised and measured by their content before anything is decoded, then decoded at the size
// that is wanted. Private to paint.
#pragma once

#include <string>
#include <string_view>

#include "player/base/error.h"
#include "player/base/geometry.h"
#include "player/paint/surface.h"
#include "player/playlist/playlist.h"

namespace signage {

enum class PictureKind { png, jpeg, webp, svg };

struct PictureInfo {
    PictureKind kind = PictureKind::png;
    Size size;  // of an SVG: its proportions
};

// Bounds on what rasterising takes.
struct SvgCost {
    double largest = 0;  // edges of the shape with the most of them
    double edges = 0;    // of all shapes
    int shapes = 0;
    int stops = 0;  // of gradients
};

inline constexpr std::int64_t maxPicturePixels = 64LL * 1024 * 1024;
// What decoding may keep in memory at one time, beside the picture as it is shown.
inline constexpr std::int64_t maxDecodingBytes = 400LL * 1024 * 1024;
inline constexpr int maxJpegScans = 64;
inline constexpr std::size_t maxSvgBytes = 4UL * 1024 * 1024;
// Edges of 32 bytes, twice that and their points for a stroke.
// A blur takes 70 ms at 1920x1080 and four times that at 3840x2160.
inline constexpr std::int64_t maxSvgFilterSteps = 24;
inline constexpr int maxSvgMasks = 64;
inline constexpr SvgCost maxSvgCost{1'000'000, 8'000'000, 5'000, 1'000};

// Reads headers only. Refuses what is none of the four kinds, larger than 64 megapixels, takes too much
// memory to decode, or an SVG that refers to anything outside itself, declares entities, holds elements whose
// look depends on the machine (text) or that can be multiplied without end (use), or is too complicated.
// `path` is for the message.
Result<PictureInfo> inspectPicture(std::string_view bytes, const std::string& path);

// ARGB8888, straight alpha, at exactly the size that `fit` gives within (contain) or around (cover) `box`.
Result<Surface> decodePicture(std::string_view bytes, const PictureInfo& info, PictureFit fit, Size box,
                              const std::string& path);

// The size of a picture of proportions `picture` in `box`: inside it (contain) or filling it (cover).
Size fittedSize(Size picture, Size box, PictureFit fit);

// `source` in any format -> ARGB8888 with straight alpha at `size`, area-averaged when smaller, bilinear when
// larger. A source in another format is converted a few rows at a time.
Result<Surface> scaled(const SDL_Surface& source, Size size);

// SVG: proportions, after the checks above.
Result<Size> inspectSvg(std::string_view bytes, const std::string& path);
// An SVG that passed them, drawn at exactly that size.
Result<Surface> decodeSvg(std::string_view bytes, Size size, const std::string& path);

// `unitsAcross`: how many of its units the drawing is wide or high, whichever is more. Any bytes are safe to
// give.
SvgCost costOf(std::string_view text, double unitsAcross);

}  // namespace signage
