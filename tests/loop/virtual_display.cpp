// Xvfb, and reading its screen. Apart from the tests because Xlib's macros collide with GoogleTest's names.
#include "tests/loop/virtual_display.h"

#include <csignal>
#include <memory>

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <unistd.h>

namespace signage {

VirtualDisplay::VirtualDisplay(const TemporaryFolder& folder)
    : server_(
          {"/usr/bin/Xvfb", "-displayfd", "1", "-screen", "0", "640x360x24", "-nolisten", "tcp", "-noreset"},
          folder.path(), "xvfb") {
    eventually([&] { return server_.output().find('\n') != std::string::npos || !server_.running(); });
    name_ = ':';
    name_ += server_.output();
    while (name_.back() == '\n') name_.pop_back();
}

VirtualDisplay::VirtualDisplay(const TemporaryFolder& folder, const std::string& name)
    : server_({"/usr/bin/Xvfb", name, "-screen", "0", "640x360x24", "-nolisten", "tcp", "-noreset"},
              folder.path(), "xvfb"),
      name_(name) {
    eventually([&] { return !pixels().empty() || !server_.running(); });
}

std::string VirtualDisplay::freeName() {
    // Far from what -displayfd gives, and another one for every process.
    for (int number = 1000 + getpid() % 30'000;; ++number) {
        if (access(("/tmp/.X11-unix/X" + std::to_string(number)).c_str(), F_OK) != 0)
            return ":" + std::to_string(number);
    }
}

bool VirtualDisplay::pullOut() const {
    return xrandr({"--output", "screen", "--off", "--fb", "480x270"});
}

bool VirtualDisplay::plugIn() const {
    return xrandr({"--fb", "640x360", "--output", "screen", "--mode", "640x360"});
}

bool VirtualDisplay::xrandr(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "/usr/bin/xrandr");
    return runProgram(arguments, {}, {{"DISPLAY", name_}}).status == 0;
}

void VirtualDisplay::die() {
    server_.signal(SIGKILL);
    server_.wait();
}

std::vector<std::uint32_t> VirtualDisplay::pixels() const {
    const std::unique_ptr<Display, int (*)(Display*)> display(XOpenDisplay(name_.c_str()), XCloseDisplay);
    if (display == nullptr) return {};
    XWindowAttributes root;
    if (XGetWindowAttributes(display.get(), DefaultRootWindow(display.get()), &root) == 0) return {};
    XImage* image = XGetImage(display.get(), root.root, 0, 0, static_cast<unsigned>(root.width),
                              static_cast<unsigned>(root.height), AllPlanes, ZPixmap);
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
