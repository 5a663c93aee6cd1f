// The one connection that writes, on a thread of its own. What waits when it is free again goes into one
// transaction and one sync of the disk together: group commit.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "player/base/error.h"
#include "tools/hub/database.h"

namespace signage::hub {

struct GroupWriterLimits {
    std::size_t waiting = 4096;                        // jobs in the queue; more are refused
    std::size_t waitingBytes = std::size_t{64} << 20;  // of what they bring
    std::size_t together = 256;                        // jobs in one transaction
    std::size_t togetherBytes = std::size_t{8} << 20;  // so that the last of them need not wait for ever
};

// Safe from any thread.
class GroupWriter {
  public:
    // Does the work within the transaction that is open. Called once, or a second time after its first work
    // was rolled back: it must begin afresh each time. Only on the writer's thread.
    using Work = std::function<Result<void>(Database&)>;
    // Hears of the work after the commit (then it is on the medium) or of the fault; on the writer's thread,
    // or on the caller's when the queue is full. Must not wait for the writer.
    using Done = std::function<void(Result<void>)>;

    explicit GroupWriter(std::unique_ptr<Database> database, GroupWriterLimits limits = {});
    // Does what waits, and hears everyone out.
    ~GroupWriter();
    GroupWriter(const GroupWriter&) = delete;
    GroupWriter& operator=(const GroupWriter&) = delete;

    // The work stands or falls alone: one that fails is undone and takes no other with it. `bytes`: about
    // what it brings. Fault::refused at once when too much waits.
    void later(Work work, std::size_t bytes, Done done);
    // The same, waiting for it.
    Result<void> now(Work work, std::size_t bytes = 0);

    // Commits so far, for tests and measuring.
    std::size_t commits() const;

  private:
    struct Job {
        Work work;
        std::size_t bytes = 0;
        Done done;
    };
    void run();
    std::vector<Job> take();
    void writeTogether(std::vector<Job>& jobs);
    Result<std::vector<Result<void>>> tryTogether(const std::vector<Job>& jobs);
    Result<void> one(const Work& work);

    const GroupWriterLimits limits_;
    std::unique_ptr<Database> database_;  // the thread's
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> waiting_;       // guarded by mutex_
    std::size_t waitingBytes_ = 0;  // guarded by mutex_
    std::size_t commits_ = 0;       // guarded by mutex_
    bool ending_ = false;           // guarded by mutex_
    std::thread thread_;            // last: uses all the others
};

}  // namespace signage::hub
