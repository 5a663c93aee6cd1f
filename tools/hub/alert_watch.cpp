// From the fleet to the outbox.
#include "tools/hub/alert_watch.h"

#include <utility>

#include "player/schedule/timeline.h"
#include "tools/hub/alert_text.h"

namespace signage::hub {
namespace {

// Without a default: a concern that is added must be thought of here.
Condition conditionOf(Concern concern) {
    switch (concern) {
        case Concern::offline:
            return Condition::offline;
        case Concern::slate:
            return Condition::slate;
        case Concern::twins:
            return Condition::twins;
        case Concern::glass:
            return Condition::glass;
        case Concern::degraded:
            return Condition::degraded;
        case Concern::stale:
            return Condition::stale;
        case Concern::behind:  // an edition on its way is no alarm
        case Concern::seenTo:
        case Concern::maintenance:
        case Concern::closed:  // never the raw truth, see subjectOf()
        case Concern::none:
            return Condition::well;
    }
    return Condition::well;
}

// The first channel's that lists the screen, as for its name.
std::pair<const Playlist*, const Screen*> listingOf(const Fleet& fleet, const std::string& id) {
    for (const ChannelView& channel : fleet.channels) {
        const Screen* screen = channel.playlist == nullptr ? nullptr : channel.playlist->findScreen(id);
        if (screen != nullptr) return {channel.playlist.get(), screen};
    }
    return {nullptr, nullptr};
}

std::string areaOf(const Screen& screen) {
    const auto found = screen.tags.find("area");
    return found == screen.tags.end() || found->second.empty() ? "" : found->second.front();
}

AlertSubject subjectOf(const Fleet& fleet, const FleetRow& row, const Holidays& holidays) {
    AlertSubject subject;
    subject.id = row.status.id;
    subject.name = row.name;
    // The raw truth; who is called about it is another question.
    subject.condition = conditionOf(row.trouble);
    subject.muted = row.note.has_value();
    subject.reason = row.reason;
    subject.since = row.offline ? row.status.heard : row.status.stateSince;
    const auto [playlist, screen] = listingOf(fleet, subject.id);
    if (screen == nullptr) return subject;
    subject.area = areaOf(*screen);
    subject.open = isOpen(*playlist, *screen, holidays, fleet.now);
    return subject;
}

}  // namespace

std::vector<AlertSubject> alertSubjects(const Fleet& fleet, const Holidays& holidays,
                                        Instant listeningSince) {
    std::vector<AlertSubject> subjects;
    const bool listened = fleet.now - listeningSince > offlineAfter;
    for (const FleetRow& row : fleet.rows) {
        if (row.offline && !listened) continue;
        subjects.push_back(subjectOf(fleet, row, holidays));
    }
    return subjects;
}

AlertWatch::AlertWatch(Source source, AlertStore& store, std::vector<std::string> channels,
                       const Clock& clock, Metrics& metrics)
    : source_(std::move(source)),
      store_(store),
      channels_(std::move(channels)),
      clock_(clock),
      metrics_(metrics),
      holidays_(Holidays::japan()),
      listeningSince_(clock.wall()) {}

Result<int> AlertWatch::look() {
    const Instant now = clock_.wall();
    if (looked_ && std::chrono::abs(now - *looked_) < alertEvery) return 0;
    looked_ = now;
    return lookNow(now);
}

Result<int> AlertWatch::lookNow(Instant now) {
    listeningSince_ = std::min(listeningSince_, now);
    if (!memories_) {
        auto memories = store_.memories();
        if (!memories) return Failure(memories.error());
        memories_ = std::move(*memories);
    }
    const auto fleet = source_();
    if (!fleet) return Failure(fleet.error());
    const AlertVerdict verdict =
        judgeAlerts(*memories_, alertSubjects(*fleet, holidays_, listeningSince_), now);
    if (verdict.changed.empty()) return 0;
    std::vector<std::string> bodies;
    for (const AlertMessage& message : verdict.messages) bodies.push_back(alertBody(message));
    // Only what is kept is remembered: when it cannot be, the next look comes to the same verdict.
    const auto kept = store_.commit(verdict.changed, bodies, channels_, now);
    if (!kept) return Failure(kept.error());
    for (const AlertMemory& memory : verdict.changed) (*memories_)[memory.screen] = memory;
    for (const std::string& channel : channels_) metrics_.alerts(channel, "queued", bodies.size());
    return static_cast<int>(bodies.size());
}

}  // namespace signage::hub
