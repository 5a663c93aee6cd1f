// Editions that a target gives back, believed only when a trusted key signed them.
#pragma once

#include <string>
#include <vector>

#include "player/base/error.h"
#include "player/playlist/playlist.h"
#include "player/store/edition_file.h"
#include "player/store/minisign.h"
#include "tools/publishing/target.h"

namespace signage::publishing {

// Whose signatures count when an edition that a target gave is signed again: a hub must never make a
// publisher sign what the ward did not write.
struct Trust {
    std::vector<PublicKey> roots;  // of --root-key; then every publisher of a verified keys.json counts
    std::vector<PublicKey> own;    // without roots: the publisher's own key
};

// An edition of the target that was found to be what a trusted key signed.
struct Published {
    EditionId id;
    EditionFiles files;
    Playlist playlist;
};

// Fetches and verifies: signatures, that it is the edition and channel asked for. Fault::refused when not,
// Fault::not_found when it is not there.
Result<Published> fetchVerified(Target& target, const EditionId& id, const std::string& channel,
                                const Trust& trust);

}  // namespace signage::publishing
