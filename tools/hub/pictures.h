// Pictures of the glass: asked for by staff, brought by players' heartbeats, shown to staff.
#pragma once

#include <string>

#include "player/ports/clock.h"
#include "tools/hub/auditor.h"
#include "tools/hub/http_message.h"
#include "tools/hub/picture_store.h"

namespace signage::hub {

// Safe from any thread.
class Pictures {
  public:
    // All must outlive it.
    Pictures(PictureStore& store, Auditor& auditor, const Clock& clock)
        : store_(store), auditor_(auditor), clock_(clock) {}

    // Keeps the picture that came with the heartbeats of `post`, if any, and tells whether another is wanted.
    // One that is unfit or cannot be kept costs no heartbeat: it is logged, and stays wanted when it was.
    bool take(const Request& post);
    // The answer to heartbeats, asking for a picture beside.
    static Response wanting(Response reply);
    // POST /v1/players/{id}/picture-request: 202. In the audit log.
    Response request(const Request& request);
    // GET /v1/players/{id}/picture: the newest, with ?why=degraded the newest that came with trouble; 404.
    Response picture(const Request& request) const;

  private:
    void keep(const std::string& body, const std::string& player);

    PictureStore& store_;
    Auditor& auditor_;
    const Clock& clock_;
};

}  // namespace signage::hub
