// By SDL_image, into memory.
#include "player/paint/jpeg.h"

#include <algorithm>

#include <SDL_image.h>

#include "player/paint/picture.h"

namespace signage {
namespace {

std::string encoded(const SDL_Surface& surface, int quality) {
    // More than any quality below makes of a picture of noise.
    std::string bytes(static_cast<std::size_t>(surface.w) * static_cast<std::size_t>(surface.h) * 4 + 4096,
                      0);
    SDL_RWops* target = SDL_RWFromMem(bytes.data(), static_cast<int>(bytes.size()));
    if (target == nullptr) return {};
    // IMG_SaveJPG_RW only reads the surface; its signature is older than const.
    const int status = IMG_SaveJPG_RW(const_cast<SDL_Surface*>(&surface), target, 0, quality);
    const Sint64 written = SDL_RWtell(target);
    SDL_RWclose(target);
    bytes.resize(status == 0 && written > 0 ? static_cast<std::size_t>(written) : 0);
    return bytes;
}

}  // namespace

Result<Surface> thumbnail(const SDL_Surface& surface, int most) {
    const Size whole{surface.w, surface.h};
    const int longer = std::max(whole.width, whole.height);
    if (longer <= most) return scaled(surface, whole);
    const auto part = [&](int side) { return std::max(1, side * most / longer); };
    return scaled(surface, {part(whole.width), part(whole.height)});
}

Result<std::string> jpegOf(const SDL_Surface& surface, std::size_t mostBytes) {
    for (const int quality : {82, 65, 45, 25}) {
        std::string bytes = encoded(surface, quality);
        if (bytes.empty()) return fail(Fault::internal, "", {"JPEG を作れません", "the JPEG cannot be made"});
        if (bytes.size() <= mostBytes) return bytes;
    }
    return fail(Fault::invalid, "", {"JPEG が大きすぎます", "the JPEG is too large"});
}

}  // namespace signage
