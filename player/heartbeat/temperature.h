// How warm the machine is, by the sensors that Linux shows under /sys/class.
#pragma once

#include <optional>
#include <string>

#include "player/ports/disk.h"

namespace signage {

// The highest of thermal/thermal_zone*/temp and hwmon/hwmon*/temp*_input below `folder`, in degrees Celsius.
// Readings outside -30 to 125, and exactly 0, are a sensor that is not connected. None: no sensor says
// anything. From any thread; about a hundred opens.
std::optional<double> highestTemperature(const Disk& disk, const std::string& folder);

}  // namespace signage
