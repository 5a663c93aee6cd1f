// The JSON that the hub reads and writes. Pure; any bytes are safe to give.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "player/base/error.h"
#include "player/playlist/playlist.h"
#include "tools/hub/fleet.h"
#include "tools/hub/heartbeat_store.h"

namespace signage::hub {

inline constexpr std::size_t maxRecordBytes = 64 * 1024;
inline constexpr std::size_t maxRecordsPerPost = 256;

// {"error":{"ja":..,"en":..}}
std::string errorBody(const Bilingual& what);
// The same with "current" or "missing" beside it.
std::string conflictBody(const Bilingual& what, const std::optional<EditionId>& current);
std::string missingBody(const Bilingual& what, const std::vector<std::string>& hashes);

// {"epoch":1,"number":42}
std::string latestBody(EditionId id);
Result<EditionId> parseLatest(std::string_view bytes);

struct Rejection {
    std::string why;
};

// One record of a post. `spool` and `seq` are echoed when they can be read at all.
struct Incoming {
    std::optional<std::string> spool;
    std::optional<std::int64_t> seq;
    std::variant<HeartbeatRecord, Rejection> content;
};

// {"records":[...]}: fails only when the whole is unusable; a bad record is rejected by itself. `player` is
// whose token came with it: records of others are rejected.
Result<std::vector<Incoming>> parseHeartbeats(std::string_view body, const std::string& player);

struct RecordResult {
    std::optional<std::string> spool;
    std::optional<std::int64_t> seq;
    std::string status;  // stored, duplicate, conflict, rejected
    std::string why;     // only of a rejected one
};

using LatestEditions = std::map<std::string, EditionId>;  // by channel

std::string heartbeatReply(const std::vector<RecordResult>& results, const LatestEditions& latest);
std::string heartbeatsBody(const HeartbeatPage& page);
std::string playersBody(const Fleet& fleet);
std::string rolloutBody(const Rollout& rollout);
// What the fleet page shows and no more, without the time, so that it is the same bytes while nothing
// changes: names are short, what is usual is left out. For 5,000 screens this is a fifth of playersBody().
std::string fleetPageBody(const Fleet& fleet);
std::string noteBody(const Note& note);

struct EditionEntry {
    EditionId id;
    std::string sha256;  // of the playlist
    // None: what is on the disk cannot be read any more.
    std::optional<EditionInfo> info;
    std::string title;
    std::size_t slides = 0;
};

std::string editionsBody(const std::string& channel, const std::optional<EditionId>& current,
                         const std::vector<EditionEntry>& editions);
std::string postedBody(EditionId id);

}  // namespace signage::hub
