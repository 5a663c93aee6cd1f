// What the simulator knows to be true of the records: which were made, which the hub acknowledged. It reads
// what goes over the wire, beside the player's own book-keeping.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace signage::fleet {

using RecordId = std::pair<std::string, std::int64_t>;  // spool, seq

struct Truth {
    std::map<RecordId, std::size_t> sent;  // with the number of showings in each
    std::set<RecordId> acknowledged;       // stored or duplicate, in an answer that the player got

    void noteRequest(std::string_view body);
    void noteReply(std::string_view body);
    std::size_t plays() const;
};

// What the hub gives when it is asked for a player's records: each as often as it holds it.
std::map<RecordId, int> recordsIn(std::string_view heartbeatsBody);
std::size_t playsIn(std::string_view playsBody);
// The answer of a hub that claims to have stored all of a post.
std::string forgedReply(std::string_view body);
// The same records under another series.
std::string renamedSpool(std::string_view body, const std::string& suffix);

}  // namespace signage::fleet
