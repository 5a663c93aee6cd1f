// Which driver, which window, which glass.
#include "player/display/opened_window.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "player/base/format.h"
#include "player/display/software_glass.h"
#include "player/display/texture_glass.h"

namespace signage {
namespace {

Failure sdlFault(const char* ja, const char* en) {
    return fail(Fault::not_found, "",
                {format("{}: {}", ja, SDL_GetError()), format("{}: {}", en, SDL_GetError())},
                {"画面のない機械では --headless 1920x1080 を付けてください",
                 "without a display use --headless 1920x1080"});
}

void setHints(const WindowOptions& options) {
    // Signals belong to the program, and a screen must neither sleep nor be minimised by a stray focus
    // change.
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    // The window's surface must not go through OpenGL: measured eight times the processor time without a GPU.
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    // A transition needs two pictures and no more; SDL's own scaling is never asked for.
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest");
    // OpenGL off the screen is SDL's "offscreen"; without OpenGL "dummy" is enough and quicker to start.
    // Over what the environment says, which comes into its own again once a display is looked for.
    if (options.headless) {
        const char* driver = options.renderer == RendererWish::accelerated ? "offscreen" : "dummy";
        SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, driver, SDL_HINT_OVERRIDE);
    } else {
        SDL_ResetHint(SDL_HINT_VIDEODRIVER);
    }
}

// Without a display SDL takes, unasked, a driver that shows nothing to anybody.
bool showsNothing(std::string_view driver) {
    constexpr std::array<std::string_view, 3> blind{"offscreen", "dummy", "evdev"};
    const char* asked = std::getenv("SDL_VIDEODRIVER");
    if (asked != nullptr && driver == asked) return false;
    return std::find(blind.begin(), blind.end(), driver) != blind.end();
}

}  // namespace

Result<std::unique_ptr<OpenedWindow>> OpenedWindow::open(const WindowOptions& options) {
    setHints(options);
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return sdlFault("画面を開けません", "cannot open a display");
    endWithServer();
    std::unique_ptr<OpenedWindow> opened(new OpenedWindow(options));
    if (auto done = opened->openAll(); !done) return Failure(done.error());
    return opened;
}

OpenedWindow::~OpenedWindow() {
    screen_.reset();
    glass_.reset();
    window_.reset();
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

Result<void> OpenedWindow::openAll() {
    const char* driver = SDL_GetCurrentVideoDriver();
    const int displays = SDL_GetNumVideoDisplays();
    if (!options_.headless && (displays < 1 || driver == nullptr || showsNothing(driver))) {
        SDL_SetError("no X server, no Wayland and no console of our own");
        return sdlFault("画面を開けません", "cannot open a display");
    }
    if (!options_.headless && options_.display >= displays) {
        return fail(Fault::invalid, "--display",
                    {format("{}番の画面はありません（0から{}まで）", options_.display, displays - 1),
                     format("there is no display {} (0 to {})", options_.display, displays - 1)},
                    {"--display の番号を確かめてください", "check the number given with --display"});
    }
    glass_ = openTextures();
    if (glass_ == nullptr) {
        if (!openWindow(0)) return sdlFault("窓を開けません", "cannot open a window");
        auto plain = SoftwareGlass::make(window_.get());
        glass_ = plain ? std::move(*plain) : openLastResort();
        if (glass_ == nullptr) return Failure(plain.error());
    }
    SDL_ShowCursor(SDL_DISABLE);
    SDL_DisableScreenSaver();
    SDL_SetWindowMinimumSize(window_.get(), 160, 90);
    return {};
}

// Textures where there is a GPU to hold them or somebody insists, else nothing; `choice` says why.
std::unique_ptr<Glass> OpenedWindow::openTextures() {
    if (options_.renderer == RendererWish::software) {
        renderer_ = {false, "asked for"};
        return nullptr;
    }
    const bool insisted = options_.renderer == RendererWish::accelerated;
    if (!insisted && options_.headless) {
        renderer_ = {false, "headless"};
        return nullptr;
    }
    if (!insisted && !hasGpu(options_.dev)) {
        renderer_ = {false, format("no GPU: {}/dri has no render node", options_.dev)};
        return nullptr;
    }
    if (!openWindow(SDL_WINDOW_OPENGL)) {
        renderer_ = {false, format("no window for a GPU: {}", SDL_GetError())};
        return nullptr;
    }
    auto textures = TextureGlass::make(window_.get(), {options_.largestTexture, insisted});
    if (!textures) {
        renderer_ = {false, textures.error().line(Language::english)};
        return nullptr;
    }
    const std::string device = (*textures)->device();
    if (!insisted && isSoftwareRenderer(device)) {
        renderer_ = {false, device + " is no GPU"};
        return nullptr;
    }
    const char* why = insisted ? "asked for, drawn by " : "";
    renderer_ = {true, why + device};
    return std::move(*textures);
}

// SDL's windows have no surface on Wayland and on a bare console: there OpenGL is the only way, even where a
// processor has to do it.
std::unique_ptr<Glass> OpenedWindow::openLastResort() {
    if (options_.headless || !openWindow(SDL_WINDOW_OPENGL)) return nullptr;
    auto textures = TextureGlass::make(window_.get(), {options_.largestTexture, false});
    if (!textures) return nullptr;
    renderer_ = {true, "no other way here, drawn by " + (*textures)->device()};
    return std::move(*textures);
}

bool OpenedWindow::openWindow(Uint32 more) {
    SDL_Rect bounds{0, 0, 1920, 1080};
    SDL_GetDisplayBounds(options_.display, &bounds);
    Uint32 flags = SDL_WINDOW_SHOWN | SDL_WINDOW_ALLOW_HIGHDPI | more;
    if (const auto fixed = options_.headless ? options_.headless : options_.windowed) {
        bounds.w = fixed->width;
        bounds.h = fixed->height;
    } else {
        // Not borderless as well: on X11 SDL then waits 100 ms for a window manager that has nothing to
        // change.
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_ALWAYS_ON_TOP | SDL_WINDOW_SKIP_TASKBAR;
    }
    window_.reset();
    window_.reset(SDL_CreateWindow(options_.title.c_str(), bounds.x, bounds.y, bounds.w, bounds.h, flags));
    return window_ != nullptr;
}

Size OpenedWindow::panelSize() const {
    Size size;
    SDL_GetWindowSizeInPixels(window_.get(), &size.width, &size.height);
    return size;
}

X11Screen* OpenedWindow::server() {
    if (!screenSought_) screen_ = X11Screen::of(window_.get());
    screenSought_ = true;
    return screen_.get();
}

}  // namespace signage
