// The glass without a GPU: opaque pictures are copied and mixed by our own loops straight into the window's
// surface, which SDL hands to the display server without any conversion.
#pragma once

#include "player/display/differences.h"
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
    void comingChanged(const Rect& changed) override { differences_.mark(changed); }
    void settle() override;
    Result<void> amend(Picture picture, const Rect& changed) override;
    Result<bool> putPiece(const SDL_Surface& piece, const Rect& place) override;
    Result<void> showStanding(const std::optional<Rect>& part) override;
    Result<void> showBetween(TransitionKind kind, double progress) override;
    Result<Surface> readBack() override;
    Result<bool> holds(const SDL_Surface& picture) override;
    void disturbed() override { whole_ = false; }
    SDL_Surface* surface() override;

  private:
    explicit SoftwareGlass(SDL_Window* window) : window_(window) {}

    // There the glass shows something else than the standing picture, or than that was when it was compared.
    void unlikeStanding(const Rect& part);
    bool betweenByParts(SDL_Surface& target, double progress);

    SDL_Window* window_;
    Picture standing_;
    Picture coming_;
    Differences differences_;   // between the two
    std::optional<Rect> owed_;  // where the glass does not show the standing picture
    // The display shows, wherever they do not differ, what both show.
    bool whole_ = false;
    const void* pixels_ = nullptr;  // of the surface of which that was true
};

}  // namespace signage
