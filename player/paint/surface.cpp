// Surfaces: made, compared, saved.
#include "player/paint/surface.h"

#include <cstdint>
#include <cstdio>
#include <cstring>
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

// With any pixels: SDL would clear them, a millisecond at 1920x1080. They are allocated as SDL does it and
// handed over to it, so that SDL_FreeSurface frees them.
Result<Surface> allocated(Size size, Uint32 format) {
    const std::size_t pitch = static_cast<std::size_t>(size.width) * 4;
    void* pixels = SDL_SIMDAlloc(pitch * static_cast<std::size_t>(size.height));
    Surface surface(pixels == nullptr
                        ? nullptr
                        : SDL_CreateRGBSurfaceWithFormatFrom(pixels, size.width, size.height, 32,
                                                             static_cast<int>(pitch), format));
    if (surface) {
        surface->flags = (surface->flags & ~static_cast<Uint32>(SDL_PREALLOC)) | SDL_SIMD_ALIGNED;
    } else {
        SDL_SIMDFree(pixels);
    }
    if (!surface) {
        return fail(Fault::internal, "", {"画面用のメモリーが足りません", "not enough memory for the screen"},
                    {"ほかのプログラムを終了してください", "close other programs"});
    }
    SDL_SetSurfaceBlendMode(surface.get(), SDL_BLENDMODE_NONE);
    return surface;
}

}  // namespace

Result<Surface> makeSurface(Size size) {
    Result<Surface> surface = makeSurfaceToFill(size);
    if (surface) SDL_FillRect(surface->get(), nullptr, 0);
    return surface;
}

Result<Surface> makeSurfaceToFill(Size size) {
    return allocated(size, SDL_PIXELFORMAT_XRGB8888);
}

Result<Surface> makeClearSurface(Size size) {
    Result<Surface> surface = allocated(size, SDL_PIXELFORMAT_ARGB8888);
    if (surface) {
        SDL_Surface& made = **surface;
        std::memset(made.pixels, 0, static_cast<std::size_t>(made.pitch) * static_cast<std::size_t>(made.h));
    }
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
