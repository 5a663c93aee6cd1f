// Two questions of HDMI-CEC 1.4.
#include "player/platform/cec_panel.h"

#include <utility>

namespace signage {
namespace {

constexpr std::uint8_t television = 0;
constexpr std::uint8_t everyone = 15;
constexpr std::uint8_t giveDevicePowerStatus = 0x8F;
constexpr std::uint8_t reportPowerStatus = 0x90;
constexpr std::uint8_t requestActiveSource = 0x85;
constexpr std::uint8_t activeSource = 0x82;

// 0 on, 1 standby, 2 on its way on, 3 on its way to standby.
PanelState powerOf(const std::vector<std::uint8_t>& operands) {
    if (operands.size() != 1) return PanelState::unknown;
    if (operands[0] == 0) return PanelState::on;
    return operands[0] <= 3 ? PanelState::standby : PanelState::unknown;
}

}  // namespace

CecPanel::CecPanel(std::unique_ptr<CecBus> bus) : bus_(std::move(bus)) {}

PanelState CecPanel::ask() {
    const auto ours = bus_->physicalAddress();
    if (!ours) return PanelState::unknown;
    const auto power = bus_->ask(television, giveDevicePowerStatus, reportPowerStatus);
    const PanelState state = power ? powerOf(*power) : PanelState::unknown;
    if (state != PanelState::on) return state;
    const auto source = bus_->ask(everyone, requestActiveSource, activeSource);
    if (!source || source->size() != 2) return PanelState::on;
    const auto address = static_cast<std::uint16_t>((*source)[0] << 8 | (*source)[1]);
    return address == *ours ? PanelState::on : PanelState::wrongInput;
}

}  // namespace signage
