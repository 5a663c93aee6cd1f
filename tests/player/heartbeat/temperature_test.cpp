// Sensors as Linux shows them, in a folder of the test's own.
#include "player/heartbeat/temperature.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "player/platform/posix_disk.h"
#include "tests/player/heartbeat/support.h"

namespace signage {
namespace {

class TemperatureTest : public ::testing::Test {
  protected:
    void sensor(const std::string& name, const std::string& text) const {
        const std::filesystem::path path = folder_.path(name);
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }
    std::optional<double> highest() const { return highestTemperature(disk_, folder_.path()); }

    testing::TempFolder folder_;
    PosixDisk disk_;
};

TEST_F(TemperatureTest, WithoutSensorsItIsNotKnown) {
    EXPECT_EQ(highest(), std::nullopt);
    EXPECT_EQ(highestTemperature(disk_, "/no/such/folder"), std::nullopt);
}

TEST_F(TemperatureTest, TheHighestOfAllThatMakeSense) {
    sensor("thermal/thermal_zone0/temp", "41000\n");
    EXPECT_EQ(highest(), 41.0);
    sensor("hwmon/hwmon2/temp3_input", "63500\n");
    EXPECT_EQ(highest(), 63.5);
    sensor("thermal/thermal_zone1/temp", "200000\n");  // not of this world
    sensor("hwmon/hwmon0/temp1_input", "no number\n");
    sensor("hwmon/hwmon0/temp2_input", "");
    EXPECT_EQ(highest(), 63.5);
}

TEST_F(TemperatureTest, AColdSensorCountsAndADeadOneDoesNot) {
    sensor("thermal/thermal_zone0/temp", "0\n");
    EXPECT_EQ(highest(), std::nullopt);
    sensor("thermal/thermal_zone1/temp", "-5000\n");
    EXPECT_EQ(highest(), -5.0);
}

// The kernel shows each sensor's folder as a link.
TEST_F(TemperatureTest, LinksToFoldersAreFollowed) {
    sensor("devices/virtual/temp", "38000\n");
    std::filesystem::create_directories(folder_.path("thermal"));
    std::filesystem::create_directory_symlink(folder_.path("devices/virtual"),
                                              folder_.path("thermal/thermal_zone0"));
    EXPECT_EQ(highest(), 38.0);
}

}  // namespace
}  // namespace signage
