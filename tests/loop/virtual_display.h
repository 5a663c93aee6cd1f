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
    // ":7"; ":" alone when the server did not start.
    const std::string& name() const { return name_; }
    // The whole screen, 0xRRGGBB a pixel; empty when the server does not answer.
    std::vector<std::uint32_t> pixels() const;
    // A stranger's window without a frame, black, above everything, as long as the result lives.
    std::shared_ptr<void> cover(int left, int top, int wide, int high) const;
    // Fills the topmost window black behind its owner's back, as a screen that lost its picture.
    void blacken() const;

  private:
    Process server_;
    std::string name_;
};

}  // namespace signage
