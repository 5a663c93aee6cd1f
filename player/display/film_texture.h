// A film's picture in the GPU's memory, its caption beside it, over the slide that stands.
#pragma once

#include <cstddef>
#include <memory>

#include <SDL.h>

#include "player/base/error.h"
#include "player/display/planes_view.h"
#include "player/display/tiled_texture.h"

namespace signage {

// Belongs to the renderer's thread, and must go before the renderer.
class FilmTexture {
  public:
    // No texture wider or higher than this.
    void setLimit(int largest) { largest_ = largest; }
    // Which planes that renderer takes, none of them wider or higher than `largest`.
    static PlanesTaken takenBy(const SDL_RendererInfo& info, int largest);

    // Copies the picture up, the caption when it is another one. The texture is made anew only when the next
    // picture has another size, layout or colours. On failure nothing is shown any more.
    Result<void> put(SDL_Renderer* renderer, const PlanesView& view);
    // Draws them in their places, which lie `left` further to the right. Does nothing when nothing is up.
    Result<void> draw(SDL_Renderer* renderer, int left);
    // The GPU has lost its memory: made and brought up anew.
    Result<void> again(SDL_Renderer* renderer);
    // Lets everything go.
    void drop();

    bool up() const { return picture_ != nullptr; }
    std::size_t count() const { return (picture_ ? 1U : 0U) + caption_.count(); }

  private:
    Result<void> make(SDL_Renderer* renderer, const PicturePlanes& picture);
    Result<void> upload(const PicturePlanes& picture);
    Result<void> putCaption(SDL_Renderer* renderer, const PlanesView& view);

    PlanesView view_;  // what is up; it keeps the picture for again()
    std::unique_ptr<SDL_Texture, TextureDeleter> picture_;
    TiledTexture caption_;
    int largest_ = 0;
};

}  // namespace signage
