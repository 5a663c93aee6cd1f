// Heartbeats in, and what was reported out.
#pragma once

#include "player/ports/clock.h"
#include "tools/hub/channels.h"
#include "tools/hub/heartbeat_store.h"
#include "tools/hub/http_message.h"
#include "tools/hub/metrics.h"
#include "tools/hub/note_store.h"
#include "tools/hub/router.h"
#include "tools/hub/tokens.h"

namespace signage::hub {

// Safe from any thread.
class Heartbeats {
  public:
    // All must outlive it.
    Heartbeats(HeartbeatStore& store, const NoteStore& notes, const TokenStore& tokens,
               const Channels& channels, const Clock& clock, Metrics& metrics);

    // Answers 200 only after the store has committed; 503 when it could not, and the player keeps its
    // records. The answer comes on the store's thread: posts that come together wait for one sync.
    void post(const Request& request, const Answer& answer);
    Response list(const Request& request) const;
    // GET /v1/channels/{channel}/screens: how many show the current edition, and which do not.
    Response rollout(const Request& request) const;
    // Everything that is known; with ?view=page what the fleet page shows, with a tag that stays the same
    // while nothing changes.
    Response players(const Request& request) const;
    Response metrics(const Request& request) const;
    Response health(const Request& request) const;

    // Without those that were taken out of service: offline, in no channel's list, and with no token to come
    // back by. Their records and plays can still be asked for.
    Result<Fleet> fleet() const;
    // Whether there is such a screen: one that was ever heard of, or that a channel lists.
    Result<bool> knows(const std::string& screen) const;

  private:
    HeartbeatStore& store_;
    const NoteStore& notes_;
    const TokenStore& tokens_;
    const Channels& channels_;
    const Clock& clock_;
    Metrics& metrics_;
};

}  // namespace signage::hub
