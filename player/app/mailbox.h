// The one way by which background threads reach the main loop: immutable messages in the order of their
// posting.
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace signage {

template <typename Message>
class Mailbox {
  public:
    // `wake` is called after every post, on the posting thread; it must outlive all posts.
    explicit Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}

    // From any thread.
    void post(Message message) {
        {
            const std::lock_guard lock(mutex_);
            messages_.push_back(std::move(message));
        }
        wake_();
    }

    // Everything posted so far, oldest first; never waits for more.
    std::vector<Message> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(messages_, {});
    }

  private:
    std::function<void()> wake_;
    std::mutex mutex_;
    std::vector<Message> messages_;
};

}  // namespace signage
