// What moves in a slide that stands: pictures for one rectangle of it, made by another thread, each with its
// time. All calls from the thread that presents, and none of them waits.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include <SDL.h>

#include "player/base/error.h"
#include "player/base/geometry.h"
#include "player/display/planes_view.h"

namespace signage {

class MovingPicture {
  public:
    MovingPicture() = default;
    MovingPicture(const MovingPicture&) = delete;
    MovingPicture& operator=(const MovingPicture&) = delete;
    virtual ~MovingPicture() = default;

    // Where it moves, on the panel. Does not change.
    virtual Rect place() const = 0;
    // Its first picture is due at that monotonic time. Only the first call counts: the slide may be shown
    // anew while it goes on, with another minute in its footer.
    virtual void start(std::chrono::nanoseconds zero) = 0;

    struct Due {
        bool fresh = false;        // lay() gives another picture than before
        std::uint64_t missed = 0;  // pictures that were due and will not be shown, since the last call
        std::chrono::nanoseconds next{0};  // when to ask again, monotonic
    };
    virtual Due due(std::chrono::nanoseconds now) = 0;
    // What is due, as large as its place; null before the first and when it is to be had by planes. Good
    // until the next due().
    virtual const SDL_Surface* picture() const = 0;
    // What is due, for a glass that makes pictures of planes; null: picture(). Good until the next due().
    virtual const PlanesView* planes() const { return nullptr; }
    // What the glass takes of planes from now on. What comes next may still be by planes that it does not
    // take.
    virtual void takePlanes(const PlanesTaken& /*taken*/) {}
    // Copies what is due into its place on the slide, which has the panel's size. Nothing before the first.
    // Planes are converted, which takes tens of milliseconds: not for every picture.
    virtual void lay(SDL_Surface& slide) const = 0;
    // Why the last picture stands that should have moved on by then; none: all is well.
    virtual std::optional<Error> trouble(std::chrono::nanoseconds now) const = 0;
};

}  // namespace signage
