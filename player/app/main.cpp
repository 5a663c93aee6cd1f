// signage-player: one facility screen.
#include <cstdio>
#include <variant>

#include "player/app/options.h"
#include "player/app/player.h"
#include "player/app/signals.h"
#include "player/base/log.h"
#include "player/platform/curl_http.h"
#include "player/platform/posix_disk.h"
#include "player/platform/system_clock.h"

// Only a lack of memory throws this far; then ending is right, and whoever started it starts it again.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) {
    using namespace signage;
    const SystemClock real;
    const auto entered = real.monotonic();
    blockSignals();
    auto parsed = parseOptions(argc, argv);
    if (const auto* exit = std::get_if<ExitNow>(&parsed)) {
        std::fputs(exit->out.c_str(), stdout);
        std::fputs(exit->err.c_str(), stderr);
        return exit->status;
    }
    PlayerOptions& options = std::get<PlayerOptions>(parsed);
    startLog("signage-player", options.verbose ? LogLevel::debug : LogLevel::info);
    const CurlLibrary curl;
    PosixDisk disk;
    const Instant start = options.pretendNow
                              ? parseInstant(*options.pretendNow, Zone::tokyo()).value_or(real.wall())
                              : real.wall();
    const PretendClock pretended(real, start);
    const bool pretend = options.pretendNow.has_value();
    Player player(std::move(options), {real, pretend ? static_cast<const Clock&>(pretended) : real, disk},
                  entered);
    return player.run();
}
