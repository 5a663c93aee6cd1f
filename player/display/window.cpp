// The window, whether there is a display or not.
#include "player/display/window.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "player/base/log.h"
#include "player/display/opened_window.h"

namespace signage {
namespace {

// What pictures are made for while nobody knows the display.
constexpr Size standInSize{1920, 1080};

bool isQuarter(Rotation rotation) {
    return rotation == Rotation::quarter || rotation == Rotation::threeQuarters;
}

void take(const SDL_Event& event, WindowEvents& events) {
    if (event.type == SDL_QUIT) events.quit = true;
    if (event.type == SDL_KEYDOWN) {
        const SDL_Keycode key = event.key.keysym.sym;
        if (key == SDLK_ESCAPE || key == SDLK_q) events.key = true;
    }
    if (event.type == SDL_DISPLAYEVENT) events.displays = true;
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
    std::unique_ptr<OpenedWindow> opened;  // never null once open
    std::string whyAbsent;
    Uint32 wakeEvent = 0;
    int looks = 0;

    // Held while the display is opened anew, so that nobody wakes what is being closed.
    std::mutex mutex;
    std::condition_variable woken;
    bool wakeAsked = false;
    bool sleepsHere = false;  // SDL's own waiting would poll every millisecond without a display server

    Result<void> open();
};

// The display, else what stands in for it.
Result<void> Window::Impl::open() {
    opened.reset();
    auto real = OpenedWindow::open(options);
    whyAbsent.clear();
    if (!real && (options.headless || real.error().fault == Fault::invalid)) return Failure(real.error());
    if (!real) {
        whyAbsent = real.error().line(Language::english);
        WindowOptions standIn = options;
        standIn.headless = options.windowed.value_or(standInSize);
        standIn.renderer = RendererWish::software;
        real = OpenedWindow::open(standIn);
        if (!real) return Failure(real.error());
    }
    opened = std::move(*real);
    sleepsHere = options.headless.has_value() || !whyAbsent.empty();
    return {};
}

Window::Window(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Window::~Window() = default;

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
    auto impl = std::make_unique<Impl>();
    impl->options = options;
    if (auto opened = impl->open(); !opened) return Failure(opened.error());
    impl->wakeEvent = SDL_RegisterEvents(1);
    if (!impl->whyAbsent.empty()) logWarning("no display: " + impl->whyAbsent);
    return std::unique_ptr<Window>(new Window(std::move(impl)));
}

bool Window::absent() const {
    if (headless()) return false;
    return !impl_->whyAbsent.empty() || !display().connected;
}

const std::string& Window::whyAbsent() const {
    return impl_->whyAbsent;
}

bool Window::outgrown() {
    if (impl_->options.windowed || !impl_->whyAbsent.empty()) return false;
    X11Screen* screen = impl_->opened->server();
    return screen != nullptr && SDL_GetNumVideoDisplays() == 1 &&
           !(screen->size() == impl_->opened->panelSize());
}

void Window::reopen() {
    const std::lock_guard lock(impl_->mutex);
    const bool was = impl_->whyAbsent.empty();
    const auto opened = impl_->open();
    if (!opened) {
        // Another number of displays than before: wait for ours without any.
        impl_->whyAbsent = opened.error().line(Language::english);
        WindowOptions standIn;
        standIn.headless = standInSize;
        if (auto blind = OpenedWindow::open(standIn)) impl_->opened = std::move(*blind);
        impl_->sleepsHere = true;
    }
    if (was != impl_->whyAbsent.empty())
        logWarning(was ? "the display is gone: " + impl_->whyAbsent : "the display is there");
    impl_->wakeAsked = true;
}

Size Window::canvasSize() const {
    const Size panel = impl_->opened->panelSize();
    return isQuarter(impl_->options.rotation) ? Size{panel.height, panel.width} : panel;
}

Rotation Window::rotation() const {
    return impl_->options.rotation;
}
bool Window::headless() const {
    return impl_->options.headless.has_value();
}

DisplayInfo Window::display() const {
    const int index = SDL_GetWindowDisplayIndex(impl_->opened->window());
    const char* name = index < 0 ? nullptr : SDL_GetDisplayName(index);
    // SDL goes on naming the first display when the last one was unplugged.
    const bool connected = index >= 0 && index < SDL_GetNumVideoDisplays();
    return {name == nullptr ? "" : name, impl_->opened->panelSize(),
            connected && !headless() && impl_->whyAbsent.empty()};
}

Glass& Window::glass() {
    return impl_->opened->glass();
}
const RendererChoice& Window::renderer() const {
    return impl_->opened->renderer();
}

ScreenLook Window::compareWithScreen(const SDL_Surface& composed, const PlanesView* film) {
    // Coarse, and shifted at every look by a step that comes to every row in time.
    constexpr int rows = 60;
    constexpr int shift = 7;
    X11Screen* screen = impl_->opened->server();
    if (screen == nullptr) return ScreenLook::unreadable;
    int step = std::max(1, composed.h / rows);
    if (step % shift == 0) ++step;
    const int first = impl_->looks++ * shift % step;
    return screen->compare(composed, film, first, step);
}

bool Window::grabScreen(SDL_Surface& copy) {
    X11Screen* screen = impl_->opened->server();
    return screen != nullptr && screen->grab(copy);
}

WindowEvents Window::pump() {
    WindowEvents events;
    SDL_Event event;
    while (SDL_PollEvent(&event) == 1) take(event, events);
    if (events.texturesLost) {
        if (const auto again = impl_->opened->glass().texturesLost(); !again)
            logError(again.error().line(Language::english));
    }
    return events;
}

void Window::wait(Duration most) {
    if (most <= Duration::zero()) return;
    if (impl_->sleepsHere) {
        std::unique_lock lock(impl_->mutex);
        impl_->woken.wait_for(lock, most, [this] { return impl_->wakeAsked; });
        impl_->wakeAsked = false;
        return;
    }
    constexpr Duration longest = std::chrono::hours{1};  // fits SDL's int of milliseconds
    SDL_WaitEventTimeout(nullptr, static_cast<int>(std::min(most, longest).count()));
}

void Window::wake() {
    const std::lock_guard lock(impl_->mutex);
    if (impl_->sleepsHere) {
        impl_->wakeAsked = true;
        impl_->woken.notify_one();
        return;
    }
    SDL_Event event{};
    event.type = impl_->wakeEvent;
    SDL_PushEvent(&event);
}

}  // namespace signage
