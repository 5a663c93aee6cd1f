// Sensors, tried by their names: the kernel shows them as links, which a Disk does not list.
#include "player/heartbeat/temperature.h"

#include <algorithm>
#include <charconv>

#include "player/base/format.h"

namespace signage {
namespace {

constexpr int mostZones = 24;
constexpr int mostChips = 12;
constexpr int mostInputs = 8;
constexpr std::int64_t sysfsPage = 4096;

std::optional<double> reading(const Disk& disk, const std::string& path) {
    const auto text = disk.read(path, sysfsPage);
    if (!text) return std::nullopt;
    int thousandths = 0;
    const auto parsed = std::from_chars(text->data(), text->data() + text->size(), thousandths);
    if (parsed.ec != std::errc{} || thousandths == 0) return std::nullopt;
    if (thousandths < -30'000 || thousandths > 125'000) return std::nullopt;
    return thousandths / 1000.0;
}

}  // namespace

std::optional<double> highestTemperature(const Disk& disk, const std::string& folder) {
    std::optional<double> highest;
    const auto consider = [&](const std::string& path) {
        const auto degrees = reading(disk, folder + path);
        if (degrees) highest = std::max(highest.value_or(*degrees), *degrees);
    };
    for (int zone = 0; zone < mostZones; ++zone) consider(format("/thermal/thermal_zone{}/temp", zone));
    for (int chip = 0; chip < mostChips; ++chip) {
        for (int input = 1; input <= mostInputs; ++input)
            consider(format("/hwmon/hwmon{}/temp{}_input", chip, input));
    }
    return highest;
}

}  // namespace signage
