// The window that residents look at, and its pixels: opened by SDL, full screen where there is a display,
// without any display server when headless; and the way its pixels take, by textures of a GPU or by our own
// loops. All calls from the thread that opened it, except wake().
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <SDL.h>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "player/base/geometry.h"
#include "player/display/glass.h"
#include "player/display/window_options.h"
#include "player/display/x11_screen.h"
#include "player/paint/surface.h"

namespace signage {

// What woke the thread.
struct WindowEvents {
    bool quit = false;          // the window was closed
    bool exposed = false;       // the pixels must be put on the glass again
    bool resized = false;       // canvasSize() has changed
    bool displays = false;      // one was plugged in, pulled out or turned
    bool texturesLost = false;  // the GPU was reset; what stood is up again already
    bool key = false;           // Escape or Q in a window: leave
};

struct DisplayInfo {
    std::string name;
    Size size;
    bool connected = false;
};

class Window {
  public:
    // Without any display a stand-in is opened, unless headless was asked for; see absent(). Fault::invalid:
    // there are displays, but not the one that was asked for.
    static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // What slides are laid out for: the panel's size, its sides exchanged by a quarter turn.
    Size canvasSize() const;
    Rotation rotation() const;
    DisplayInfo display() const;

    // There is no display where there should be one: nobody sees what is put on the glass.
    bool absent() const;
    // Why, in a line; empty when it is there.
    const std::string& whyAbsent() const;
    // Whether the display server's screen has become another size than a window that should fill it; false
    // where no server can be asked.
    bool outgrown();
    // Closes everything and opens the display anew, or a stand-in. The glass is another one afterwards, and
    // empty. Takes 10 to 200 ms.
    void reopen();

    bool headless() const;

    // Where pictures are brought up, mixed and put on the panel.
    Glass& glass();
    const RendererChoice& renderer() const;

    // What the display server really shows in the window's place, compared with what was composed for it in
    // some sixty rows, other ones at every call; with that film over it, or none. `unreadable` where no
    // server can be asked (headless, KMS, Wayland). Takes a few milliseconds.
    ScreenLook compareWithScreen(const SDL_Surface& composed, const PlanesView* film = nullptr);

    // What the display server shows in the window's place, into a surface of its size; false where no server
    // can be asked. Takes some 15 ms at 1920x1080.
    bool grabScreen(SDL_Surface& copy);

    // Handles what the window system has sent, at once.
    WindowEvents pump();
    // Sleeps until something happens, wake() is called or `most` has passed.
    void wait(Duration most);
    // From any thread, signal handlers excepted.
    void wake();

  private:
    struct Impl;
    explicit Window(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace signage
