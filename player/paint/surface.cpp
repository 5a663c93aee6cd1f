// Surfaces: made, compared, saved.
#include "player/paint/surface.h"

#include <cstdint>
#include <cstdio>
#include <string>

#include <SDL_image.h>

namespace signage {

namespace {

constexpr std::uint64_t fnvOffset = 14695981039346656037ULL;
constexpr std::uint64_t fnvPrime = 1099511628211ULL;

std::uint64_t mix(std::uint64_t hash, std::uint32_t word) {
    for (int shift = 0; shift < 32; shift += 8) {
        hash = (hash ^ ((word >> shift) & 0xFFU)) * fnvPrime;
    }
    return hash;
}

}  // namespace

Result<Surface> makeSurface(Size size) {
    Surface surface(SDL_CreateRGBSurfaceWithFormat(0, size.width, size.height, 32, SDL_PIXELFORMAT_XRGB8888));
    if (!surface) {
        return fail(Fault::internal, "", {"画面用のメモリーが足りません", "not enough memory for the screen"},
                    {"ほかのプログラムを終了してください", "close other programs"});
    }
    SDL_SetSurfaceBlendMode(surface.get(), SDL_BLENDMODE_NONE);
    return surface;
}

std::uint64_t hashOf(const SDL_Surface& surface) {
    std::uint64_t hash = mix(fnvOffset, static_cast<std::uint32_t>(surface.w));
    hash = mix(hash, static_cast<std::uint32_t>(surface.h));
    for (int y = 0; y < surface.h; ++y) {
        const auto* row = reinterpret_cast<const std::uint32_t*>(static_cast<const char*>(surface.pixels) +
                                                                 y * surface.pitch);
        for (int x = 0; x < surface.w; ++x) hash = (hash ^ (row[x] & 0xFFFFFFU)) * fnvPrime;
    }
    return hash;
}

Result<void> savePng(const SDL_Surface& surface, const std::string& path) {
    const std::string part = path + ".part";
    // IMG_SavePNG only reads the surface; its signature is older than const.
    if (IMG_SavePNG(const_cast<SDL_Surface*>(&surface), part.c_str()) != 0) {
        std::remove(part.c_str());
        return fail(
            Fault::io, path, {"画像を保存できません", "the picture cannot be saved"},
            {"保存先のフォルダーと空き容量を確かめてください", "check the folder and the free space"});
    }
    if (std::rename(part.c_str(), path.c_str()) != 0) {
        std::remove(part.c_str());
        return fail(Fault::io, path, {"画像を置けません", "the picture cannot be put into place"},
                    {"保存先に書き込めるか確かめてください", "check that the target may be written"});
    }
    return {};
}

}  // namespace signage
