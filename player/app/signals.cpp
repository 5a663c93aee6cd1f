// sigwait() on a thread of its own.
#include "player/app/signals.h"

#include <csignal>

#include <pthread.h>

namespace signage {
namespace {

sigset_t handledSignals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2}) sigaddset(&set, signal);
    return set;
}

void waitForSignals(Inbox& inbox, const std::atomic<bool>& ending) {
    const sigset_t set = handledSignals();
    while (true) {
        int signal = 0;
        if (sigwait(&set, &signal) != 0) return;
        if (ending) return;
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

SignalThread::SignalThread(Inbox& inbox) : thread_([this, &inbox] { waitForSignals(inbox, ending_); }) {}

SignalThread::~SignalThread() {
    ending_ = true;
    pthread_kill(thread_.native_handle(), SIGUSR2);
    thread_.join();
}

}  // namespace signage
