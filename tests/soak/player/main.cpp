// The player as the soak runs it: everything as in signage-player but its schedule's clock, which leaps
// (SIGNAGE_SOAK_CLOCK names the file), and no supervisor, which would hide a death, unless deaths are what it
// is about (SIGNAGE_SOAK_SUPERVISED=1). It tells what it holds in SIGNAGE_SOAK_GAUGES.
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "player/app/lifeline.h"
#include "player/app/options.h"
#include "player/app/player.h"
#include "player/app/signals.h"
#include "player/app/supervisor.h"
#include "player/base/log.h"
#include "player/platform/curl_http.h"
#include "player/platform/heap.h"
#include "player/platform/posix_disk.h"
#include "player/platform/service_manager.h"
#include "player/platform/session_bus.h"
#include "player/platform/system_clock.h"
#include "tests/soak/gauges.h"
#include "tests/soak/leap_clock.h"
#include "tests/soak/player/counters.h"
#include "tests/soak/shared_memory.h"

// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) {
    using namespace signage;
    const SystemClock real;
    const auto entered = real.monotonic();
    keepHeapsSmall();
    blockSignals();
    neverStartASessionBus();
    auto parsed = parseOptions(argc, argv);
    const char* const path = std::getenv("SIGNAGE_SOAK_CLOCK");
    const char* const gaugesPath = std::getenv("SIGNAGE_SOAK_GAUGES");
    const auto line = Lifeline::make();
    if (!std::holds_alternative<PlayerOptions>(parsed) || path == nullptr || gaugesPath == nullptr || !line) {
        std::fputs("signage-soak-player: started by signage-soak only\n", stderr);
        return 2;
    }
    PlayerOptions& options = std::get<PlayerOptions>(parsed);
    options.pretendNow = "the soak's";  // so that the footer and the heartbeats say that it is pretended
    const ServiceManager manager = ServiceManager::fromEnvironment();
    Supervisor supervisor(real, **line, manager);
    const char* const supervised = std::getenv("SIGNAGE_SOAK_SUPERVISED");
    if (supervised != nullptr && std::string_view(supervised) == "1") {
        if (const auto status = supervisor.run()) return *status;
    }
    startLog("signage-player", LogLevel::debug);
    const CurlLibrary curl;
    PosixDisk disk;
    const soak::LeapClock leaping(real, path);
    const soak::SharedMemory<soak::Gauges> gauges(gaugesPath);
    const auto tell = [&] {
        const soak::HeapCount heap = soak::heapNow();
        gauges->heapBytes = heap.bytes;
        gauges->heapBlocks = heap.blocks;
        gauges->textures = soak::texturesNow();
        gauges->trims = soak::trimsSoFar();
        if (gauges->asked != gauges->answered) {
            soak::trimNow();
            gauges->answered = gauges->asked.load();
        }
        ++gauges->turns;
    };
    Player player(std::move(options), {real, leaping, disk, **line, tell}, entered, entered);
    return player.run();
}
