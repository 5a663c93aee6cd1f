// The playlist that a verb was given on its command line.
#pragma once

#include <optional>
#include <string>

#include "player/playlist/playlist.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {

// The file's bytes; a link is followed, for a person may well name one. Larger than any playlist may be:
// Fault::invalid.
Result<std::string> readPlaylistFile(Context& context, const std::string& path);

// Reads the file as an author's playlist. None: it cannot be read or has faults, each of which has been told
// on the error stream; the verb's exit status is then 1.
std::optional<Playlist> openPlaylist(Context& context, const std::string& path);

}  // namespace signage::ctl
