// One opening of a display: SDL's video system, the window, its glass. Made anew when the display comes or
// changes. All of it belongs to the thread that opened it; one at a time in a process.
#pragma once

#include <memory>

#include <SDL.h>

#include "player/base/error.h"
#include "player/display/glass.h"
#include "player/display/window_options.h"
#include "player/display/x11_screen.h"

namespace signage {

class OpenedWindow {
  public:
    // Fault::not_found when there is no display and headless was not asked for, Fault::invalid when there is
    // no display of the number that was asked for.
    static Result<std::unique_ptr<OpenedWindow>> open(const WindowOptions& options);
    ~OpenedWindow();
    OpenedWindow(const OpenedWindow&) = delete;
    OpenedWindow& operator=(const OpenedWindow&) = delete;

    SDL_Window* window() const { return window_.get(); }
    Glass& glass() { return *glass_; }
    const RendererChoice& renderer() const { return renderer_; }
    // In pixels, of which a high-density display has more than the window has units.
    Size panelSize() const;
    // Null where no X server can be asked.
    X11Screen* server();

  private:
    struct WindowDeleter {
        void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
    };

    explicit OpenedWindow(const WindowOptions& options) : options_(options) {}
    Result<void> openAll();
    std::unique_ptr<Glass> openTextures();
    std::unique_ptr<Glass> openLastResort();
    bool openWindow(Uint32 more);

    WindowOptions options_;
    std::unique_ptr<SDL_Window, WindowDeleter> window_;
    std::unique_ptr<Glass> glass_;
    RendererChoice renderer_;
    std::unique_ptr<X11Screen> screen_;
    bool screenSought_ = false;
};

}  // namespace signage
