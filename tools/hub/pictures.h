// Pictures of the glass: asked for by staff, brought by players' heartbeats, shown to staff.
#pragma once

#include <string>

#include "player/ports/clock.h"
#include "tools/hub/http_message.h"
#include "tools/hub/picture_store.h"

namespace signage::hub {

// Safe from any thread.
class Pictures {
  public:
    // Both must outlive it.
    Pictures(PictureStore& store, const Clock& clock) : store_(store), clock_(clock) {}

    // After the heartbeats of `post` were taken and `reply` made: keeps the picture that came with them and
    // says in the reply that one is wanted. A picture that is unfit or cannot be kept costs no heartbeat: it
    // is logged, and stays wanted when it was.
    Response after(const Request& post, Response reply);
    // POST /v1/players/{id}/picture-request: 202. Asking for one of a player that never comes is harmless.
    Response request(const Request& request);
    // GET /v1/players/{id}/picture: the newest, with ?why=degraded the newest that came with trouble; 404.
    Response picture(const Request& request) const;

  private:
    void take(const Request& post, const std::string& player);

    PictureStore& store_;
    const Clock& clock_;
};

}  // namespace signage::hub
