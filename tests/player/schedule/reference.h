// The timeline once more, slowly and straight from its rules: what the real one is held against.
#pragma once

#include <vector>

#include "player/schedule/timeline.h"

namespace signage::test {

bool referenceEligible(const Playlist& playlist, const Slide& slide, const Screen& screen,
                       const Holidays& holidays, Instant time);

// All showings between the two edges around the time, laid out one after the other from the anchor.
std::vector<Showing> referenceSpan(const Playlist& playlist, const Screen& screen, const Holidays& holidays,
                                   Instant time);

}  // namespace signage::test
