// A stored record read again, as far as hours and timelines need it. Pure; any bytes are safe to give.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/civil_time.h"
#include "tools/hub/play_store.h"

namespace signage::hub {

struct Beat {
    Instant received;
    Instant wall;
    std::string spool;
    std::int64_t seq = 0;
    std::string boot;
    std::optional<Duration> monotonic;  // of that boot
    std::string state;
    std::string reason;
    std::string slide;    // empty: none on the glass
    std::string edition;  // "1-42"; empty: none
    std::int64_t presented = 0;
    std::int64_t missed = 0;
    std::vector<Showing> showings;
};

// A time that a player wrote, with or without an offset: none when it cannot be read, is not of the years
// 1970 to 9998 in UTC, or has an offset of seconds. What is kept can be written and read again everywhere.
std::optional<Instant> reportedTime(std::string_view text);
// A field that is missing or of another type is empty.
Beat readBeat(std::string_view json, Instant received, Instant wall);
// The showings that make sense; an older player's have no proof.
std::vector<Showing> showingsOf(std::string_view json);

// Two records of one series, the second the very next: whether the program was started anew between them.
bool isRestart(const Beat& before, const Beat& beat);
// How long the first one's state lasted: by the machine's own clock where both know it, which the setting of
// the wall clock does not change; never negative.
Duration lasted(const Beat& before, const Beat& beat);
// How long a record's word holds when so long later the next came (or now is): all of it, unless that is
// longer than a living screen is silent; then one interval of records.
Duration holds(Duration until);

}  // namespace signage::hub
