// Plays: each showing of a slide that a player reported, counted exactly once however often its record came.
// Kept 400 days; what remains of them after that are the counts in the hourly summaries.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/error.h"

namespace signage::hub {

// What a play is proved by, never more than the player said.
enum class Proof {
    none,    // nothing was checked, or the player does not say
    output,  // what was sent to the display was checked; whether the panel is on is not known
    panel    // the panel said that it is on, too
};
std::string_view proofName(Proof proof);

// One finished stay of a slide on the glass, as a record tells of it.
struct Showing {
    std::int64_t index = 0;  // its place in the record
    std::string slide;
    std::string edition;  // "1-42"; empty: none
    Instant start;        // by the player's clock
    Duration length{0};
    bool verified = false;
    Proof proof = Proof::none;
};

struct Play {
    std::string player;
    std::string spool;
    std::int64_t seq = 0;  // (player, spool, seq, index) is its identity
    Showing showing;
};

struct PlayQuery {
    std::optional<std::vector<std::string>> players;  // none: all
    std::string slide;                                // empty: all
    std::optional<Instant> since;                     // by the start, inclusive
    std::optional<Instant> until;                     // exclusive
};

struct PlayPage {
    std::vector<Play> plays;
    bool more = false;  // older ones were left out
};

// Safe from any thread; waits for no writer.
class PlayStore {
  public:
    PlayStore() = default;
    PlayStore(const PlayStore&) = delete;
    PlayStore& operator=(const PlayStore&) = delete;
    virtual ~PlayStore() = default;

    // The newest `limit`, by their start, oldest first.
    virtual Result<PlayPage> newest(const PlayQuery& query, int limit) const = 0;
    // In the order of player, start, spool, seq, index: at most `limit` behind `after` (none: from the
    // beginning). So any number of them can be read in pieces, whatever is added meanwhile.
    virtual Result<std::vector<Play>> next(const PlayQuery& query, const std::optional<Play>& after,
                                           int limit) const = 0;
};

}  // namespace signage::hub
