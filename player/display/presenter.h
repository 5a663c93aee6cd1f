// Brings prepared slides to the glass, with their transitions timed by the clock. Does nothing else: no
// layout, no decoding, no disk, no network. Belongs to the thread that owns the window.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "player/display/frame_stats.h"
#include "player/display/window.h"
#include "player/playlist/playlist.h"
#include "player/ports/clock.h"

namespace signage {

// A slide ready for the glass: canvas turned to the panel's orientation. Immutable once made.
struct Frame {
    std::shared_ptr<const SDL_Surface> pixels;
    std::uint64_t hash = 0;  // of the pixels as composed, panel orientation
};

// Takes the surface over, turns it as the panel hangs and hashes it; done by the thread that prepares.
Result<Frame> makeFrame(Surface surface, Rotation rotation);

enum class GlassResult { match, differs, unknown };
// How the glass was looked at: `server` asked the display server what is on the screen, `own` read back what
// we handed over and knows nothing of what became of it.
enum class GlassCheck { own, server };

struct GlassReading {
    GlassCheck check = GlassCheck::own;
    GlassResult result = GlassResult::unknown;
};

class Presenter {
  public:
    // Both are kept by reference. `reducedMotion`: every transition is a cut.
    Presenter(Window& window, const Clock& clock, bool reducedMotion);

    // The next frame to show. `begun` is when its slot began by the monotonic clock: a transition that should
    // be half over is entered half over, one that should be over is a cut. A frame of another size than the
    // window is refused with Fault::invalid.
    Result<void> show(Frame frame, Transition transition, std::chrono::nanoseconds begun);

    // Draws what is due now. Gives the time until it wants to be called again; none: nothing until show().
    Result<std::optional<std::chrono::nanoseconds>> tick();

    // The pixels must be put on the glass again (exposure).
    void redraw() { dirty_ = true; }
    bool inTransition() const { return previous_.pixels != nullptr; }
    bool hasFrame() const { return current_.pixels != nullptr; }
    const Frame& current() const { return current_; }
    const FrameStats& stats() const { return stats_; }

    // The strongest check that there is of the glass against what was composed; unknown during a transition.
    GlassReading checkGlass();
    // A copy of the window's surface: what was put on the glass.
    Result<Surface> snapshot();
    // What is really on the glass as far as can be known, panel orientation: the display server's picture, or
    // else our own. Too slow for a transition.
    struct Photograph {
        GlassCheck from = GlassCheck::own;
        Surface pixels;
    };
    Result<Photograph> photograph();

  private:
    Result<void> draw(std::chrono::nanoseconds now, double progress);
    double progressAt(std::chrono::nanoseconds now) const;

    Window& window_;
    const Clock& clock_;
    bool reducedMotion_;
    Frame previous_;  // only during a transition
    Frame current_;
    Transition transition_;
    std::chrono::nanoseconds begun_{0};
    std::chrono::nanoseconds nextFrame_{0};
    bool dirty_ = false;
    FrameStats stats_;
};

}  // namespace signage
