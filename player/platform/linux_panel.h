// The panel's door by Linux' device files: /dev/cec* and /dev/i2c-*.
#pragma once

#include <memory>
#include <string>

#include "player/ports/panel.h"

namespace signage {

// "auto": the first of /dev/cec0 .. cec3 that is there; "cec:/dev/cec1"; "ddc:/dev/i2c-3"; "none". DDC is
// only used when it is named: which of a machine's I2C buses leads to a display is not written anywhere, and
// a question put to another chip may be taken for an order. Asking by CEC makes the machine known on the bus
// as a playback device, unless it is that already.
// Null: there is none. The device is opened anew for every question, so that one that is plugged in later
// is found and one that hangs is left.
std::unique_ptr<PanelProbe> linuxPanel(const std::string& spec);

// Whether linuxPanel() understands it.
bool isPanelSpec(const std::string& spec);

}  // namespace signage
