// Publishing adds to an authored playlist what a player needs to trust and fetch it; nothing else is altered.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "player/base/error.h"
#include "player/playlist/playlist.h"

namespace signage {

// The authored JSON object with `edition` and `assets` added, or replaced where they stand; every other key
// keeps its place and value. UTF-8, indented by two, ends with a line feed; times in the playlist's zone.
// Fault::invalid when the bytes are not a JSON object, or when the result would be over maxPlaylistBytes.
// Pure; does not judge the slides: readPlaylist() first.
Result<std::string> withEdition(std::string_view authoredJson, const EditionInfo& edition,
                                const std::map<std::string, Asset>& assets);

}  // namespace signage
