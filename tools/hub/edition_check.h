// Whether four files are an edition: read as a player reads them, signed by whom their keys let sign.
#pragma once

#include <array>
#include <string>
#include <utility>

#include "player/base/error.h"
#include "player/playlist/playlist.h"
#include "player/store/edition_file.h"

namespace signage::hub {

// The names of an edition's files in its folder.
using NamedEditionFile = std::pair<const char*, std::string EditionFiles::*>;
inline constexpr std::array<NamedEditionFile, 4> namedEditionFiles{
    {{"playlist.json", &EditionFiles::playlist},
     {"playlist.json.minisig", &EditionFiles::playlistSignature},
     {"keys.json", &EditionFiles::keys},
     {"keys.json.minisig", &EditionFiles::keysSignature}}};

// The playlist, its `edition` set and for that channel.
Result<Playlist> readEdition(const EditionFiles& files, const std::string& channel);
// The hub trusts no key, so this proves nothing about who signed; it keeps out what every screen would
// refuse, and files that were damaged.
Result<void> checkSigned(const EditionFiles& files, EditionId id);

}  // namespace signage::hub
