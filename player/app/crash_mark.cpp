// Handlers that note one number and step aside.
#include "player/app/crash_mark.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>

#include <unistd.h>

namespace signage {
namespace {

constexpr std::array<int, 5> crashSignals{SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};

// A handler gets no argument of ours.
std::atomic<Lifeline*> markedLine{nullptr};
std::array<struct sigaction, crashSignals.size()> handledBefore{};

// Nothing here but what a signal handler may do.
void mark(int signal, siginfo_t* info, void* /*context*/) {
    const auto place = std::find(crashSignals.begin(), crashSignals.end(), signal);
    sigaction(signal, &handledBefore[static_cast<std::size_t>(place - crashSignals.begin())], nullptr);
    if (Lifeline* line = markedLine.load()) line->crashedIn(gettid() == getpid() ? mainThread : gettid());
    // What failed fails again when this returns, and abort() comes back by itself; what was sent does not.
    if (info->si_code <= 0) raise(signal);
}

}  // namespace

bool isCrash(int signal) {
    return std::find(crashSignals.begin(), crashSignals.end(), signal) != crashSignals.end();
}

void markCrashes(Lifeline& line) {
    markedLine = &line;
    struct sigaction marking {};
    marking.sa_sigaction = mark;
    marking.sa_flags = SA_SIGINFO;
    for (std::size_t i = 0; i < crashSignals.size(); ++i)
        sigaction(crashSignals[i], &marking, &handledBefore[i]);
}

}  // namespace signage
