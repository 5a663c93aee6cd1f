// Xvfb, and reading its screen. Apart from the tests because Xlib's macros collide with GoogleTest's names.
#include "tests/loop/virtual_display.h"

#include <memory>

#include <X11/Xlib.h>
#include <X11/Xutil.h>

namespace signage {

VirtualDisplay::VirtualDisplay(const TemporaryFolder& folder)
    : server_({"/usr/bin/Xvfb", "-displayfd", "1", "-screen", "0", "640x360x24", "-nolisten", "tcp"},
              folder.path(), "xvfb") {
    eventually([&] { return server_.output().find('\n') != std::string::npos || !server_.running(); });
    name_ = ':';
    name_ += server_.output();
    while (name_.back() == '\n') name_.pop_back();
}

std::vector<std::uint32_t> VirtualDisplay::pixels() const {
    const std::unique_ptr<Display, int (*)(Display*)> display(XOpenDisplay(name_.c_str()), XCloseDisplay);
    if (display == nullptr) return {};
    XImage* image =
        XGetImage(display.get(), DefaultRootWindow(display.get()), 0, 0, width, height, AllPlanes, ZPixmap);
    if (image == nullptr) return {};
    std::vector<std::uint32_t> result;
    for (int y = 0; y < image->height; ++y) {
        for (int x = 0; x < image->width; ++x) {
            result.push_back(static_cast<std::uint32_t>(XGetPixel(image, x, y)) & 0xFFFFFFU);
        }
    }
    XDestroyImage(image);
    return result;
}

std::shared_ptr<void> VirtualDisplay::cover(int left, int top, int wide, int high) const {
    const std::shared_ptr<Display> display(XOpenDisplay(name_.c_str()), [](Display* open) {
        if (open != nullptr) XCloseDisplay(open);  // the server takes the window away with its client
    });
    if (display == nullptr) return nullptr;
    XSetWindowAttributes attributes{};
    attributes.override_redirect = True;
    attributes.background_pixel = BlackPixel(display.get(), DefaultScreen(display.get()));
    const Window window =
        XCreateWindow(display.get(), DefaultRootWindow(display.get()), left, top, static_cast<unsigned>(wide),
                      static_cast<unsigned>(high), 0, CopyFromParent, InputOutput, CopyFromParent,
                      CWOverrideRedirect | CWBackPixel, &attributes);
    XMapRaised(display.get(), window);
    XSync(display.get(), False);
    return display;
}

void VirtualDisplay::blacken() const {
    const std::unique_ptr<Display, int (*)(Display*)> display(XOpenDisplay(name_.c_str()), XCloseDisplay);
    if (display == nullptr) return;
    Window root = 0;
    Window parent = 0;
    Window* children = nullptr;
    unsigned count = 0;
    if (XQueryTree(display.get(), DefaultRootWindow(display.get()), &root, &parent, &children, &count) == 0)
        return;
    if (count > 0) {
        GC gc = XCreateGC(display.get(), children[count - 1], 0, nullptr);
        XFillRectangle(display.get(), children[count - 1], gc, 0, 0, width, height);
        XFreeGC(display.get(), gc);
    }
    if (children != nullptr) XFree(children);
    XSync(display.get(), False);
}

}  // namespace signage
