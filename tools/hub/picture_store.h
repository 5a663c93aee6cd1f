// Where pictures of the glass are kept: of each player the newest one and the newest that came with trouble.
#pragma once

#include <optional>
#include <string>

#include "player/base/civil_time.h"
#include "player/base/error.h"

namespace signage::hub {

struct StoredPicture {
    Instant taken;     // by the player's clock
    Instant received;  // by the hub's
    std::string slide;
    std::string why;    // "asked" or "degraded"
    std::string check;  // "server": as the screen showed it; "own": as the player drew it; empty: not said
    std::string jpeg;
};

enum class PictureKind { newest, degraded };

// Safe from any thread.
class PictureStore {
  public:
    PictureStore() = default;
    PictureStore(const PictureStore&) = delete;
    PictureStore& operator=(const PictureStore&) = delete;
    virtual ~PictureStore() = default;

    // Replaces the player's newest, and its newest `degraded` one when it is one. A picture made at or after
    // the player's request, `made` being that moment by the hub's clock, ends the request.
    virtual Result<void> keep(const std::string& player, const StoredPicture& picture, Instant made) = 0;
    virtual Result<std::optional<StoredPicture>> find(const std::string& player, PictureKind kind) const = 0;
    // Somebody wants to see the glass. A second request changes nothing but its time.
    virtual Result<void> request(const std::string& player, Instant now) = 0;
    virtual Result<bool> requested(const std::string& player) const = 0;
};

}  // namespace signage::hub
