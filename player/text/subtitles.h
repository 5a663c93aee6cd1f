// Which wave dashes enclose a subtitle (～自宅で最期を迎えるために～) and which say "from to" (14時～16時).
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace signage {

struct DashPair {
    std::size_t open;  // indices of the two dashes
    std::size_t close;
};

// The pairs in `text` (one paragraph), in order, never nested. A dash beside a number is a range's; a pair
// ends where the text, a bracket or a sentence ends, or its first dash stands where a subtitle must begin.
std::vector<DashPair> pairedDashes(std::u32string_view text);

}  // namespace signage
