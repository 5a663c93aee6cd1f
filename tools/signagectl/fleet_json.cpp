// Reading the hub's answers, by nlohmann/json.
#include "tools/signagectl/fleet_json.h"

#include <nlohmann/json.hpp>

#include "player/base/format.h"

namespace signage::ctl {
namespace {

using Json = nlohmann::ordered_json;

const Json& member(const Json& json, const char* key) {
    static const Json none;
    if (!json.is_object()) return none;
    const auto found = json.find(key);
    return found == json.end() ? none : *found;
}

std::string text(const Json& json, const char* key) {
    const Json& value = member(json, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

bool flag(const Json& json, const char* key) {
    const Json& value = member(json, key);
    return value.is_boolean() && value.get<bool>();
}

std::int64_t integer(const Json& json, const char* key) {
    const Json& value = member(json, key);
    return value.is_number_integer() ? value.get<std::int64_t>() : 0;
}

std::optional<std::int64_t> count(const Json& json, const char* key) {
    if (!member(json, key).is_number_integer()) return std::nullopt;
    return integer(json, key);
}

std::optional<Instant> instant(const Json& json, const char* key) {
    const auto time = parseInstant(text(json, key), Zone::tokyo());
    if (!time) return std::nullopt;
    return *time;
}

std::string edition(const Json& json) {
    const Json& value = member(json, "edition");
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_object()) return {};
    return format("{}-{}", integer(value, "epoch"), integer(value, "number"));
}

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

PlayerRow playerRow(const Json& json) {
    PlayerRow row;
    row.id = text(json, "id");
    row.name = text(json, "name");
    row.state = text(json, "state");
    row.reason = text(json, "reason");
    row.slide = text(json, "slide");
    row.slideTitle = text(json, "slide_title");
    row.edition = edition(json);
    row.since = instant(json, "since");
    row.heard = instant(json, "heard");
    if (!row.heard) row.heard = instant(json, "received");
    row.panel = text(json, "panel");
    row.proof = text(json, "proof");
    row.differs = text(member(json, "glass"), "result") == "differs";
    row.program = text(json, "program");
    row.display = text(json, "display");
    if (member(json, "skew_seconds").is_number())
        row.skewSeconds = member(json, "skew_seconds").get<double>();
    row.restarts = count(json, "restarts_24h");
    row.spoolDepth = count(json, "spool_depth");
    row.offline = flag(json, "offline");
    row.twoSeries = flag(json, "two_series");
    row.pretended = flag(json, "pretended");
    return row;
}

std::vector<std::string> ids(const Json& screens) {
    std::vector<std::string> result;
    for (const Json& screen : screens) {
        if (screen.is_object()) result.push_back(text(screen, "id"));
    }
    return result;
}

void readRecord(const Json& record, HeartbeatLine& line) {
    line.player = text(record, "player");
    line.spool = text(record, "spool");
    line.seq = integer(record, "seq");
    line.state = text(record, "state");
    line.reason = text(record, "reason");
    line.slide = text(record, "slide");
    line.edition = edition(record);
    const Json& showings = member(record, "showings");
    line.showings = showings.is_array() ? showings.size() : 0;
    if (const auto wall = instant(record, "wall")) line.at = wall;
}

}  // namespace

std::optional<FleetAnswer> parseFleet(std::string_view body) {
    const Json json = Json::parse(body, nullptr, false);
    const Json& players = member(json, "players");
    if (!players.is_array()) return std::nullopt;
    FleetAnswer answer;
    answer.now = instant(json, "now");
    for (const Json& player : players) {
        if (player.is_object()) answer.players.push_back(playerRow(player));
    }
    answer.silent = ids(member(json, "silent"));
    for (const Json& channel : member(json, "channels")) {
        answer.channels.push_back({text(channel, "channel"), edition(channel), instant(channel, "expires"),
                                   instant(channel, "keys_expire")});
    }
    return answer;
}

std::optional<RolloutAnswer> parseRollout(std::string_view body) {
    const Json json = Json::parse(body, nullptr, false);
    if (!member(json, "behind").is_array()) return std::nullopt;
    return RolloutAnswer{edition(json), integer(json, "showing"), ids(member(json, "behind")),
                         ids(member(json, "offline"))};
}

std::optional<HeartbeatsAnswer> parseHeartbeats(std::string_view body) {
    const Json json = Json::parse(body, nullptr, false);
    const Json& list = member(json, "heartbeats");
    if (!list.is_array()) return std::nullopt;
    HeartbeatsAnswer answer;
    answer.more = flag(json, "more");
    for (const Json& entry : list) {
        HeartbeatLine line;
        line.json = dump(entry);
        line.received = instant(entry, "received");
        readRecord(member(entry, "record"), line);
        answer.lines.push_back(std::move(line));
    }
    return answer;
}

HeartbeatLine parseJournalLine(std::string_view bytes) {
    const Json json = Json::parse(bytes, nullptr, false);
    HeartbeatLine line;
    line.json = std::string(bytes);
    line.at = instant(json, "at");
    line.event = text(json, "event");
    if (line.event.empty()) {
        readRecord(member(json, "record"), line);
    } else {
        line.reason = text(json, "why");
    }
    return line;
}

std::optional<Bilingual> parseHubError(std::string_view body) {
    const Json json = Json::parse(body, nullptr, false);
    const Json& error = member(json, "error");
    Bilingual what{text(error, "ja"), text(error, "en")};
    if (what.ja.empty() || what.en.empty()) return std::nullopt;
    return what;
}

}  // namespace signage::ctl
