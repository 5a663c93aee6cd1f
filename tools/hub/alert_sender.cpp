// Alerts delivered, or tried again later.
#include "tools/hub/alert_sender.h"

#include <algorithm>

#include "player/base/format.h"
#include "player/base/log.h"

namespace signage::hub {
namespace {

constexpr std::chrono::seconds firstWait{10};
constexpr std::chrono::seconds storePause{30};
constexpr int mostInARound = 50;

}  // namespace

Duration alertWait(int failed, double chance) {
    const int doublings = std::clamp(failed - 1, 0, 20);
    const Duration whole = std::min<Duration>(alertLongestWait, Duration(firstWait) * (1 << doublings));
    const double part = 0.5 + 0.5 * std::clamp(chance, 0.0, 1.0);
    return std::chrono::duration_cast<Duration>(whole * part);
}

AlertSender::AlertSender(AlertStore& store, std::vector<AlertChannel> channels, const Clock& clock,
                         Metrics& metrics, std::function<double()> chance)
    : store_(store),
      channels_(std::move(channels)),
      clock_(clock),
      metrics_(metrics),
      chance_(std::move(chance)) {}

void AlertSender::round() {
    const Instant now = clock_.wall();
    if (storeFailed_ && std::chrono::abs(now - *storeFailed_) < storePause) return;
    storeFailed_.reset();
    for (const AlertChannel& channel : channels_) {
        for (int i = 0; i < mostInARound && !storeFailed_ && one(channel); ++i) {
        }
    }
}

bool AlertSender::one(const AlertChannel& channel) {
    const Instant now = clock_.wall();
    const auto entry = store_.due(channel.name, now);
    if (!entry) {
        storeFails(entry.error(), now);
        return false;
    }
    if (!*entry) return false;
    const std::int64_t id = (*entry)->id;
    const bool late = now - (*entry)->created > alertGivenUpAfter;
    if (!late && delivered_.count(id) == 0) {
        if (const auto sent = channel.deliver(**entry); !sent) {
            failed(channel, **entry, sent.error(), now);
            return true;
        }
        metrics_.alerts(channel.name, "sent", 1);
        delivered_.insert(id);
    } else if (late) {
        logError(format("alert {} to {} given up after a day", id, channel.name));
        metrics_.alerts(channel.name, "given_up", 1);
    }
    if (const auto removed = store_.remove(id); !removed) {
        storeFails(removed.error(), now);
        return false;
    }
    delivered_.erase(id);
    return true;
}

// The error's place is not logged: a webhook's address is often a secret by itself.
void AlertSender::failed(const AlertChannel& channel, const OutboxEntry& entry, const Error& error,
                         Instant now) {
    const Duration wait = alertWait(entry.attempts + 1, chance_());
    metrics_.alerts(channel.name, "failed", 1);
    logWarning(format("alert {} to {}: {}; again in {} s", entry.id, channel.name, error.what.en,
                      std::chrono::round<std::chrono::seconds>(wait).count()));
    const auto noted = store_.postpone(entry.id, now + wait, error.fault == Fault::refused);
    if (!noted) storeFails(noted.error(), now);
}

// Not every quarter of a second: neither the log nor, after an attempt that cannot be noted, the other side.
void AlertSender::storeFails(const Error& error, Instant now) {
    storeFailed_ = now;
    logWarning(error.line(Language::english));
}

}  // namespace signage::hub
