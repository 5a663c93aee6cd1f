// Proof of play and what is drawn of it, as routes: plays as JSON and CSV, a day's timeline, hours.
#pragma once

#include "player/ports/clock.h"
#include "tools/hub/channels.h"
#include "tools/hub/heartbeat_store.h"
#include "tools/hub/http_message.h"

namespace signage::hub {

// Safe from any thread.
class Plays {
  public:
    // All must outlive it.
    Plays(HeartbeatStore& store, const Channels& channels, const Clock& clock);

    // GET /v1/players/{id}/plays?since=&until=&slide=&limit=&format=json|csv: the newest `limit` (1000, at
    // most 10,000), oldest first; as CSV all of them, in the order of screen and time.
    Response ofPlayer(const Request& request) const;
    // GET /v1/plays, also with screen=ID,ID and tag=KEY=VALUE (of the current editions' screens; both: those
    // that are in both).
    Response ofAll(const Request& request) const;
    // GET /v1/players/{id}/timeline?date=YYYY-MM-DD, a day of Asia/Tokyo; none: today.
    Response timeline(const Request& request) const;
    // GET /v1/players/{id}/hours?since=&until=: at most 92 days; none: the 24 hours before now.
    Response hours(const Request& request) const;

  private:
    Result<PlayQuery> queryOf(const Request& request) const;
    Response answer(const Request& request, const Result<PlayQuery>& query) const;

    HeartbeatStore& store_;
    const Channels& channels_;
    const Clock& clock_;
};

}  // namespace signage::hub
