// The thread that gets a new box its name. Tells the main loop through the inbox and nothing else.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "player/app/beat.h"
#include "player/app/messages.h"
#include "player/enrolment/enroller.h"
#include "player/ports/clock.h"

namespace signage {

class EnrolThread {
  public:
    struct Doors {
        // Made on the thread. `cancel` breaks the request in progress off, from any thread.
        std::function<std::unique_ptr<Http>()> http;
        std::function<void()> cancel;
        std::unique_ptr<Disk> disk;  // makes files for their owner alone
        const Clock& real;
        std::function<std::uint64_t()> random;
        Beat beat = {};
    };
    EnrolThread(Doors doors, EnrolOptions options, Inbox& inbox);
    // Breaks a request off and ends.
    ~EnrolThread();
    EnrolThread(const EnrolThread&) = delete;
    EnrolThread& operator=(const EnrolThread&) = delete;

  private:
    void run();
    void waitFor(std::unique_lock<std::mutex>& lock, std::chrono::nanoseconds span);

    Doors doors_;
    EnrolOptions options_;
    Inbox& inbox_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace signage
