// Looks at the fleet every few seconds and queues what is to be told.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "player/ports/clock.h"
#include "player/schedule/holidays.h"
#include "tools/hub/alert_store.h"
#include "tools/hub/fleet.h"
#include "tools/hub/metrics.h"

namespace signage::hub {

// The fleet as the rules want it. A screen that seems offline is left out until this hub has listened for
// offlineAfter itself: before, it is the hub that was away.
std::vector<AlertSubject> alertSubjects(const Fleet& fleet, const Holidays& holidays, Instant listeningSince);

// Judging the fleet keeps heartbeats waiting for as long as it takes to read every player's status.
inline constexpr std::chrono::seconds alertEvery{10};

// Belongs to one thread.
class AlertWatch {
  public:
    using Source = std::function<Result<Fleet>()>;

    // The references must outlive it. It counts as listening from now on.
    AlertWatch(Source source, AlertStore& store, std::vector<std::string> channels, const Clock& clock,
               Metrics& metrics);

    // Looks when the last look was alertEvery ago, by the wall clock. How many messages it queued.
    Result<int> look();

  private:
    Result<int> lookNow(Instant now);

    Source source_;
    AlertStore& store_;
    std::vector<std::string> channels_;
    const Clock& clock_;
    Metrics& metrics_;
    Holidays holidays_;
    Instant listeningSince_;
    std::optional<Instant> looked_;
    std::optional<AlertMemories> memories_;  // as the store has them; none: not read yet
};

}  // namespace signage::hub
