// One question of DDC/CI 1.1 and its answer.
#include "player/platform/ddc_panel.h"

#include <utility>

namespace signage {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint8_t powerMode = 0xD6;
constexpr std::size_t answerBytes = 11;
constexpr int attempts = 3;
constexpr std::chrono::milliseconds thinking{50};  // the standard gives a display 40 ms

std::uint8_t xorOf(const Bytes& bytes, std::uint8_t start) {
    for (const std::uint8_t byte : bytes) start = static_cast<std::uint8_t>(start ^ byte);
    return start;
}

Bytes question() {
    Bytes bytes{0x51, 0x82, 0x01, powerMode};
    bytes.push_back(xorOf(bytes, 0x6E));
    return bytes;
}

// 6E 88 02 result code type maximum(2) present(2) checksum; none: garbled, or "not ready" (6E 80 ..).
std::optional<PanelState> stateIn(const Bytes& answer) {
    if (answer.size() != answerBytes || xorOf(answer, 0x50) != 0) return std::nullopt;
    if (answer[0] != 0x6E || answer[1] != 0x88 || answer[2] != 0x02 || answer[4] != powerMode)
        return std::nullopt;
    if (answer[3] != 0) return PanelState::unknown;  // it does not know this feature
    switch (answer[9]) {
        case 1:
            return PanelState::on;
        case 2:
        case 3:
        case 4:
        case 5:
            return PanelState::standby;
        default:
            return PanelState::unknown;
    }
}

}  // namespace

DdcPanel::DdcPanel(std::unique_ptr<DdcBus> bus) : bus_(std::move(bus)) {}

PanelState DdcPanel::ask() {
    for (int attempt = 0; attempt < attempts; ++attempt) {
        if (!bus_->write(question())) return PanelState::unknown;
        bus_->pause(thinking);
        const auto answer = bus_->read(answerBytes);
        const auto state = answer ? stateIn(*answer) : std::nullopt;
        if (state) return *state;
        bus_->pause(thinking);
    }
    return PanelState::unknown;
}

}  // namespace signage
