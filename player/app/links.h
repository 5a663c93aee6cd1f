// The player's lines to the world, opened after the first frame: sync, heartbeats, enrolment, each on its own
// thread. Belongs to the thread of the main loop.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "player/app/beat.h"
#include "player/app/enrol_thread.h"
#include "player/app/identity.h"
#include "player/app/lifeline.h"
#include "player/app/messages.h"
#include "player/app/options.h"
#include "player/app/sync_thread.h"
#include "player/display/renderer_choice.h"
#include "player/heartbeat/reporter.h"
#include "player/platform/curl_http.h"
#include "player/ports/clock.h"
#include "player/ports/disk.h"
#include "player/store/edition_store.h"

namespace signage {

class Links {
  public:
    // All must outlive it. What the threads have to say goes to the inbox.
    struct Doors {
        const Clock& real;
        const Clock& schedule;  // the real one, or a pretended one
        Disk& disk;
        EditionStore& store;
        Inbox& inbox;
        Lifeline& line;
        RendererChoice renderer;  // for the heartbeats
    };
    Links(const PlayerOptions& options, std::string boot, Doors doors);

    // Opens what such a box needs and has not open yet. One without a name only enrols.
    void open(const Identity& identity);
    bool opened() const { return sync_ != nullptr || enrolment_ != nullptr; }
    // The hub has given the box a name: no more asking, and the heartbeats that were kept without one end.
    void enrolled();

    // Null until it is open.
    Reporter* reporter() { return reporter_.get(); }
    // As the reporter's thread heard it last.
    PanelState panel() const { return panel_.load(); }
    // The hub names this edition.
    void latestIs(EditionId id);
    // Breaks off everything but the heartbeats.
    void hangUp();
    void endReporter() { reporter_.reset(); }

  private:
    void openEnrolment();
    void openSync(const Identity& identity);
    void openReporter(const Identity& identity);
    CurlOptions curlOptions() const;
    Beat beatOf(Limb limb) const { return {doors_.line, doors_.real, limb}; }
    void reporterIsAlive(std::optional<std::chrono::nanoseconds> wait);
    void hubSays(const LatestEditions& latest);

    const PlayerOptions& options_;
    std::string boot_;
    Doors doors_;
    std::atomic<PanelState> panel_{PanelState::unknown};  // written by the reporter's thread
    std::unique_ptr<Reporter> reporter_;
    std::shared_ptr<CurlHttp> syncHttp_;
    std::unique_ptr<SyncThread> sync_;
    std::shared_ptr<CurlHttp> enrolHttp_;
    std::unique_ptr<EnrolThread> enrolment_;
};

}  // namespace signage
