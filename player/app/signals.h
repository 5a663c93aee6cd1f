// Signals as messages: a thread waits for them, so that no handler ever runs inside the main loop.
#pragma once

#include <atomic>
#include <thread>

#include "player/app/beat.h"
#include "player/app/messages.h"

namespace signage {

// Blocks SIGINT, SIGTERM, SIGHUP, SIGUSR1 and SIGUSR2 in the calling thread and all threads that it starts
// later. Call first in main().
void blockSignals();

class SignalThread {
  public:
    // Precondition: blockSignals() was called before any thread was started.
    explicit SignalThread(Inbox& inbox, Beat beat = {});
    ~SignalThread();
    SignalThread(const SignalThread&) = delete;
    SignalThread& operator=(const SignalThread&) = delete;

  private:
    std::atomic<bool> ending_ = false;
    std::thread thread_;
};

}  // namespace signage
