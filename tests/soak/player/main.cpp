// The player as the soak runs it: everything as in signage-player but its schedule's clock, which leaps
// (SIGNAGE_SOAK_CLOCK names the file), and no supervisor, which would hide a death.
#include <cstdio>
#include <cstdlib>
#include <variant>

#include "player/app/lifeline.h"
#include "player/app/options.h"
#include "player/app/player.h"
#include "player/app/signals.h"
#include "player/base/log.h"
#include "player/platform/curl_http.h"
#include "player/platform/posix_disk.h"
#include "player/platform/system_clock.h"
#include "tests/soak/leap_clock.h"

// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) {
    using namespace signage;
    const SystemClock real;
    const auto entered = real.monotonic();
    blockSignals();
    auto parsed = parseOptions(argc, argv);
    const char* const path = std::getenv("SIGNAGE_SOAK_CLOCK");
    const auto line = Lifeline::make();
    if (!std::holds_alternative<PlayerOptions>(parsed) || path == nullptr || !line) {
        std::fputs("signage-soak-player: started by signage-soak only\n", stderr);
        return 2;
    }
    PlayerOptions& options = std::get<PlayerOptions>(parsed);
    options.pretendNow = "the soak's";  // so that the footer and the heartbeats say that it is pretended
    startLog("signage-player", LogLevel::debug);
    const CurlLibrary curl;
    PosixDisk disk;
    const soak::LeapClock leaping(real, path);
    Player player(std::move(options), {real, leaping, disk, **line, {}}, entered, entered);
    return player.run();
}
