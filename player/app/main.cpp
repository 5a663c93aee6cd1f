// signage-player: one facility screen. A supervisor, and the player as its child.
#include <cstdio>
#include <cstring>
#include <variant>

#include "player/app/crash_mark.h"
#include "player/app/lifeline.h"
#include "player/app/options.h"
#include "player/app/player.h"
#include "player/app/service_feed.h"
#include "player/app/signals.h"
#include "player/app/supervisor.h"
#include "player/app/telling_doors.h"
#include "player/base/log.h"
#include "player/platform/curl_http.h"
#include "player/platform/heap.h"
#include "player/platform/posix_disk.h"
#include "player/platform/service_manager.h"
#include "player/platform/session_bus.h"
#include "player/platform/system_clock.h"

namespace {

using namespace signage;

struct Began {
    std::chrono::nanoseconds main;     // the first process
    std::chrono::nanoseconds process;  // this one
};

int play(int argc, char** argv, const Clock& real, Began began, Lifeline& line, std::function<void()> turn) {
    auto parsed = parseOptions(argc, argv);
    if (const auto* exit = std::get_if<ExitNow>(&parsed)) {
        std::fputs(exit->out.c_str(), stdout);
        std::fputs(exit->err.c_str(), stderr);
        return exit->status;
    }
    keepHeapsSmall();
    PlayerOptions& options = std::get<PlayerOptions>(parsed);
    startLog("signage-player", options.verbose ? LogLevel::debug : LogLevel::info);
    const CurlLibrary curl;
    PosixDisk files;
    TellingDisk disk(files);
    const Instant start = options.pretendNow
                              ? parseInstant(*options.pretendNow, Zone::tokyo()).value_or(real.wall())
                              : real.wall();
    // A pretended time runs on while the player is started again.
    const PretendClock pretended(real, start + std::chrono::floor<Duration>(began.process - began.main));
    const bool pretend = options.pretendNow.has_value();
    Player player(std::move(options),
                  {real, pretend ? static_cast<const Clock&>(pretended) : real, disk, line, std::move(turn)},
                  began.process, began.main);
    return player.run();
}

// Looked for before anything is parsed: the supervisor is to have as few pages as can be.
bool isAlone(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--no-supervisor") == 0) return true;
    }
    return false;
}

}  // namespace

// Only a lack of memory throws this far; then ending is right, and the supervisor starts the next player.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) {
    const SystemClock real;
    const auto entered = real.monotonic();
    blockSignals();
    neverStartASessionBus();
    const ServiceManager manager = ServiceManager::fromEnvironment();
    const auto line = Lifeline::make();
    if (!line) {
        std::fprintf(stderr, "signage-player: %s\n", line.error().line(chooseLanguage("")).c_str());
        return 1;
    }
    if (isAlone(argc, argv)) {
        ServiceFeed feed(manager, **line);
        const int status = play(argc, argv, real, {entered, entered}, **line, [&] {
            const auto now = real.monotonic();
            feed.step(now, !(*line)->late(now));
        });
        feed.stopping();
        return status;
    }
    Supervisor supervisor(real, **line, manager);
    if (const auto status = supervisor.run()) return *status;
    markCrashes(**line);
    const auto born = (*line)->everFramed() || !(*line)->deaths().empty() ? real.monotonic() : entered;
    return play(argc, argv, real, {entered, born}, **line, {});
}
