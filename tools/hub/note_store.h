// What staff have noted about a screen: that it is out of service for a while, or that somebody is seeing to
// it. One note per screen; each ends by itself, so that none is forgotten and hides a dark screen for ever.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "player/base/civil_time.h"
#include "player/base/error.h"

namespace signage::hub {

enum class NoteKind { maintenance, seenTo };
// "maintenance", "seen_to": the word on the wire and in the database.
const char* noteKindName(NoteKind kind);
Result<NoteKind> parseNoteKind(std::string_view name);

struct Note {
    NoteKind kind = NoteKind::maintenance;
    std::string reason;  // as typed; empty is allowed for seenTo
    std::string by;      // who is at it, or who says so
    Instant since;
    Instant until;  // exclusive
    bool operator==(const Note&) const = default;
};

using Notes = std::map<std::string, Note>;  // by the screen's id

// Safe from any thread.
class NoteStore {
  public:
    NoteStore() = default;
    NoteStore(const NoteStore&) = delete;
    NoteStore& operator=(const NoteStore&) = delete;
    virtual ~NoteStore() = default;

    // Replaces the screen's note; on the medium when it returns.
    virtual Result<void> put(const std::string& screen, const Note& note) = 0;
    // False: there was none.
    virtual Result<bool> remove(const std::string& screen) = 0;
    // Those that have not ended at `now`.
    virtual Result<Notes> notes(Instant now) const = 0;
};

}  // namespace signage::hub
