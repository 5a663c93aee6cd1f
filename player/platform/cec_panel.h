// The panel's power state by HDMI-CEC. The words of the protocol are here, over a bus that a test can play.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "player/ports/panel.h"

namespace signage {

class CecBus {
  public:
    CecBus() = default;
    CecBus(const CecBus&) = delete;
    CecBus& operator=(const CecBus&) = delete;
    virtual ~CecBus() = default;

    // This machine's place in the tree of HDMI cables (0x1000: the display's first socket); none: not
    // plugged in, or the bus cannot be used.
    virtual std::optional<std::uint16_t> physicalAddress() = 0;
    // Sends `opcode` without operands to the logical address and waits about a second for `reply`; gives its
    // operands.
    virtual std::optional<std::vector<std::uint8_t>> ask(std::uint8_t to, std::uint8_t opcode,
                                                         std::uint8_t reply) = 0;
};

// Give Device Power Status to the television; when it is on, Request Active Source to all: another source
// than this machine means the wrong input, no answer means that nobody else claims the screen.
class CecPanel final : public PanelProbe {
  public:
    explicit CecPanel(std::unique_ptr<CecBus> bus);
    PanelState ask() override;

  private:
    std::unique_ptr<CecBus> bus_;
};

}  // namespace signage
