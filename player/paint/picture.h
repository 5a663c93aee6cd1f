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

inline constexpr std::int64_t maxPicturePixels = 64LL * 1024 * 1024;
inline constexpr std::size_t maxSvgBytes = 4UL * 1024 * 1024;

// Reads headers only. Refuses what is none of the four kinds, larger than 64 megapixels, or an SVG that
// refers to anything outside itself, declares entities, or holds elements whose look depends on the machine
// (text) or that can be multiplied without end (use). `path` is for the message.
Result<PictureInfo> inspectPicture(std::string_view bytes, const std::string& path);

// ARGB8888, straight alpha, at exactly the size that `fit` gives within (contain) or around (cover) `box`.
Result<Surface> decodePicture(std::string_view bytes, const PictureInfo& info, PictureFit fit, Size box,
                              const std::string& path);

// The size of a picture of proportions `picture` in `box`: inside it (contain) or filling it (cover).
Size fittedSize(Size picture, Size box, PictureFit fit);

// `source` ARGB8888 with straight alpha -> the same at `size`, area-averaged when smaller, bilinear when
// larger.
Result<Surface> scaled(const SDL_Surface& source, Size size);

// SVG: proportions, after the checks above.
Result<Size> inspectSvg(std::string_view bytes, const std::string& path);
// An SVG that passed them, drawn at exactly that size.
Result<Surface> decodeSvg(std::string_view bytes, Size size, const std::string& path);

}  // namespace signage
