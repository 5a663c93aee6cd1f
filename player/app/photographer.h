// Pictures of the glass for the hub: taken on the main thread between transitions, made small and upright on
// the worker's.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "player/app/messages.h"
#include "player/app/show.h"
#include "player/display/presenter.h"
#include "player/display/window.h"
#include "player/ports/clock.h"

namespace signage {

// Main thread only.
class Photographer {
  public:
    struct Doors {
        const Clock& real;
        Window& window;
        Presenter& presenter;
        const Show& show;
        std::function<void(std::function<void()>)> work;  // runs a task on another thread
        std::function<void(GlassPicture)> done;           // called by that task
    };
    explicit Photographer(Doors doors) : doors_(std::move(doors)) {}

    // A picture is wanted: "asked" or "degraded", which goes before.
    void want(const std::string& why);
    // Takes it unless a transition runs; at most one every two seconds.
    void step(std::chrono::nanoseconds monotonic);
    // Whether step() has something to do as soon as it may.
    bool waiting() const { return !why_.empty(); }

  private:
    Doors doors_;
    std::string why_;  // empty: none is wanted
    std::chrono::nanoseconds notBefore_{0};
};

// The JPEG of a photograph in panel orientation, as residents see it: at most 320 pixels wide and high and
// about 30 KB. On any thread.
Result<std::string> smallPicture(const SDL_Surface& photograph, Rotation rotation);

}  // namespace signage
