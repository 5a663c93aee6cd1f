// Xvfb, and reading its screen. Apart from the tests because Xlib's macros collide with GoogleTest's names.
#include "tests/loop/virtual_display.h"

#include <csignal>
#include <memory>

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xfixes.h>
#include <X11/extensions/scrnsaver.h>
#include <unistd.h>

namespace signage {
namespace {

using Connection = std::unique_ptr<Display, int (*)(Display*)>;

Connection connect(const std::string& name) {
    return {XOpenDisplay(name.c_str()), XCloseDisplay};
}

}  // namespace

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

bool VirtualDisplay::setMode(int wide, int high) const {
    const std::string name = std::to_string(wide) + "x" + std::to_string(high);
    if (wide != width || high != height) {
        // A made-up timing: nobody shows it.
        const auto after = [](int size, int more) { return std::to_string(size + more); };
        if (!xrandr({"--newmode", name, "20", std::to_string(wide), after(wide, 10), after(wide, 20),
                     after(wide, 40), std::to_string(high), after(high, 5), after(high, 10),
                     after(high, 20)}) ||
            !xrandr({"--addmode", "screen", name}))
            return false;
    }
    return xrandr({"--fb", name, "--output", "screen", "--mode", name});
}

bool VirtualDisplay::xrandr(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "/usr/bin/xrandr");
    return runProgram(arguments, {}, {{"DISPLAY", name_}}).status == 0;
}

void VirtualDisplay::die() {
    server_.signal(SIGKILL);
    server_.wait();
}

void VirtualDisplay::stop() {
    server_.signal(SIGSTOP);
}

void VirtualDisplay::goOn() {
    server_.signal(SIGCONT);
}

std::vector<std::uint32_t> VirtualDisplay::pixels() const {
    const Connection display = connect(name_);
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

bool VirtualDisplay::pointAt(int x, int y) const {
    const Connection display = connect(name_);
    if (display == nullptr) return false;
    XWarpPointer(display.get(), 0L, DefaultRootWindow(display.get()), 0, 0, 0, 0, x, y);
    XSync(display.get(), False);
    return true;
}

bool VirtualDisplay::showsCursor() const {
    const Connection display = connect(name_);
    int unused = 0;
    if (display == nullptr || XFixesQueryExtension(display.get(), &unused, &unused) == 0) return false;
    XFixesCursorImage* const image = XFixesGetCursorImage(display.get());
    if (image == nullptr) return false;
    bool seen = false;
    for (int i = 0; i < image->width * image->height; ++i)
        seen = seen || (image->pixels[i] & 0xFF000000UL) != 0;
    XFree(image);
    return seen;
}

bool VirtualDisplay::setScreenSaver(int seconds) const {
    const Connection display = connect(name_);
    if (display == nullptr) return false;
    XSetScreenSaver(display.get(), seconds, seconds, PreferBlanking, AllowExposures);
    XSync(display.get(), False);
    return true;
}

VirtualDisplay::Saver VirtualDisplay::screenSaver() const {
    const Connection display = connect(name_);
    if (display == nullptr) return Saver::unknown;
    XScreenSaverInfo info{};
    if (XScreenSaverQueryInfo(display.get(), DefaultRootWindow(display.get()), &info) == 0)
        return Saver::unknown;
    if (info.state == ScreenSaverOn) return Saver::on;
    return info.state == ScreenSaverOff ? Saver::off : Saver::disabled;
}

void VirtualDisplay::blacken() const {
    const Connection display = connect(name_);
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
