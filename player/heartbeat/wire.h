// The room's JSON in and out, beside toJson(Record): journal lines, the hub's reply, the body of a delivery.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/civil_time.h"
#include "player/heartbeat/picture.h"
#include "player/heartbeat/record.h"

namespace signage {

// Lines of the journal, with \n at the end. `json` is one line of JSON already.
std::string journalRecordLine(Instant at, std::string_view json);
std::string journalEventLine(Instant at, std::string_view name, std::string_view why);

// A showing as a record has it, for the spool's note; and back: none when it is not one.
std::string showingJson(const ShownSlide& shown);
std::optional<ShownSlide> parseShowing(std::string_view json);

bool isJsonObject(std::string_view text);
// The record's JSON under another series and number; empty when it is not a JSON object.
std::string renumbered(std::string_view json, const std::string& series, std::int64_t seq);

struct HubResult {
    std::string spool;
    std::int64_t seq = 0;
    std::string status;
    std::string why;
};

// The picture as a member of a post's body: "picture":{...}. `now` is Clock::monotonic().
std::string pictureMember(const GlassPicture& picture, std::chrono::nanoseconds now);

struct HubReply {
    std::vector<HubResult> results;
    LatestEditions latest;
    bool pictureWanted = false;
};

// None: it is not a hub's answer. Parts of it that make no sense are left out.
std::optional<HubReply> parseHubReply(std::string_view body);

}  // namespace signage
