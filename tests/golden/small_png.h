// PNG files as small as they can be made, because they are kept in the repository.
#pragma once

#include <string>

#include "player/base/error.h"
#include "player/paint/surface.h"

namespace signage::golden {

// 24 bits a pixel, the best of the row filters, zlib's highest level.
std::string encodePng(const SDL_Surface& surface);
Result<void> writePng(const SDL_Surface& surface, const std::string& path);
// Fault::not_found when there is no file at `path`.
Result<Surface> readPng(const std::string& path);

}  // namespace signage::golden
