// Reading the root window by libX11, through SDL's own connection: what SDL has sent before is done by then.
#include "player/display/x11_screen.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <dlfcn.h>

// SDL's header, and Xlib's macros behind it, stay in this file.
#include <SDL_syswm.h>

#include "player/display/glass_look.h"

namespace signage {
namespace {

bool requestFailed = false;  // the window's thread only; Xlib's handler has no place for a pointer

int noteFailure(Display* /*display*/, XErrorEvent* /*event*/) {
    requestFailed = true;
    return 0;
}

// The window is gone with its server: nothing of SDL's may be touched any more.
int leave(Display* /*display*/) {
    std::fputs("signage-player: the X server is gone\n", stderr);
    std::_Exit(displayLostStatus);
}

template <typename Function>
bool find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

struct Xlib {
    decltype(&XGetImage) getImage = nullptr;
    decltype(&XSetErrorHandler) setErrorHandler = nullptr;
    decltype(&XTranslateCoordinates) translate = nullptr;
    decltype(&XGetWindowAttributes) attributes = nullptr;
    decltype(&XQueryExtension) extension = nullptr;

    bool load(void* library) {
        return find(library, "XGetImage", getImage) && find(library, "XSetErrorHandler", setErrorHandler) &&
               find(library, "XTranslateCoordinates", translate) &&
               find(library, "XGetWindowAttributes", attributes) &&
               find(library, "XQueryExtension", extension);
    }
};

struct LibraryCloser {
    void operator()(void* library) const { dlclose(library); }
};
struct ImageDestroyer {
    void operator()(XImage* image) const { XDestroyImage(image); }
};
using Image = std::unique_ptr<XImage, ImageDestroyer>;

// Xlib's usual answer to a refused request is to end the program, and a screen must not go dark for a look.
class Quietly {
  public:
    explicit Quietly(const Xlib& xlib) : xlib_(xlib), before_(xlib.setErrorHandler(noteFailure)) {
        requestFailed = false;
    }
    ~Quietly() { xlib_.setErrorHandler(before_); }
    Quietly(const Quietly&) = delete;
    Quietly& operator=(const Quietly&) = delete;

  private:
    const Xlib& xlib_;
    XErrorHandler before_;
};

bool isPlain(const XImage& image) {
    return image.bits_per_pixel == 32 && image.byte_order == LSBFirst && image.red_mask == 0xFF0000 &&
           image.green_mask == 0xFF00 && image.blue_mask == 0xFF;
}

bool drawsByX11() {
    const char* driver = SDL_GetCurrentVideoDriver();
    return driver != nullptr && std::string_view(driver) == "x11";
}

}  // namespace

void endWithServer() {
    if (!drawsByX11()) return;
    const std::unique_ptr<void, LibraryCloser> library(dlopen("libX11.so.6", RTLD_NOW | RTLD_LOCAL));
    decltype(&XSetIOErrorHandler) setHandler = nullptr;
    if (library != nullptr && find(library.get(), "XSetIOErrorHandler", setHandler)) setHandler(leave);
}

struct X11Screen::Impl {
    std::unique_ptr<void, LibraryCloser> library;
    Xlib xlib;
    Display* display = nullptr;  // SDL's
    ::Window window = 0;

    struct Place {
        ::Window root = 0;
        int left = 0;
        int top = 0;
    };
    ScreenLook find(int width, int height, Place& place) const;
};

// `same`: the window is where it can be seen, and `place` says where.
ScreenLook X11Screen::Impl::find(int width, int height, Place& place) const {
    XWindowAttributes ours;
    if (xlib.attributes(display, window, &ours) == 0) return ScreenLook::unreadable;
    if (ours.map_state != IsViewable || ours.width != width || ours.height != height)
        return ScreenLook::different;
    place.root = ours.root;
    ::Window child = 0;
    XWindowAttributes root;
    if (xlib.translate(display, window, ours.root, 0, 0, &place.left, &place.top, &child) == 0 ||
        xlib.attributes(display, ours.root, &root) == 0)
        return ScreenLook::unreadable;
    const bool inside = place.left >= 0 && place.top >= 0 && place.left + width <= root.width &&
                        place.top + height <= root.height;
    return inside ? ScreenLook::same : ScreenLook::different;
}

X11Screen::X11Screen(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
X11Screen::~X11Screen() = default;

std::unique_ptr<X11Screen> X11Screen::of(SDL_Window* window) {
    if (!drawsByX11()) return nullptr;
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) != SDL_TRUE || info.subsystem != SDL_SYSWM_X11) return nullptr;
    auto impl = std::make_unique<Impl>();
    impl->library.reset(dlopen("libX11.so.6", RTLD_NOW | RTLD_LOCAL));
    if (impl->library == nullptr || !impl->xlib.load(impl->library.get())) return nullptr;
    impl->display = info.info.x11.display;
    impl->window = info.info.x11.window;
    int unused = 0;
    if (impl->xlib.extension(impl->display, "XWAYLAND", &unused, &unused, &unused) != 0) return nullptr;
    return std::unique_ptr<X11Screen>(new X11Screen(std::move(impl)));
}

Size X11Screen::size() {
    const Quietly quietly(impl_->xlib);
    XWindowAttributes ours;
    XWindowAttributes root;
    if (impl_->xlib.attributes(impl_->display, impl_->window, &ours) == 0 ||
        impl_->xlib.attributes(impl_->display, ours.root, &root) == 0)
        return {};
    return {root.width, root.height};
}

ScreenLook X11Screen::compare(const SDL_Surface& composed, const PlanesView* film, int first, int step) {
    const Xlib& xlib = impl_->xlib;
    const Quietly quietly(xlib);
    Impl::Place place;
    if (const ScreenLook found = impl_->find(composed.w, composed.h, place); found != ScreenLook::same)
        return found;
    GlassLook look(composed, film);
    for (int y = first; y < composed.h; y += step) {
        const Image image(xlib.getImage(impl_->display, place.root, place.left, place.top + y,
                                        static_cast<unsigned>(composed.w), 1, AllPlanes, ZPixmap));
        if (image == nullptr || requestFailed || !isPlain(*image)) return ScreenLook::unreadable;
        look.row(y, reinterpret_cast<const std::uint32_t*>(image->data));
    }
    return look.same() ? ScreenLook::same : ScreenLook::different;
}

bool X11Screen::grab(SDL_Surface& copy) {
    const Xlib& xlib = impl_->xlib;
    const Quietly quietly(xlib);
    Impl::Place place;
    if (impl_->find(copy.w, copy.h, place) != ScreenLook::same) return false;
    const Image image(xlib.getImage(impl_->display, place.root, place.left, place.top,
                                    static_cast<unsigned>(copy.w), static_cast<unsigned>(copy.h), AllPlanes,
                                    ZPixmap));
    if (image == nullptr || requestFailed || !isPlain(*image)) return false;
    for (int y = 0; y < copy.h; ++y) {
        std::memcpy(static_cast<char*>(copy.pixels) + static_cast<std::ptrdiff_t>(y) * copy.pitch,
                    image->data + static_cast<std::ptrdiff_t>(y) * image->bytes_per_line,
                    static_cast<std::size_t>(copy.w) * 4);
    }
    return true;
}

}  // namespace signage
