// An owned SDL surface in the one format that this project composes in: XRGB8888, opaque, 32 bits a pixel.
#pragma once

#include <memory>
#include <string>

#include <SDL.h>

#include "player/base/error.h"
#include "player/base/geometry.h"

namespace signage {

struct SurfaceDeleter {
    void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};
using Surface = std::unique_ptr<SDL_Surface, SurfaceDeleter>;

// Fault::internal when memory is out. The pixels are black.
Result<Surface> makeSurface(Size size);
// The same, but the pixels hold anything: for whoever fills them all at once.
Result<Surface> makeSurfaceToFill(Size size);

// A clear ARGB8888 surface, for pictures with straight alpha.
Result<Surface> makeClearSurface(Size size);

// FNV-1a 64 over size and visible pixels (the X byte left out): what heartbeat and tests compare.
std::uint64_t hashOf(const SDL_Surface& surface);

// As PNG, written beside and renamed into place so that a reader never sees half a picture.
Result<void> savePng(const SDL_Surface& surface, const std::string& path);

}  // namespace signage
