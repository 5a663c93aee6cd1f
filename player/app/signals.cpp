// sigtimedwait() on a thread of its own.
#include "player/app/signals.h"

#include <cerrno>
#include <csignal>
#include <ctime>

#include <pthread.h>

#include "player/app/limits.h"

namespace signage {
namespace {

sigset_t handledSignals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2}) sigaddset(&set, signal);
    return set;
}

void waitForSignals(Inbox& inbox, const std::atomic<bool>& ending, const Beat& beat) {
    constexpr timespec most{limits::nap.count(), 0};
    beat.begin();
    const sigset_t set = handledSignals();
    while (true) {
        beat.wait(limits::nap);
        const int signal = sigtimedwait(&set, nullptr, &most);
        if (ending) return;
        if (signal < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (signal < 0) return;
        if (signal == SIGUSR2) continue;  // only our own destructor means something by it
        inbox.post(signal == SIGUSR1 ? Signal::snapshot : Signal::end);
    }
}

}  // namespace

void blockSignals() {
    const sigset_t set = handledSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

SignalThread::SignalThread(Inbox& inbox, Beat beat)
    : thread_([this, &inbox, beat] { waitForSignals(inbox, ending_, beat); }) {}

SignalThread::~SignalThread() {
    ending_ = true;
    pthread_kill(thread_.native_handle(), SIGUSR2);
    thread_.join();
}

}  // namespace signage
