// The panel's power state by DDC/CI (VCP feature 0xD6), over an I2C bus that a test can play.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "player/ports/panel.h"

namespace signage {

// One I2C bus with the display's DDC/CI address (0x37) chosen.
class DdcBus {
  public:
    DdcBus() = default;
    DdcBus(const DdcBus&) = delete;
    DdcBus& operator=(const DdcBus&) = delete;
    virtual ~DdcBus() = default;

    virtual bool write(const std::vector<std::uint8_t>& bytes) = 0;
    virtual std::optional<std::vector<std::uint8_t>> read(std::size_t bytes) = 0;
    virtual void pause(std::chrono::milliseconds time) = 0;
};

// Asks up to three times, as displays miss questions. Knows nothing of inputs: what a display calls the
// input that we are on cannot be known.
class DdcPanel final : public PanelProbe {
  public:
    explicit DdcPanel(std::unique_ptr<DdcBus> bus);
    PanelState ask() override;

  private:
    std::unique_ptr<DdcBus> bus_;
};

}  // namespace signage
