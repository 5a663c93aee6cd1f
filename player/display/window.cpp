// The window by SDL's plain surface path.
#include "player/display/window.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "player/base/format.h"

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

void setHints(bool headless) {
    // Signals belong to the program, and a screen must neither sleep nor be minimised by a stray focus
    // change.
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    // The window's surface must not go through OpenGL: measured eight times the processor time without a GPU.
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (headless) SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
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
    Uint32 wakeEvent = 0;

    // The dummy driver cannot wait for events (SDL would poll every millisecond), so headless sleeps here.
    std::mutex mutex;
    std::condition_variable woken;
    bool wakeAsked = false;

    std::unique_ptr<X11Screen> screen;  // null: no server to ask, or not asked yet
    bool screenSought = false;
    int looks = 0;

    X11Screen* server() {
        if (!screenSought) screen = X11Screen::of(window.get());
        screenSought = true;
        return screen.get();
    }

    ~Impl() {
        screen.reset();
        window.reset();
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }
};

Window::Window(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Window::~Window() = default;

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
    setHints(options.headless.has_value());
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return sdlFault("画面を開けません", "cannot open a display");
    auto impl = std::make_unique<Impl>();
    impl->options = options;
    impl->wakeEvent = SDL_RegisterEvents(1);
    SDL_Rect bounds{0, 0, 1920, 1080};
    SDL_GetDisplayBounds(options.display, &bounds);
    Uint32 flags = SDL_WINDOW_SHOWN;
    if (const auto fixed = options.headless ? options.headless : options.windowed) {
        bounds.w = fixed->width;
        bounds.h = fixed->height;
    } else {
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS;
    }
    impl->window.reset(
        SDL_CreateWindow(options.title.c_str(), bounds.x, bounds.y, bounds.w, bounds.h, flags));
    if (impl->window == nullptr) return sdlFault("窓を開けません", "cannot open a window");
    SDL_ShowCursor(SDL_DISABLE);
    SDL_SetWindowMinimumSize(impl->window.get(), 160, 90);
    auto window = std::unique_ptr<Window>(new Window(std::move(impl)));
    const SDL_Surface* surface = window->surface();
    if (surface == nullptr) return sdlFault("画面に書けません", "cannot draw to the window");
    if (surface->format->BytesPerPixel != 4) {
        return fail(Fault::unsupported, "",
                    {"画面の色数が足りません", "the display does not have 32 bits a pixel"},
                    {"画面の設定を24ビット色以上にしてください", "set the display to 24-bit colour or more"});
    }
    return window;
}

Size Window::canvasSize() const {
    int width = 0;
    int height = 0;
    SDL_GetWindowSize(impl_->window.get(), &width, &height);
    return isQuarter(impl_->options.rotation) ? Size{height, width} : Size{width, height};
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
    int width = 0;
    int height = 0;
    SDL_GetWindowSize(impl_->window.get(), &width, &height);
    return {name == nullptr ? "" : name, {width, height}, connected && !headless()};
}

SDL_Surface* Window::surface() {
    return SDL_GetWindowSurface(impl_->window.get());
}

Result<void> Window::present(const std::optional<Rect>& part) {
    int status = 0;
    if (part) {
        const SDL_Rect rect{part->x, part->y, part->width, part->height};
        status = SDL_UpdateWindowSurfaceRects(impl_->window.get(), &rect, 1);
    } else {
        status = SDL_UpdateWindowSurface(impl_->window.get());
    }
    if (status != 0) return sdlFault("画面に出せません", "cannot put the frame on the display");
    return {};
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
