// The way of pixels to the panel: pictures are brought up beside the one that stands, mixed with it during a
// transition, read back. Two kinds: by our own loops into the window's surface, and by textures of a GPU.
// Everything is in panel orientation and belongs to the thread that opened the window.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>

#include <SDL.h>

#include "player/base/error.h"
#include "player/base/geometry.h"
#include "player/display/planes_view.h"
#include "player/paint/surface.h"
#include "player/playlist/playlist.h"
#include "player/ports/clock.h"

namespace signage {

// Immutable, XRGB8888 as makeSurface() gives it: ready for a texture without any conversion.
using Picture = std::shared_ptr<const SDL_Surface>;

class Glass {
  public:
    Glass() = default;
    virtual ~Glass() = default;
    Glass(const Glass&) = delete;
    Glass& operator=(const Glass&) = delete;

    // The panel's pixels. An empty size: the display is gone. A resize of the window changes it.
    virtual Size size() = 0;

    // This picture comes next; another one that was coming is forgotten. Precondition: it has size().
    virtual Result<void> bring(Picture picture) = 0;
    // Brings up more of it, for about `budget` and at least a band. True: it is up, all of it.
    virtual Result<bool> bringMore(std::chrono::nanoseconds budget, const Clock& clock) = 0;
    // The picture that is coming was written to, there.
    virtual void comingChanged(const Rect& /*changed*/) {}
    // The picture that is up stands from now on. Puts nothing on the glass by itself.
    virtual void settle() = 0;
    // The standing picture is replaced by one that differs from it only in `changed`.
    virtual Result<void> amend(Picture picture, const Rect& changed) = 0;

    // Puts a piece on the glass at `place`, over the standing picture that does not know of it: for what
    // moves many times a second. True: it is done, and whoever needs the standing picture whole lays the
    // piece into it. False, with nothing done: not by this way; amend().
    virtual Result<bool> putPiece(const SDL_Surface& /*piece*/, const Rect& /*place*/) { return false; }
    // What of a film's planes this glass scales, turns and colours itself.
    virtual PlanesTaken takesPlanes() const { return {}; }
    // They lie over the standing picture, which knows nothing of them, and leave with it; put on the glass by
    // the next show...(). The view's picture and caption are kept until other ones come. False, with nothing
    // done: not by this way.
    virtual Result<bool> putPlanes(const PlanesView& /*view*/) { return false; }
    // They are no longer there.
    virtual void dropPlanes() {}
    // The picture that is coming, the same film's slide, has them as well: they stay with it. To be said
    // after bring(), which forgets it.
    virtual void planesStay() {}

    // Puts the standing picture on the glass; `part`: no more than that has changed since the last time.
    // After a resize it is stretched.
    virtual Result<void> showStanding(const std::optional<Rect>& part) = 0;
    // Puts a frame of the transition from the standing picture to the one that is up on the glass.
    virtual Result<void> showBetween(TransitionKind kind, double progress) = 0;

    // A copy of what was put on the glass last. Up to 60 ms with textures.
    virtual Result<Surface> readBack() = 0;
    // Whether what was put on the glass last is this picture; with textures a twelfth of it is read, another
    // one each time.
    virtual Result<bool> holds(const SDL_Surface& picture) = 0;
    // The same with that film over it, for which there is some tolerance (GlassLook); null: none.
    virtual Result<bool> holdsWith(const SDL_Surface& picture, const PlanesView* /*film*/) {
        return holds(picture);
    }

    // What was put on the glass may be gone from the display: the next frame is put there whole.
    virtual void disturbed() {}
    // The GPU has lost its memory: everything that was up is brought up again, at once.
    virtual Result<void> texturesLost() { return {}; }
    // How many textures are alive.
    virtual std::size_t textures() const { return 0; }
    // The window's own surface; null with textures.
    virtual SDL_Surface* surface() { return nullptr; }
};

}  // namespace signage
