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
#include "player/display/renderer_choice.h"
#include "player/display/x11_screen.h"
#include "player/paint/surface.h"

namespace signage {

enum class Rotation { none = 0, quarter = 90, half = 180, threeQuarters = 270 };

struct WindowOptions {
    std::string title = "signage-player";
    std::optional<Size> headless;  // no display server: SDL's dummy driver with this size
    std::optional<Size> windowed;  // a window of this size instead of the full screen
    int display = 0;
    Rotation rotation = Rotation::none;  // clockwise, of the picture on the panel
    RendererWish renderer = RendererWish::automatic;
    int largestTexture = 0;    // for tests: no texture wider or higher than this; 0: what the GPU can
    std::string dev = "/dev";  // where the files of the GPU's driver are looked for
};

// What woke the thread.
struct WindowEvents {
    bool quit = false;          // the window was closed
    bool exposed = false;       // the pixels must be put on the glass again
    bool resized = false;       // canvasSize() has changed
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
    // Fails with Fault::not_found when there is no display and headless was not asked for.
    static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // What slides are laid out for: the panel's size, its sides exchanged by a quarter turn.
    Size canvasSize() const;
    Rotation rotation() const;
    DisplayInfo display() const;
    bool headless() const;

    // Where pictures are brought up, mixed and put on the panel.
    Glass& glass();
    const RendererChoice& renderer() const;

    // What the display server really shows in the window's place, compared with what was composed for it in
    // some sixty rows, other ones at every call. `unreadable` where no server can be asked (headless, KMS,
    // Wayland). Takes a few milliseconds.
    ScreenLook compareWithScreen(const SDL_Surface& composed);

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
