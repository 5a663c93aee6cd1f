// What earlier deaths mean for this player: reads what was learned (from the supervisor's memory, else from
// the disk), adds the latest deaths, and says what is not to be shown. The disk is only read here; whoever
// has time writes (saving()). Main thread only.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "player/app/crash_ladder.h"
#include "player/app/lifeline.h"
#include "player/ports/disk.h"
#include "player/store/edition_store.h"

namespace signage {

// Slides that are not to be painted while that edition plays.
struct Avoided {
    EditionId edition;
    std::set<std::string> suspects;
    std::optional<std::set<std::string>> only;  // when set: all others neither
    // Fault::refused, with the reason.
    Result<void> allows(EditionId playing, const std::string& slide) const;
};

class Aftermath {
  public:
    // Both must outlive it.
    Aftermath(Disk& disk, Lifeline& line, const std::string& stateDir, std::string boot);

    // Before the store opens: on the last rung it must not even read the edition.
    std::optional<EditionId> passOver() const;
    // After it has opened.
    Avoided judge(EditionStore& store);
    // An edition has come; false when it is the one that is not to be shown.
    bool welcome(EditionId id);

    const CrashLadder& ladder() const { return ladder_; }
    // What the journal is to be told: name and reason. A player that dies before they are taken leaves them
    // to the next one.
    std::vector<std::pair<std::string, std::string>> takeEvents();
    // The durable write that is due, to be run on any thread; empty when none is.
    std::function<void()> saving();

  private:
    void recall();
    void keep();

    Disk& disk_;
    Lifeline& line_;
    std::string path_;
    CrashLadder ladder_;
    std::vector<std::pair<std::string, std::string>> events_;
    bool unsaved_ = false;
};

}  // namespace signage
