// An X server without any screen, on a display number of its own choosing.
#pragma once

#include <cstdint>
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

  private:
    Process server_;
    std::string name_;
};

}  // namespace signage
