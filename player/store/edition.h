// A published playlist that was signed by whom the root lets sign. Whoever holds an Edition holds verified
// content. Immutable: share it freely between threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "player/playlist/playlist.h"
#include "player/store/clock_state.h"
#include "player/store/edition_file.h"
#include "player/store/keys.h"

namespace signage {

struct Edition {
    std::shared_ptr<const Playlist> playlist;  // never null; `edition` and `assets` are set
    EditionId id;
    std::string channel;
    std::string sha256;     // of the playlist's bytes
    KeyId keyId{};          // that signed the playlist
    std::string publisher;  // the name that keys.json gives to it
    Instant issued;
    Instant expires;  // the earlier of the playlist's and the keys' expiry
    Keys keys;        // the keys that came with it
};

// Verifies keys.json against the roots, the playlist against keys.json, reads the playlist as a player does
// and checks that it is an edition: of `channel` (empty: of any), its epoch that of the keys, its assets
// within the limits. Does not judge floors and expiry (EditionStore::judge does). Fault::refused or invalid.
Result<Edition> verifyEdition(const EditionFiles& files, const std::vector<PublicKey>& roots,
                              const std::string& channel);

// Past its expiry (a doubted clock gives the least time that it can be). A stale edition goes on showing and
// is reported.
bool isStale(const Edition& edition, TimeNow now);

// The most that one medium may weigh.
inline constexpr std::int64_t maxAssetBytes = std::int64_t{2} * 1024 * 1024 * 1024;

}  // namespace signage
