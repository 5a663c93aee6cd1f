// Takes alerts from the outbox to one kind of channel, as often as it needs, up to a day.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "player/ports/clock.h"
#include "tools/hub/alert_store.h"
#include "tools/hub/metrics.h"

namespace signage::hub {

inline constexpr std::chrono::hours alertGivenUpAfter{24};

struct AlertChannel {
    std::string name;  // "webhook", "mail:kouhou@example.jp"
    // Fault::refused: the other side will not have this one; others need not wait behind it.
    std::function<Result<void>(const OutboxEntry&)> deliver;
};

// From 10 s doubling up to an hour, of which between a half and all is waited. `failed`: attempts until now,
// at least one; `chance` from 0 to 1.
Duration alertWait(int failed, double chance);

// Belongs to one thread. Within a channel messages go in their order, each again until it is delivered: at
// least once, twice only when the machine dies between the delivery and its note.
class AlertSender {
  public:
    // The references must outlive it. `chance` gives numbers from 0 to 1.
    AlertSender(AlertStore& store, std::vector<AlertChannel> channels, const Clock& clock, Metrics& metrics,
                std::function<double()> chance);

    // Tries what is due.
    void round();

  private:
    // False: nothing more to be done for the channel now.
    bool one(const AlertChannel& channel);
    void failed(const AlertChannel& channel, const OutboxEntry& entry, const Error& error, Instant now);
    void storeFails(const Error& error, Instant now);

    AlertStore& store_;
    std::vector<AlertChannel> channels_;
    const Clock& clock_;
    Metrics& metrics_;
    std::function<double()> chance_;
    std::optional<Instant> storeFailed_;  // when the store last could not be used
    std::set<std::int64_t> delivered_;    // that the store could not be told of yet
};

}  // namespace signage::hub
