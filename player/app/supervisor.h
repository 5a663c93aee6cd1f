// Never a dead screen: a process of a few pages that starts the player as its child, starts it again when it
// dies or when one of its threads stops keeping its promises, and tells the service manager how it goes. It
// touches no disk, no network and no display, so that nothing that stops a player stops it.
//
// A process of its own and not a thread: a thread dies with what it watches, and what kills a player from
// outside (no memory, a stop signal, a crash) is what happens. fork() alone is enough, and before anything
// was opened it costs a fraction of a millisecond: the next player needs no file of the disk's to start.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "player/app/lifeline.h"
#include "player/app/service_feed.h"
#include "player/platform/service_manager.h"
#include "player/ports/clock.h"

namespace signage {

class Supervisor {
  public:
    // All must outlive it. Precondition: blockSignals() was called and no thread was started.
    Supervisor(const Clock& clock, Lifeline& line, const ServiceManager& manager)
        : clock_(clock), line_(line), feed_(manager, line) {}

    // Nothing in a child, which is to be the player: it goes on from here. In the supervisor the exit status,
    // at the end: what an orderly player gave, or one that failed before any was ever on the glass (a restart
    // does not mend a wrong option). SIGINT, SIGTERM, SIGHUP and SIGUSR1 are handed on to the player.
    std::optional<int> run();

  private:
    struct End {
        int raw = 0;  // as waitpid() gives it
        std::optional<Limb> hung;
    };
    End watch(int child);  // a process' id
    void takeSignal(int signal, int child);
    void judge(int child, End& end);
    // The exit status when that was the last player.
    std::optional<int> verdict(const End& end) const;
    void bury(const End& end, std::chrono::nanoseconds started);
    void pause(std::chrono::nanoseconds span);
    void say(const std::string& text);

    const Clock& clock_;
    Lifeline& line_;
    ServiceFeed feed_;
    bool logging_ = false;                        // the log takes pages: not before there is something to say
    bool ending_ = false;                         // somebody told us to
    int quickDeaths_ = 0;                         // in a row, each soon after its start
    std::chrono::nanoseconds asleepTo_{0};        // when the last sleep was to be over
    std::chrono::nanoseconds judgeNotBefore_{0};  // the machine itself was asleep: promises are made anew
};

}  // namespace signage
