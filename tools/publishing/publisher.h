// From a playlist to a plan for the next edition: numbered, signed, compared with what is current. All verbs
// that sign come through here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "player/playlist/playlist.h"
#include "tools/publishing/assets.h"
#include "tools/publishing/keys_document.h"
#include "tools/publishing/plan.h"
#include "tools/publishing/secret_key.h"
#include "tools/publishing/target.h"

namespace signage::publishing {

inline constexpr std::chrono::days defaultLife{400};

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

// Numbers, signs and compares. Fault::refused when no player would accept the result (the key is not in the
// keys, the keys have expired or are of an older epoch), Fault::invalid, not_found and network otherwise.
Result<Plan> makePlan(Target& target, const Order& order, const SecretKey& key);

}  // namespace signage::publishing
