// Shuffled editions, and a moment for each.
#include "tests/soak/kills.h"

#include <algorithm>
#include <random>
#include <vector>

namespace signage::soak {
namespace {

// An edition is on the disk within a poll (0.3 s) and what the fetching takes.
constexpr unsigned longestArrival = 450;  // ms
// A slide is painted ahead, and presented, within this time of the one before.
constexpr unsigned longestChange = 40;  // ms

}  // namespace

std::map<int, Kill> planKills(int kills, int editions, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<int> even;
    for (int edition = 2; edition <= editions; edition += 2) even.push_back(edition);
    std::shuffle(even.begin(), even.end(), random);
    even.resize(std::min(even.size(), static_cast<std::size_t>(std::max(kills, 0))));
    std::map<int, Kill> plan;
    for (const int edition : even) {
        Kill kill;
        kill.arriving = random() % 2 == 0;
        const double within = 0.05 + 0.9 * static_cast<double>(random() % 1000) / 1000;
        kill.at = (edition - 1 + within) / editions;
        kill.wait = std::chrono::milliseconds(random() % (kill.arriving ? longestArrival : longestChange));
        plan[edition] = kill;
    }
    return plan;
}

}  // namespace signage::soak
