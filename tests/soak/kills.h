// When the player is killed: a random schedule that a seed repeats.
//
// Three deaths in ten minutes that an edition may be to blame for would, rightly, take that edition from the
// glass, and a leaping clock has all its days in ten minutes. So at most every second edition sees a death: a
// newer edition is tried whatever became of the one before.
#pragma once

#include <chrono>
#include <map>

namespace signage::soak {

struct Kill {
    bool arriving = false;             // while that edition is on its way, else while it plays
    double at = 0;                     // while it plays: the share of all the time after which it is due
    std::chrono::milliseconds wait{};  // after the edition was published, or after a change of slides
};

// By the edition's number. At most editions / 2.
std::map<int, Kill> planKills(int kills, int editions, unsigned seed);

}  // namespace signage::soak
