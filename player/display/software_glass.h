// The glass without a GPU: opaque pictures are copied and mixed by our own loops straight into the window's
// surface, which SDL hands to the display server without any conversion.
#pragma once

#include "player/display/glass.h"

namespace signage {

class SoftwareGlass final : public Glass {
  public:
    // The window is kept by pointer and must outlive this. Fault::not_found when it has no surface,
    // Fault::unsupported when that has not 32 bits a pixel.
    static Result<std::unique_ptr<Glass>> make(SDL_Window* window);

    Size size() override;
    Result<void> bring(Picture picture) override;
    Result<bool> bringMore(std::chrono::nanoseconds budget, const Clock& clock) override;
    void settle() override;
    Result<void> amend(Picture picture, const Rect& changed) override;
    Result<bool> putPiece(const SDL_Surface& piece, const Rect& place) override;
    Result<void> showStanding(const std::optional<Rect>& part) override;
    Result<void> showBetween(TransitionKind kind, double progress) override;
    Result<Surface> readBack() override;
    Result<bool> holds(const SDL_Surface& picture) override;
    SDL_Surface* surface() override;

  private:
    explicit SoftwareGlass(SDL_Window* window) : window_(window) {}

    SDL_Window* window_;
    Picture standing_;
    Picture coming_;
};

}  // namespace signage
