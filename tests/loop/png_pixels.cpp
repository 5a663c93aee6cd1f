// By SDL_image.
#include "tests/loop/png_pixels.h"

#include <memory>

#include <SDL_image.h>

namespace signage {

std::vector<std::uint32_t> pixelsOfPng(const std::string& path) {
    const std::unique_ptr<SDL_Surface, void (*)(SDL_Surface*)> png(IMG_Load(path.c_str()), SDL_FreeSurface);
    if (png == nullptr) return {};
    const std::unique_ptr<SDL_Surface, void (*)(SDL_Surface*)> plain(
        SDL_ConvertSurfaceFormat(png.get(), SDL_PIXELFORMAT_XRGB8888, 0), SDL_FreeSurface);
    std::vector<std::uint32_t> result;
    for (int y = 0; y < plain->h; ++y) {
        const auto* row =
            static_cast<const char*>(plain->pixels) + static_cast<std::ptrdiff_t>(y) * plain->pitch;
        for (int x = 0; x < plain->w; ++x)
            result.push_back(reinterpret_cast<const std::uint32_t*>(row)[x] & 0xFFFFFFU);
    }
    return result;
}

}  // namespace signage
