// The instants at which what is eligible may change, for every screen of a playlist alike.
#pragma once

#include <vector>

#include "player/playlist/playlist.h"

namespace signage {

// Local midnights, and of every slide whatever its screens: from, until, the event's end, and each day's
// edges of its hours. Immutable.
class Edges {
  public:
    explicit Edges(const Playlist& playlist);

    // The latest edge not after `time`.
    Instant notAfter(Instant time) const;
    // The first edge after it.
    Instant after(Instant time) const;

  private:
    Zone zone_;
    std::vector<Instant> once_;    // sorted
    std::vector<Duration> daily_;  // local times of day, sorted; midnight is the first
};

}  // namespace signage
