// The window, and which glass it gets.
#include "player/display/window.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string_view>

#include "player/base/format.h"
#include "player/base/log.h"
#include "player/display/software_glass.h"
#include "player/display/texture_glass.h"

namespace signage {
namespace {

struct WindowDeleter {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};

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
    if (options.headless) {
        SDL_SetHint(SDL_HINT_VIDEODRIVER,
                    options.renderer == RendererWish::accelerated ? "offscreen" : "dummy");
    }
}

bool isQuarter(Rotation rotation) {
    return rotation == Rotation::quarter || rotation == Rotation::threeQuarters;
}

void take(const SDL_Event& event, WindowEvents& events) {
    if (event.type == SDL_QUIT) events.quit = true;
    if (event.type == SDL_KEYDOWN) {
        const SDL_Keycode key = event.key.keysym.sym;
        if (key == SDLK_ESCAPE || key == SDLK_q) events.key = true;
    }
    if (event.type == SDL_RENDER_TARGETS_RESET) events.exposed = true;
    if (event.type == SDL_RENDER_DEVICE_RESET) events.exposed = events.texturesLost = true;
    if (event.type != SDL_WINDOWEVENT) return;
    switch (event.window.event) {
        case SDL_WINDOWEVENT_EXPOSED:
        case SDL_WINDOWEVENT_SHOWN:
        case SDL_WINDOWEVENT_RESTORED:
            events.exposed = true;
            break;
        case SDL_WINDOWEVENT_SIZE_CHANGED:
            events.resized = events.exposed = true;
            break;
        case SDL_WINDOWEVENT_CLOSE:
            events.quit = true;
            break;
        default:
            break;
    }
}

}  // namespace

struct Window::Impl {
    WindowOptions options;
    std::unique_ptr<SDL_Window, WindowDeleter> window;
    std::unique_ptr<Glass> glass;
    RendererChoice renderer;
    Uint32 wakeEvent = 0;

    // The dummy driver cannot wait for events (SDL would poll every millisecond), so headless sleeps here.
    std::mutex mutex;
    std::condition_variable woken;
    bool wakeAsked = false;

    std::unique_ptr<X11Screen> screen;  // null: no server to ask, or not asked yet
    bool screenSought = false;
    int looks = 0;

    std::unique_ptr<Glass> openTextures();
    bool openWindow(Uint32 more);

    // In pixels, of which a high-density display has more than the window has units.
    Size panelSize() const {
        Size size;
        SDL_GetWindowSizeInPixels(window.get(), &size.width, &size.height);
        return size;
    }

    X11Screen* server() {
        if (!screenSought) screen = X11Screen::of(window.get());
        screenSought = true;
        return screen.get();
    }

    ~Impl() {
        screen.reset();
        glass.reset();
        window.reset();
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }
};

