// An X server without any screen, on a display number of its own choosing.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/process.h"

namespace signage {

class VirtualDisplay {
  public:
    static constexpr int width = 640;
    static constexpr int height = 360;

    // Its outputs go to `folder`.
    explicit VirtualDisplay(const TemporaryFolder& folder);
    // On that display, ":7"; for a server that is to come later than who looks for it.
    VirtualDisplay(const TemporaryFolder& folder, const std::string& name);
    // A display that no server has now.
    static std::string freeName();
    // ":7"; ":" alone when the server did not start.
    const std::string& name() const { return name_; }
    // The only output goes dark and the screen becomes smaller, or all is as before; false: it cannot be
    // done.
    bool pullOut() const;
    bool plugIn() const;
    // The output takes a mode of that size, at most the first one's.
    bool setMode(int wide, int high) const;
    // The server is gone, at once and for everybody.
    void die();
    // The server answers nobody any more, until it does.
    void stop();
    void goOn();
    // Moves the mouse.
    bool pointAt(int x, int y) const;
    // Whether any pixel of the cursor, where it stands now, can be seen.
    bool showsCursor() const;
    // The screen saver is to come after so many seconds without input.
    bool setScreenSaver(int seconds) const;
    enum class Saver { off, on, disabled, unknown };
    Saver screenSaver() const;
    // The whole screen as large as it is now, 0xRRGGBB a pixel; empty when the server does not answer.
    std::vector<std::uint32_t> pixels() const;
    // A stranger's window without a frame, black, above everything, as long as the result lives.
    std::shared_ptr<void> cover(int left, int top, int wide, int high) const;
    // Fills the topmost window black behind its owner's back, as a screen that lost its picture.
    void blacken() const;

  private:
    bool xrandr(std::vector<std::string> arguments) const;

    Process server_;
    std::string name_;
};

}  // namespace signage
