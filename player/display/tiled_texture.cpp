// Tiles and what lands in each.
#include "player/display/tiled_texture.h"

#include <algorithm>
#include <utility>

#include "player/base/format.h"

namespace signage {
namespace {

Failure textureFault(const char* ja, const char* en) {
    return fail(Fault::io, "", {format("{}: {}", ja, SDL_GetError()), format("{}: {}", en, SDL_GetError())});
}

}  // namespace

std::vector<Rect> tilesOf(Size size, int limit) {
    std::vector<Rect> places;
    for (int top = 0; top < size.height; top += limit) {
        for (int left = 0; left < size.width; left += limit) {
            places.push_back(
                {left, top, std::min(limit, size.width - left), std::min(limit, size.height - top)});
        }
    }
    return places;
}

Result<TiledTexture> TiledTexture::make(SDL_Renderer* renderer, Size size, int limit) {
    TiledTexture result;
    result.size_ = size;
    for (const Rect& place : tilesOf(size, limit)) {
        Tile tile{place, std::unique_ptr<SDL_Texture, TextureDeleter>(
                             SDL_CreateTexture(renderer, SDL_PIXELFORMAT_XRGB8888, SDL_TEXTUREACCESS_STATIC,
                                               place.width, place.height))};
        if (tile.texture == nullptr)
            return textureFault("画面用のテクスチャーを作れません", "cannot make a texture");
        SDL_SetTextureScaleMode(tile.texture.get(), SDL_ScaleModeNearest);
        result.tiles_.push_back(std::move(tile));
    }
    return result;
}

Result<void> TiledTexture::upload(const SDL_Surface& picture, const Rect& part) {
    for (Tile& tile : tiles_) {
        const int left = std::max(part.x, tile.place.x);
        const int top = std::max(part.y, tile.place.y);
        const int width = std::min(part.right(), tile.place.right()) - left;
        const int height = std::min(part.bottom(), tile.place.bottom()) - top;
        if (width <= 0 || height <= 0) continue;
        const SDL_Rect inTile{left - tile.place.x, top - tile.place.y, width, height};
        const auto* pixels = static_cast<const char*>(picture.pixels) +
                             static_cast<std::ptrdiff_t>(top) * picture.pitch +
                             static_cast<std::ptrdiff_t>(left) * 4;
        if (SDL_UpdateTexture(tile.texture.get(), &inTile, pixels, picture.pitch) != 0)
            return textureFault("画面用のテクスチャーに書けません", "cannot fill a texture");
    }
    return {};
}

Result<void> TiledTexture::draw(SDL_Renderer* renderer, int left, Uint8 alpha, int top) {
    const SDL_BlendMode mode = alpha == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND;
    for (const Tile& tile : tiles_) {
        const SDL_Rect target{left + tile.place.x, top + tile.place.y, tile.place.width, tile.place.height};
        SDL_SetTextureBlendMode(tile.texture.get(), mode);
        SDL_SetTextureAlphaMod(tile.texture.get(), alpha);
        if (SDL_RenderCopy(renderer, tile.texture.get(), nullptr, &target) != 0)
            return textureFault("画面に描けません", "cannot draw a texture");
    }
    return {};
}

}  // namespace signage
