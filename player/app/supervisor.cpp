// fork, wait, judge, start again.
#include "player/app/supervisor.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <string>

#include <pthread.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "player/app/blame.h"
#include "player/app/crash_ladder.h"
#include "player/app/crash_mark.h"
#include "player/app/limits.h"
#include "player/app/thread_state.h"
#include "player/base/format.h"
#include "player/base/log.h"
#include "player/display/x11_screen.h"

namespace signage {
namespace {

using std::chrono::nanoseconds;

// How often a promise that was made earlier than the last one is noticed.
constexpr nanoseconds longestLook = std::chrono::seconds{1};
constexpr nanoseconds shortestLook = std::chrono::milliseconds{20};
// A player that lived less long is not started again at once.
constexpr nanoseconds quick = std::chrono::seconds{2};
constexpr nanoseconds firstPause = std::chrono::milliseconds{100};
constexpr nanoseconds longestPause = std::chrono::seconds{5};
// A sleep that lasted so much too long means that this machine, or this process, stood still as well.
constexpr nanoseconds overslept = std::chrono::seconds{2};

sigset_t watchedSignals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGUSR1}) sigaddset(&set, signal);
    return set;
}

void maskChildSignal(int how) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    pthread_sigmask(how, &set, nullptr);
}

// The next signal, or 0 when none came in that time.
int nextSignal(nanoseconds most) {
    const sigset_t set = watchedSignals();
    const auto whole = std::chrono::floor<std::chrono::seconds>(most);
    const timespec time{whole.count(), (most - whole).count()};
    return std::max(0, sigtimedwait(&set, nullptr, &time));
}

}  // namespace

void Supervisor::say(const std::string& text) {
    if (!logging_) startLog("signage-player", LogLevel::info);
    logging_ = true;
    logWarning(text);
}

std::optional<int> Supervisor::run() {
    maskChildSignal(SIG_BLOCK);
    const pid_t self = getpid();
    while (true) {
        const nanoseconds started = clock_.monotonic();
        line_.begin(started + limits::start);
        const pid_t child = fork();
        if (child == 0) {
            // A player without its supervisor would be one that nobody watches.
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (getppid() != self) _exit(1);
            maskChildSignal(SIG_UNBLOCK);
            return std::nullopt;
        }
        if (child < 0) {
            say("no process can be started; trying again");
            pause(longestPause);
        } else {
            const End end = watch(child);
            if (const auto status = verdict(end)) return status;
            bury(end, started);
        }
        if (ending_) return 1;
    }
}

Supervisor::End Supervisor::watch(int child) {
    End end;
    asleepTo_ = clock_.monotonic() + longestLook;
    while (true) {
        const pid_t gone = waitpid(child, &end.raw, WNOHANG);
        if (gone == child || (gone < 0 && errno == ECHILD)) return end;
        const nanoseconds now = clock_.monotonic();
        // The player's own sleeps are not shortened by what the machine slept.
        if (now > asleepTo_ + overslept) judgeNotBefore_ = now + limits::sleep + limits::turn;
        judge(child, end);
        feed_.step(now, !end.hung);
        const nanoseconds look = std::clamp(line_.nextPromise(now) - now, shortestLook, longestLook);
        asleepTo_ = now + look;
        takeSignal(nextSignal(look), child);
    }
}

void Supervisor::takeSignal(int signal, int child) {
    if (signal == 0 || signal == SIGCHLD) return;
    if (signal != SIGUSR1) {
        if (!ending_) feed_.stopping();
        ending_ = true;
    }
    kill(child, signal);
}

void Supervisor::judge(int child, End& end) {
    const nanoseconds now = clock_.monotonic();
    if (end.hung || now < judgeNotBefore_) return;
    end.hung = line_.late(now, [&](Limb limb) -> nanoseconds {
        // The loop is the process's first thread.
        const int thread = limb == Limb::loop ? child : line_.thread(limb);
        switch (threadState(child, thread)) {
            case ThreadState::running:
                return limits::busy;
            case ThreadState::disk:
                return limits::disk;
            case ThreadState::waiting:
                break;
        }
        return nanoseconds{0};
    });
    // Nothing gentler is sure to end it, and there is nothing that it could still put in order.
    if (end.hung) kill(child, SIGKILL);
}

std::optional<int> Supervisor::verdict(const End& end) const {
    const bool wanted = ending_ || line_.orderly();
    if (!WIFEXITED(end.raw)) return wanted ? std::optional(1) : std::nullopt;
    const int status = WEXITSTATUS(end.raw);
    if (wanted) return status;
    // --help, wrong usage, another player in this folder: nobody has ever seen anything. But a display server
    // that goes away while the window opens is one that comes back.
    if (!line_.everFramed() && status != displayLostStatus) return status;
    return std::nullopt;
}

void Supervisor::bury(const End& end, nanoseconds started) {
    Death death;
    death.signal = WIFSIGNALED(end.raw) ? WTERMSIG(end.raw) : 0;
    death.status = WIFEXITED(end.raw) ? WEXITSTATUS(end.raw) : 0;
    const LastWords words = line_.lastWords();
    // One that took so long to be written down by the machine that it was taken for a hang is a crash still.
    if (isCrash(death.signal)) {
        death.crashed = words.limb;
    } else {
        death.hung = end.hung;
        death.atDisplay = end.hung == Limb::loop && words.atDisplay;
    }
    death.monotonic = clock_.monotonic();
    death.edition = line_.edition();
    death.slide = slideToBlame(death, words);
    const bool soon = death.monotonic - started < quick;
    quickDeaths_ = soon ? quickDeaths_ + 1 : 0;
    say(format("the player ended ({}){}; it is started again", causeOf(death),
               death.slide.empty() ? "" : format(" over the slide {}", death.slide)));
    line_.bury(std::move(death));
    // The first time at once: the screen is dark meanwhile.
    if (quickDeaths_ > 1)
        pause(std::min<nanoseconds>(firstPause * (1 << std::min(quickDeaths_ - 2, 8)), longestPause));
}

void Supervisor::pause(nanoseconds span) {
    const nanoseconds until = clock_.monotonic() + span;
    for (nanoseconds left = span; left > nanoseconds{0} && !ending_; left = until - clock_.monotonic()) {
        line_.promise(Limb::loop, until + limits::start);
        feed_.step(clock_.monotonic(), true);
        const int signal = nextSignal(std::min(left, longestLook));
        if (signal == SIGINT || signal == SIGTERM || signal == SIGHUP) ending_ = true;
    }
}

}  // namespace signage
