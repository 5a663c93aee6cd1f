// Brings prepared slides to the glass, with their transitions timed by the clock. Does nothing else: no
// layout, no decoding, no disk, no network. Belongs to the thread that owns the window.
#pragma once

#include <chrono>
#include <optional>

#include "player/display/frame.h"
#include "player/display/frame_stats.h"
#include "player/display/slide_times.h"
#include "player/display/window.h"
#include "player/playlist/playlist.h"
#include "player/ports/clock.h"

namespace signage {

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

    // This frame will probably be the next: it is brought up in bands, a few a frame, while the one that
    // stands stays. It takes the place of any other that was prepared.
    void prepare(Frame frame);

    // The next frame to show, as soon as all of it is up: until then the one before stands. `begun` is when
    // its slot began by the monotonic clock: a transition that should be half over is entered half over, one
    // that should be over is a cut. `due`: when its first frame should come; none: that is not measured. A
    // frame of another size than the window is refused with Fault::invalid.
    Result<void> show(Frame frame, Transition transition, std::chrono::nanoseconds begun,
                      std::optional<std::chrono::nanoseconds> due = std::nullopt);

    // Draws what is due now. Gives the time until it wants to be called again; none: nothing until show().
    Result<std::optional<std::chrono::nanoseconds>> tick();

    // The pixels must be put on the glass again (exposure).
    void redraw() {
        dirty_ = true;
        part_.reset();
        window_.glass().disturbed();
    }
    // The window was opened anew and its glass is empty: what was shown last stands again, stretched if need
    // be, as soon as tick() is called.
    Result<void> glassReplaced();
    // A frame is on its way: coming up, or in its transition.
    bool inTransition() const { return moving_ || start_.has_value(); }
    bool hasFrame() const { return current().pixels != nullptr; }
    // What was shown last.
    const Frame& current() const { return inTransition() ? coming_ : standing_; }
    const FrameStats& stats() const { return stats_; }
    const SlideTimes& slideTimes() const { return times_; }

    // The strongest check that there is of the glass against what was composed; unknown during a transition.
    GlassReading checkGlass();
    // A copy of what was put on the glass.
    Result<Surface> snapshot();
    // What is really on the glass as far as can be known, panel orientation: the display server's picture, or
    // else our own. Too slow for a transition.
    struct Photograph {
        GlassCheck from = GlassCheck::own;
        Surface pixels;
    };
    Result<Photograph> photograph();

  private:
    struct Start {
        Transition transition;
        std::chrono::nanoseconds begun{0};
    };

    bool isCut(const Transition& transition) const;
    Result<void> amend(Frame frame);
    Result<std::chrono::nanoseconds> advanceMoving();
    Result<void> putMoving(std::chrono::nanoseconds now);
    bool putPlanes(MovingPicture& moving);
    void layMoving();
    void markChanged(const Rect& changed);
    Result<void> bring(Frame frame);
    Result<bool> bringMore();
    Result<void> finish();
    Result<void> drawStanding();
    Result<std::optional<std::chrono::nanoseconds>> move();
    void presented(std::chrono::nanoseconds begun, bool animated);
    double progressAt(std::chrono::nanoseconds now) const;

    Window& window_;
    const Clock& clock_;
    bool reducedMotion_;
    Frame standing_;
    Frame coming_;  // being brought up, or up
    Frame later_;   // prepared while another one was on its way
    bool up_ = false;
    bool moving_ = false;
    std::optional<Start> start_;                   // what coming_ was shown with; none: it is only prepared
    std::optional<std::chrono::nanoseconds> due_;  // when the first frame of what was shown last should come
    std::chrono::nanoseconds nextFrame_{0};
    bool unlaid_ = false;    // what moves stands on the glass and not yet in standing_.pixels
    bool byPlanes_ = false;  // the glass has it by planes, so that standing_.pixels need not have it at all
    bool bare_ = false;      // coming_.pixels has not got it either, for the same film goes on by planes
    bool dirty_ = false;
    std::optional<Rect> part_;  // of what is dirty; none: all
    FrameStats stats_;
    SlideTimes times_;
};

}  // namespace signage
