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

}  // namespace signage
