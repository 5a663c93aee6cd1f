// The glass by SDL's accelerated renderer: two pictures in textures, mixed by the GPU. Only bands go up at a
// time, so that the thread that presents is never held up.
#pragma once

#include <array>
#include <string>

#include "player/display/film_texture.h"
#include "player/display/glass.h"
#include "player/display/tiled_texture.h"

namespace signage {

struct TextureOptions {
    int largest = 0;  // no texture wider or higher than this; 0: what the renderer can
    // Takes a film's planes also where a processor stands for the GPU, which is three times as slow at them
    // as at pixels that swscale has made (measured on llvmpipe at 1920x1080).
    bool planesByProcessor = false;
};

class TextureGlass final : public Glass {
  public:
    // The window is kept by pointer and must outlive this. Fails when there is no accelerated renderer, or
    // none that takes our pixels as they are.
    static Result<std::unique_ptr<TextureGlass>> make(SDL_Window* window, const TextureOptions& options);
    ~TextureGlass() override;

    // What draws, as OpenGL names it ("llvmpipe (LLVM 15.0.6, 256 bits)"), else SDL's name of it.
    const std::string& device() const { return device_; }

    Size size() override;
    Result<void> bring(Picture picture) override;
    Result<bool> bringMore(std::chrono::nanoseconds budget, const Clock& clock) override;
    void settle() override;
    Result<void> amend(Picture picture, const Rect& changed) override;
    PlanesTaken takesPlanes() const override { return planesTaken_; }
    Result<bool> putPlanes(const PlanesView& view) override;
    void dropPlanes() override { film_.drop(); }
    void planesStay() override { planesStay_ = film_.up(); }
    Result<void> showStanding(const std::optional<Rect>& part) override;
    Result<void> showBetween(TransitionKind kind, double progress) override;
    Result<Surface> readBack() override;
    Result<bool> holds(const SDL_Surface& picture) override { return holdsWith(picture, nullptr); }
    Result<bool> holdsWith(const SDL_Surface& picture, const PlanesView* film) override;
    Result<void> texturesLost() override;
    std::size_t textures() const override;

  private:
    struct RendererDeleter {
        void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
    };
    // A picture and how much of it is up.
    struct Layer {
        Picture picture;
        int rows = 0;
        TiledTexture texture;
        bool up() const { return picture != nullptr && rows == picture->h; }
    };
    struct Drawn {
        bool between = false;
        TransitionKind kind = TransitionKind::cut;
        double progress = 0;
    };

    explicit TextureGlass(std::unique_ptr<SDL_Renderer, RendererDeleter> renderer)
        : renderer_(std::move(renderer)) {}
    Layer& standing() { return layers_[standingIndex_]; }
    Layer& coming() { return layers_[1 - standingIndex_]; }
    Result<void> fit(Layer& layer, Size size);
    Result<void> draw(const Drawn& what);
    Result<void> drawLayer(Layer& layer, int left, Uint8 alpha);
    Result<void> drawBetween(TransitionKind kind, double progress);
    Result<void> read(const Rect& part, SDL_Surface& target);

    std::unique_ptr<SDL_Renderer, RendererDeleter> renderer_;
    std::array<Layer, 2> layers_;  // after the renderer, so that textures go first
    FilmTexture film_;             // over the standing layer
    PlanesTaken planesTaken_;
    bool planesStay_ = false;  // over the coming one as well
    std::size_t standingIndex_ = 0;
    Drawn last_;
    std::string device_;
    int largest_ = 0;
    int looks_ = 0;
};

}  // namespace signage