Window::Window(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Window::~Window() = default;

// Textures where there is a GPU to hold them or somebody insists, else nothing; `choice` says why.
std::unique_ptr<Glass> Window::Impl::openTextures() {
    if (options.renderer == RendererWish::software) {
        renderer = {false, "asked for"};
        return nullptr;
    }
    const bool insisted = options.renderer == RendererWish::accelerated;
    // SDL has no window surface on a bare console: there, even a software OpenGL is the only way.
    const char* driver = SDL_GetCurrentVideoDriver();
    const bool only = driver != nullptr && std::string_view(driver) == "KMSDRM";
    if (!insisted && options.headless) {
        renderer = {false, "headless"};
        return nullptr;
    }
    if (!insisted && !only && !hasGpu(options.dev)) {
        renderer = {false, format("no GPU: {}/dri has no render node", options.dev)};
        return nullptr;
    }
    if (!openWindow(SDL_WINDOW_OPENGL)) {
        renderer = {false, format("no window for a GPU: {}", SDL_GetError())};
        return nullptr;
    }
    auto textures = TextureGlass::make(window.get(), {options.largestTexture});
    if (!textures) {
        renderer = {false, textures.error().line(Language::english)};
        return nullptr;
    }
    const std::string device = (*textures)->device();
    if (!insisted && !only && isSoftwareRenderer(device)) {
        renderer = {false, device + " is no GPU"};
        return nullptr;
    }
    const char* why = insisted ? "asked for, drawn by " : only ? "the only way on KMSDRM, drawn by " : "";
    renderer = {true, why + device};
    return std::move(*textures);
}

bool Window::Impl::openWindow(Uint32 more) {
    SDL_Rect bounds{0, 0, 1920, 1080};
    SDL_GetDisplayBounds(options.display, &bounds);
    Uint32 flags = SDL_WINDOW_SHOWN | SDL_WINDOW_ALLOW_HIGHDPI | more;
    if (const auto fixed = options.headless ? options.headless : options.windowed) {
        bounds.w = fixed->width;
        bounds.h = fixed->height;
    } else {
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS;
    }
    window.reset();
    window.reset(SDL_CreateWindow(options.title.c_str(), bounds.x, bounds.y, bounds.w, bounds.h, flags));
    return window != nullptr;
}

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
    setHints(options);
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return sdlFault("画面を開けません", "cannot open a display");
    auto impl = std::make_unique<Impl>();
    impl->options = options;
    impl->wakeEvent = SDL_RegisterEvents(1);
    impl->glass = impl->openTextures();
    if (impl->glass == nullptr) {
        if (!impl->openWindow(0)) return sdlFault("窓を開けません", "cannot open a window");
        auto plain = SoftwareGlass::make(impl->window.get());
        if (!plain) return Failure(plain.error());
        impl->glass = std::move(*plain);
    }
    SDL_ShowCursor(SDL_DISABLE);
    SDL_SetWindowMinimumSize(impl->window.get(), 160, 90);
    return std::unique_ptr<Window>(new Window(std::move(impl)));
}

Size Window::canvasSize() const {
    const Size panel = impl_->panelSize();
    return isQuarter(impl_->options.rotation) ? Size{panel.height, panel.width} : panel;
}

Rotation Window::rotation() const {
    return impl_->options.rotation;
}
bool Window::headless() const {
    return impl_->options.headless.has_value();
}

DisplayInfo Window::display() const {
    const int index = SDL_GetWindowDisplayIndex(impl_->window.get());
    const char* name = index < 0 ? nullptr : SDL_GetDisplayName(index);
    // SDL goes on naming the first display when the last one was unplugged.
    const bool connected = index >= 0 && index < SDL_GetNumVideoDisplays();
    return {name == nullptr ? "" : name, impl_->panelSize(), connected && !headless()};
}

Glass& Window::glass() {
    return *impl_->glass;
}
const RendererChoice& Window::renderer() const {
    return impl_->renderer;
}

ScreenLook Window::compareWithScreen(const SDL_Surface& composed) {
    // Coarse, and shifted at every look by a step that comes to every row in time.
    constexpr int rows = 60;
    constexpr int shift = 7;
    X11Screen* screen = impl_->server();
    if (screen == nullptr) return ScreenLook::unreadable;
    int step = std::max(1, composed.h / rows);
    if (step % shift == 0) ++step;
    const int first = impl_->looks++ * shift % step;
    return screen->compare(composed, first, step);
}

bool Window::grabScreen(SDL_Surface& copy) {
    X11Screen* screen = impl_->server();
    return screen != nullptr && screen->grab(copy);
}

WindowEvents Window::pump() {
    WindowEvents events;
    SDL_Event event;
    while (SDL_PollEvent(&event) == 1) take(event, events);
    if (events.texturesLost) {
        if (const auto again = impl_->glass->texturesLost(); !again)
            logError(again.error().line(Language::english));
    }
    return events;
}

void Window::wait(Duration most) {
    if (most <= Duration::zero()) return;
    if (headless()) {
        std::unique_lock lock(impl_->mutex);
        impl_->woken.wait_for(lock, most, [this] { return impl_->wakeAsked; });
        impl_->wakeAsked = false;
        return;
    }
    constexpr Duration longest = std::chrono::hours{1};  // fits SDL's int of milliseconds
    SDL_WaitEventTimeout(nullptr, static_cast<int>(std::min(most, longest).count()));
}

void Window::wake() {
    if (headless()) {
        const std::lock_guard lock(impl_->mutex);
        impl_->wakeAsked = true;
        impl_->woken.notify_one();
        return;
    }
    SDL_Event event{};
    event.type = impl_->wakeEvent;
    SDL_PushEvent(&event);
}

}  // namespace signage
