// From a playlist to an edition that is served: numbered, signed, compared with what is current, carried out.
// All verbs that publish come through here.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "player/playlist/playlist.h"
#include "player/store/edition_file.h"
#include "player/store/keys.h"
#include "tools/publishing/assets.h"
#include "tools/publishing/difference.h"
#include "tools/publishing/keys_document.h"
#include "tools/publishing/secret_key.h"
#include "tools/publishing/target.h"

namespace signage::publishing {

inline constexpr std::chrono::days defaultLife{400};

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

// What is to be published.
struct Order {
    std::string name;              // the playlist in messages
    std::string json;              // its bytes; `edition` and `assets` are added or replaced
    std::vector<MediaItem> media;  // all that its slides name
    std::string channel;
    Instant issued;
    Instant expires;
    std::string authorSection;
    std::string reason;
    std::optional<SignedKeys> keys;  // none: those of the current edition
};

// What carrying out would do. Nothing has been altered when it exists.
struct Plan {
    EditionId id;
    std::optional<EditionId> basis;  // current when the plan was made; still must be when it is carried out
    EditionFiles files;
    std::vector<MediaItem> missing;  // what has to be uploaded, each hash once
    std::int64_t mediaBytes = 0;     // of all media, each once
    std::int64_t missingBytes = 0;
    std::size_t mediaCount = 0;
    Difference changes;
    std::vector<Error> warnings;
};

// Numbers, signs and compares. Fault::refused when no player would accept the result (the key is not in the
// keys, the keys have expired or are of an older epoch), Fault::invalid, not_found and network otherwise.
Result<Plan> makePlan(Target& target, const Order& order, const SecretKey& key);

// The plan for a signed folder's current edition, as it is; `hub` must hold an older one or none. The files
// come from the folder `source` below `sourceDirectory`.
Result<Plan> planPush(Target& source, const std::string& sourceDirectory, Target& hub,
                      const std::string& channel, const std::vector<PublicKey>& roots);

// Told between blocks of the upload that is running.
using PlanProgress = std::function<void(const MediaItem& item, std::int64_t done, std::int64_t total)>;

// Uploads what is missing, then makes the edition current: until that last step the old one is served whole.
Result<void> carryOut(Target& target, const Plan& plan, const PlanProgress& progress);

}  // namespace signage::publishing
