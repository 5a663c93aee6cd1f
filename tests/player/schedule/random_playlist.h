// Playlists by chance, yet the same on every machine: whoever gives the seed gets the playlist.
#pragma once

#include <cstdint>
#include <random>

#include "player/playlist/playlist.h"

namespace signage::test {

// Numbers from a seed; the standard's distributions differ from library to library, so none is used.
class Chance {
  public:
    explicit Chance(std::uint64_t seed) : engine_(seed) {}

    // From 0 to below `bound`.
    int below(int bound) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(bound)); }
    bool oneIn(int bound) { return below(bound) == 0; }
    // Uniform in [from, to), to the millisecond.
    Instant instant(Instant from, Instant to) {
        const auto span = static_cast<std::uint64_t>((to - from).count());
        return from + Duration{static_cast<std::int64_t>(engine_() % span)};
    }

  private:
    std::mt19937_64 engine_;
};

// A playlist whose windows lie within days of a moment worth trying: month ends, leap days, New Year, 1970,
// 2038, changes of the clocks in several zones.
struct RandomCase {
    Playlist playlist;
    Instant around;
};
RandomCase randomCase(std::uint64_t seed);

}  // namespace signage::test
