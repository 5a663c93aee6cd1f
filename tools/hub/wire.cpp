// The JSON that the hub writes, and the little of it that is not heartbeats that it reads.
#include "tools/hub/wire.h"

#include <nlohmann/json.hpp>

#include "player/base/format.h"

namespace signage::hub {
namespace {

// Keys in the order written, so that bodies read well; what is not UTF-8 is replaced, never thrown at.
using OrderedJson = nlohmann::ordered_json;

std::string dump(const OrderedJson& json) {
    return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

OrderedJson bilingual(const Bilingual& what) {
    return {{"ja", what.ja}, {"en", what.en}};
}

OrderedJson editionJson(const std::optional<EditionId>& id) {
    if (!id) return nullptr;
    return {{"epoch", id->epoch}, {"number", id->number}};
}

template <typename T>
OrderedJson orNull(const std::optional<T>& value) {
    return value ? OrderedJson(*value) : OrderedJson(nullptr);
}

OrderedJson textOrNull(const std::string& text) {
    return text.empty() ? OrderedJson(nullptr) : OrderedJson(text);
}

OrderedJson timeOrNull(const std::optional<Instant>& time) {
    return time ? OrderedJson(formatInstant(*time, Zone::tokyo())) : OrderedJson(nullptr);
}

OrderedJson screensJson(const std::vector<SilentScreen>& screens) {
    OrderedJson list = OrderedJson::array();
    for (const SilentScreen& screen : screens) list.push_back({{"id", screen.id}, {"name", screen.name}});
    return list;
}

OrderedJson noteOrNull(const std::optional<Note>& note) {
    return note ? OrderedJson::parse(noteBody(*note)) : OrderedJson(nullptr);
}

OrderedJson playerJson(const FleetRow& row) {
    const PlayerStatus& status = row.status;
    OrderedJson player = {
        {"id", status.id},
        {"name", textOrNull(row.name)},
        {"state", status.state},
        {"reason", row.reason},
        {"slide", textOrNull(status.slide)},
        {"slide_title", textOrNull(row.slideTitle)},
        {"since", formatInstant(status.slideSince)},
        {"state_since", formatInstant(status.stateSince)},
        {"edition", editionJson(row.edition)},
        {"edition_sha256", textOrNull(row.editionSha256)},
        {"offline", row.offline},
        {"heard", formatInstant(status.heard)},
        {"received", formatInstant(status.received)},
        {"wall", formatInstant(status.wall)},
        {"skew_seconds", row.skewSeconds},
        {"clock", textOrNull(row.clock)},
        {"pretended", row.pretended},
        {"panel", textOrNull(row.panel)},
        {"glass", {{"check", textOrNull(row.glassCheck)}, {"result", textOrNull(row.glassResult)}}},
        {"display", textOrNull(row.display)},
        {"program", textOrNull(row.program)},
        {"fetch", {{"result", textOrNull(row.fetchResult)}, {"at", textOrNull(row.fetchAt)}}},
        {"free_bytes", orNull(row.freeBytes)},
        {"spool_depth", orNull(row.spoolDepth)},
        {"dropped", orNull(row.dropped)},
        {"restarts_24h", orNull(row.restarts24h)},
        {"two_series", status.twoSeries},
        {"channel", textOrNull(row.channel)},
        {"concern", concernName(row.concern)},
        {"trouble", concernName(row.trouble)},
        {"closed", row.closed},
        {"note", noteOrNull(row.note)},
        {"proof", glassProofName(row.proof)},
        {"tags", row.tags}};
    return player;
}

OrderedJson entryJson(const EditionEntry& entry) {
    OrderedJson json = {{"epoch", entry.id.epoch}, {"number", entry.id.number}, {"sha256", entry.sha256}};
    if (!entry.info) return json;
    json["title"] = entry.title;
    json["slides"] = entry.slides;
    json["issued"] = formatInstant(entry.info->issued);
    json["expires"] = formatInstant(entry.info->expires);
    json["author_section"] = textOrNull(entry.info->authorSection);
    json["reason"] = textOrNull(entry.info->reason);
    return json;
}

}  // namespace

std::string errorBody(const Bilingual& what) {
    return dump({{"error", bilingual(what)}});
}

std::string conflictBody(const Bilingual& what, const std::optional<EditionId>& current) {
    return dump({{"error", bilingual(what)}, {"current", editionJson(current)}});
}

std::string missingBody(const Bilingual& what, const std::vector<std::string>& hashes) {
    return dump({{"error", bilingual(what)}, {"missing", hashes}});
}

std::string latestBody(EditionId id) {
    return dump(editionJson(id));
}

Result<EditionId> parseLatest(std::string_view bytes) {
    const OrderedJson json = OrderedJson::parse(bytes, nullptr, false);
    const auto number = [&json](const char* key) -> std::int64_t {
        const auto found = json.find(key);
        if (found == json.end() || !found->is_number_integer()) return 0;
        return found->get<std::int64_t>();
    };
    if (json.is_object() && number("epoch") > 0 && number("number") > 0) {
        return EditionId{number("epoch"), number("number")};
    }
    return fail(Fault::invalid, "latest.json", {"版を読めません", "the edition cannot be read"});
}

std::string heartbeatReply(const std::vector<RecordResult>& results, const LatestEditions& latest) {
    OrderedJson list = OrderedJson::array();
    for (const RecordResult& result : results) {
        OrderedJson entry = {
            {"spool", orNull(result.spool)}, {"seq", orNull(result.seq)}, {"status", result.status}};
        if (!result.why.empty()) entry["why"] = result.why;
        list.push_back(std::move(entry));
    }
    OrderedJson editions = OrderedJson::object();
    for (const auto& [channel, id] : latest) editions[channel] = editionJson(id);
    return dump({{"results", std::move(list)}, {"latest", std::move(editions)}});
}

std::string heartbeatsBody(const HeartbeatPage& page) {
    OrderedJson list = OrderedJson::array();
    for (const StoredHeartbeat& stored : page.records) {
        list.push_back(
            {{"received", formatInstant(stored.received)},
             {"skew_seconds", std::chrono::duration<double>(stored.received - stored.wall).count()},
             {"record", OrderedJson::parse(stored.json, nullptr, false)}});
    }
    return dump({{"heartbeats", std::move(list)}, {"more", page.more}});
}

std::string playersBody(const Fleet& fleet) {
    OrderedJson players = OrderedJson::array();
    for (const FleetRow& row : fleet.rows) players.push_back(playerJson(row));
    OrderedJson channels = OrderedJson::array();
    for (const ChannelView& channel : fleet.channels) {
        channels.push_back({{"channel", channel.channel},
                            {"edition", editionJson(channel.current)},
                            {"expires", timeOrNull(channel.expires)},
                            {"keys_expire", timeOrNull(channel.keysExpire)}});
    }
    return dump({{"now", formatInstant(fleet.now)},
                 {"counts", fleet.counts},
                 {"players", std::move(players)},
                 {"silent", screensJson(fleet.silent)},
                 {"channels", std::move(channels)}});
}

std::string rolloutBody(const Rollout& rollout) {
    return dump({{"edition", editionJson(rollout.current)},
                 {"showing", rollout.showing},
                 {"behind", screensJson(rollout.behind)},
                 {"offline", screensJson(rollout.offline)}});
}

std::string editionsBody(const std::string& channel, const std::optional<EditionId>& current,
                         const std::vector<EditionEntry>& editions) {
    OrderedJson list = OrderedJson::array();
    for (const EditionEntry& entry : editions) list.push_back(entryJson(entry));
    return dump({{"channel", channel}, {"current", editionJson(current)}, {"editions", std::move(list)}});
}

std::string postedBody(EditionId id) {
    return dump({{"edition", editionJson(id)}});
}

}  // namespace signage::hub
