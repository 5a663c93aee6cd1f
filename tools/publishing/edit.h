// Small changes to a playlist as its author wrote it, that leave every other byte's meaning alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/error.h"

namespace signage::publishing {

// The playlist less one slide. Fault::not_found when it has no slide of that id, Fault::invalid when it would
// have none left.
Result<std::string> withoutSlide(std::string_view playlist, std::string_view id);

struct Takeover {
    std::string playlist;          // the playlist with the takeover's slides at its end
    std::vector<std::string> ids;  // of the slides that were added, or put in place of older ones of that id
};

// The playlist with takeover slides until `until`. `fileBytes` is one slide's JSON object, or a playlist all
// of whose slides are taken; they are made takeovers whatever they said, and end at `until`. A takeover of
// the playlist that has the same id is replaced, one that is over at `now` is dropped; the id of another
// slide is Fault::invalid. `fileName` names the file in messages.
Result<Takeover> withTakeover(std::string_view playlist, std::string_view fileBytes,
                              std::string_view fileName, LocalTime now, LocalTime until);

}  // namespace signage::publishing
