// The unit file for screens: it starts the player as the player wants to be started, and lets it ask what it
// asks.
#include <fstream>
#include <map>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/process.h"

namespace signage {
namespace {

std::multimap<std::string, std::string> settings() {
    std::ifstream file(SIGNAGE_SOURCE_DIR "/tools/systemd/signage-player.service");
    std::multimap<std::string, std::string> all;
    for (std::string line; std::getline(file, line);) {
        const auto equals = line.find('=');
        if (!line.empty() && line.front() != '#' && equals != std::string::npos)
            all.emplace(line.substr(0, equals), line.substr(equals + 1));
    }
    return all;
}

std::string only(const std::string& name) {
    const auto all = settings();
    return all.count(name) == 1 ? all.find(name)->second : "(not once)";
}

TEST(ServiceFile, GivesThePlayerOnlyOptionsThatItKnows) {
    const auto help = runProgram({SIGNAGE_BIN_DIR "/signage-player", "--help"});
    ASSERT_EQ(help.status, 0);
    std::istringstream words(only("ExecStart"));
    int options = 0;
    for (std::string word; words >> word;) {
        if (word.rfind("--", 0) != 0) continue;
        ++options;
        EXPECT_NE(help.output.find(word + " "), std::string::npos) << word;
    }
    EXPECT_GE(options, 3);
}

TEST(ServiceFile, WatchesTheSupervisorAndNeverGivesUp) {
    EXPECT_EQ(only("Type"), "notify");
    EXPECT_EQ(only("NotifyAccess"), "main");
    EXPECT_EQ(only("Restart"), "always");
    EXPECT_EQ(only("StartLimitIntervalSec"), "0");
    EXPECT_EQ(only("OOMPolicy"), "continue");
    // The supervisor looks at least once a second and feeds four times in a period.
    EXPECT_GE(std::stoi(only("WatchdogSec")), 10);
    // Longer than limits::ending, so that an end is not cut short.
    EXPECT_GT(std::stoi(only("TimeoutStopSec")), 30);
}

TEST(ServiceFile, LetsThePlayerAskWhetherTheClockIsSynchronised) {
    EXPECT_NE(only("SystemCallFilter").find("adjtimex"), std::string::npos);
    EXPECT_EQ(settings().count("ProtectClock"), 0U);
}

// systemd's own judgement, where it is installed.
TEST(ServiceFile, IsReadBySystemdWithoutAWarning) {
    const TemporaryFolder folder;
    std::string text = readFile(SIGNAGE_SOURCE_DIR "/tools/systemd/signage-player.service");
    const std::string program = "/usr/local/bin/signage-player";
    text.replace(text.find("ExecStart=" + program) + 10, program.size(), "/bin/true");
    writeFile(folder / "signage-player.service", text);
    const auto verified =
        runProgram({"/bin/sh", "-c",
                    "command -v systemd-analyze > /dev/null || exit 77; systemd-analyze verify " +
                        (folder / "signage-player.service")});
    if (verified.status == 77) GTEST_SKIP() << "systemd is not installed";
    EXPECT_EQ(verified.status, 0);
    EXPECT_EQ(verified.errors + verified.output, "");
}

}  // namespace
}  // namespace signage
