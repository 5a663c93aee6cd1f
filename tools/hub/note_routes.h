// Notes about screens over HTTP: PUT and DELETE /v1/players/{id}/note. Who notes what is in the audit log,
// for a note keeps others from being called.
#pragma once

#include "tools/hub/auditor.h"
#include "tools/hub/http_message.h"
#include "tools/hub/note_store.h"

namespace signage::hub {

// Safe from any thread.
class NoteRoutes {
  public:
    // Both must outlive it.
    NoteRoutes(NoteStore& store, Auditor& auditor);

    // {"kind":"maintenance"|"seen_to","reason":"...","until":TIME,"by":"..."}. Maintenance needs a reason and
    // an end; being seen to ends after a day unless it says otherwise. Without "by" it is the caller.
    Response put(const Request& request);
    // 204 also when there was none.
    Response remove(const Request& request);

  private:
    NoteStore& store_;
    Auditor& auditor_;
};

}  // namespace signage::hub
