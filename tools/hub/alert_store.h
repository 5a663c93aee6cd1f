// Where it is kept what was told of each screen and what is still to be delivered. The two change in one
// step: a crash neither loses a message nor queues it twice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "player/base/error.h"
#include "tools/hub/alert_rules.h"

namespace signage::hub {

// A message on its way to one channel.
struct OutboxEntry {
    std::int64_t id = 0;  // never used again
    std::string channel;
    std::string body;  // as alertBody() made it
    Instant created;
    int attempts = 0;  // that failed
};

// Safe from any thread.
class AlertStore {
  public:
    AlertStore() = default;
    AlertStore(const AlertStore&) = delete;
    AlertStore& operator=(const AlertStore&) = delete;
    virtual ~AlertStore() = default;

    virtual Result<AlertMemories> memories() const = 0;
    // All or nothing, on the medium when it returns: the memories replaced, each body queued for each
    // channel.
    virtual Result<void> commit(const std::vector<AlertMemory>& changed,
                                const std::vector<std::string>& bodies,
                                const std::vector<std::string>& channels, Instant now) = 0;
    // What may be tried now: a channel's oldest, as long as it need not wait, or one that stepped aside.
    // None: nothing yet.
    virtual Result<std::optional<OutboxEntry>> due(const std::string& channel, Instant now) const = 0;
    // Delivered, or given up.
    virtual Result<void> remove(std::int64_t id) = 0;
    // One more attempt failed; not to be tried before `next`. `aside`: those after it need not wait for it.
    virtual Result<void> postpone(std::int64_t id, Instant next, bool aside) = 0;
    // Removes what was created before `time`, of any channel; how many.
    virtual Result<int> removeOlder(Instant time) = 0;
};

// No attempt is further away than this; one that is was set by a clock that has since been set back.
inline constexpr std::chrono::hours alertLongestWait{1};

}  // namespace signage::hub
