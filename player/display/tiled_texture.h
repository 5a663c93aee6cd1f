// A picture in the GPU's memory, cut into tiles where it is larger than one texture may be.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <SDL.h>

#include "player/base/error.h"
#include "player/base/geometry.h"

namespace signage {

struct TextureDeleter {
    void operator()(SDL_Texture* texture) const { SDL_DestroyTexture(texture); }
};

// Belongs to the renderer's thread, and must go before the renderer.
class TiledTexture {
  public:
    TiledTexture() = default;
    // Of this size, no tile wider or higher than `limit`; the pixels hold anything. Fault::io when the GPU
    // has no memory left.
    static Result<TiledTexture> make(SDL_Renderer* renderer, Size size, int limit);

    // Copies that part of the picture up. Precondition: the picture has this size.
    Result<void> upload(const SDL_Surface& picture, const Rect& part);
    // Draws it with its left edge at `left` and its upper one at `top`, as opaque as `alpha` says (255:
    // fully, and never mixed).
    Result<void> draw(SDL_Renderer* renderer, int left, Uint8 alpha, int top = 0);

    Size size() const { return size_; }
    std::size_t count() const { return tiles_.size(); }

  private:
    struct Tile {
        Rect place;
        std::unique_ptr<SDL_Texture, TextureDeleter> texture;
    };

    Size size_;
    std::vector<Tile> tiles_;
};

// The places of the tiles, row by row, covering `size` without overlap.
std::vector<Rect> tilesOf(Size size, int limit);

}  // namespace signage
