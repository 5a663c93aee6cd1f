// What the X server really has on the screen where our window is. libX11 is loaded at the first use and only
// when SDL draws through it, so that no other machine needs it and starting costs nothing.
#pragma once

#include <memory>

#include <SDL.h>

#include "player/base/geometry.h"
#include "player/display/planes_view.h"

namespace signage {

// What came of a look; `unreadable` is no finding about the glass.
enum class ScreenLook { unreadable, same, different };

// Xlib ends the program when the server goes away, and lets nobody go on. From now on it does so with this
// status, which says that nothing but the server is to blame. Does nothing with another video driver than
// X11. Call it once the video driver is open. 69 is EX_UNAVAILABLE of sysexits.h.
inline constexpr int displayLostStatus = 69;
void endWithServer();

// Belongs to the thread of the window, which must outlive it.
class X11Screen {
  public:
    // Null: SDL's video driver is another one, libX11 cannot be loaded, the screen's pixels are not 32 bits
    // in the order that we compose in, or the server is XWayland, which does not know what a screen shows.
    static std::unique_ptr<X11Screen> of(SDL_Window* window);
    ~X11Screen();
    X11Screen(const X11Screen&) = delete;
    X11Screen& operator=(const X11Screen&) = delete;

    // Compares every `step`-th row, from `first` on, exactly with what the root window shows there: a window
    // above ours, a black or an old picture differs, and so does what lies beyond the screen's edge. Rows are
    // fetched one by one, so that the cost is theirs and not the screen's. Where `film` lies over what was
    // composed there is some tolerance (GlassLook); null: nowhere.
    ScreenLook compare(const SDL_Surface& composed, const PlanesView* film, int first, int step);

    // Copies what the screen shows in our window's place, over or under a stranger's, into `copy`, which has
    // the window's size. False: it cannot be read. Takes some 15 ms at 1920x1080.
    bool grab(SDL_Surface& copy);

    // Of the server's whole screen; empty when it does not answer.
    Size size();

  private:
    struct Impl;
    explicit X11Screen(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace signage
