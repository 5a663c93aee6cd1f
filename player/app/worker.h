// One background thread that does tasks one after the other, urgent ones first.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "player/app/beat.h"

namespace signage {

class Worker {
  public:
    enum class Priority { urgent, ahead };

    // With a beat it promises to begin a task that was posted, and to end one that it began, within
    // limits::step, or with each Beat::step() of the task once more.
    explicit Worker(Beat beat = {});
    // Finishes the task in hand; tasks not begun are dropped.
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    // From any thread. Tasks of one priority run in the order of their posting.
    void post(Priority priority, std::function<void()> task);

  private:
    void run();

    Beat beat_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> urgent_;
    std::deque<std::function<void()>> ahead_;
    bool ending_ = false;
    bool working_ = false;
    std::thread thread_;
};

}  // namespace signage
