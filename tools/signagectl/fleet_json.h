// What a hub answers about its players, read without trusting it: what is missing or of another kind is
// empty.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/error.h"

namespace signage::ctl {

struct PlayerRow {
    std::string id;
    std::string name;
    std::string state;
    std::string reason;
    std::string slide;
    std::string slideTitle;
    std::string edition;                     // "1-42"
    std::optional<Instant> since;            // when the slide was first reported
    std::optional<Instant> heard;            // when anything came last
    std::string panel;                       // on, standby, wrong_input, unknown
    std::string proof;                       // panel, output, drawn, none: how far the glass is confirmed
    bool differs = false;                    // what is on the glass is not what was drawn
    std::string program;                     // its version
    std::string display;                     // "HDMI-1 1920x1080"
    std::optional<double> skewSeconds;       // the hub's clock less the player's
    std::optional<std::int64_t> restarts;    // in 24 hours
    std::optional<std::int64_t> spoolDepth;  // records that the hub has not taken yet
    bool offline = false;
    bool twoSeries = false;
    bool pretended = false;
};

struct ChannelRow {
    std::string channel;
    std::string edition;
    std::optional<Instant> expires;
    std::optional<Instant> keysExpire;
};

struct FleetAnswer {
    std::optional<Instant> now;  // by the hub's clock
    std::vector<PlayerRow> players;
    std::vector<std::string> silent;  // ids of listed screens that were never heard of
    std::vector<ChannelRow> channels;
};

// How far an edition has come: GET /v1/channels/{channel}/screens.
struct RolloutAnswer {
    std::string edition;
    std::int64_t showing = 0;
    std::vector<std::string> behind;   // ids
    std::vector<std::string> offline;  // ids
};

// None: not the hub's answer.
std::optional<FleetAnswer> parseFleet(std::string_view body);
std::optional<RolloutAnswer> parseRollout(std::string_view body);

// One line of a journal, or one entry of the hub's list.
struct HeartbeatLine {
    std::string json;           // as it is printed for machines, one line
    std::optional<Instant> at;  // by the player's clock
    std::optional<Instant> received;
    std::string player;
    std::string spool;
    std::int64_t seq = 0;
    std::string state;
    std::string reason;
    std::string slide;
    std::string edition;
    std::size_t showings = 0;
    std::string event;  // of a journal: then most of the rest is empty, and `reason` says why
};

struct HeartbeatsAnswer {
    std::vector<HeartbeatLine> lines;
    bool more = false;  // older ones were left out
};

std::optional<HeartbeatsAnswer> parseHeartbeats(std::string_view body);
HeartbeatLine parseJournalLine(std::string_view line);

// {"error":{"ja":..,"en":..}}; none: something else.
std::optional<Bilingual> parseHubError(std::string_view body);

}  // namespace signage::ctl
