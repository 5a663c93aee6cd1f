// The fleet as the page takes it every few seconds: lean.
#include <cmath>

#include <nlohmann/json.hpp>

#include "player/store/edition_file.h"
#include "tools/hub/wire.h"

namespace signage::hub {
namespace {

using PageJson = nlohmann::ordered_json;

constexpr double skewWorthSaying = 5;  // seconds

std::string pageDump(const PageJson& json) {
    return json.dump(-1, ' ', false, PageJson::error_handler_t::replace);
}

PageJson noteJson(const Note& note) {
    return {{"kind", noteKindName(note.kind)},
            {"reason", note.reason},
            {"by", note.by},
            {"since", formatInstant(note.since)},
            {"until", formatInstant(note.until)}};
}

void putText(PageJson& json, const char* key, const std::string& text) {
    if (!text.empty()) json[key] = text;
}

// What a listed screen has, heard of or not.
template <typename Listed>
void putPlace(PageJson& json, const Listed& screen) {
    putText(json, "name", screen.name);
    putText(json, "channel", screen.channel);
    if (!screen.tags.empty()) json["tags"] = screen.tags;
    if (screen.closed) json["closed"] = true;
    if (screen.note) json["note"] = noteJson(*screen.note);
}

void putDoubts(PageJson& json, const FleetRow& row) {
    putText(json, "reason", row.reason);
    if (row.panel != "on" && row.panel != "unknown") putText(json, "panel", row.panel);
    if (row.glassResult == "differs") json["differs"] = true;
    if (row.clock == "doubted") json["clock"] = row.clock;
    if (std::abs(row.skewSeconds) >= skewWorthSaying) json["skew"] = std::round(row.skewSeconds);
    if (row.dropped.value_or(0) > 0) json["dropped"] = *row.dropped;
    if (row.restarts24h.value_or(0) > 1) json["restarts"] = *row.restarts24h;
    if (row.pretended) json["pretended"] = true;
    if (row.status.twoSeries) json["twins"] = true;
}

PageJson tileJson(const FleetRow& row) {
    PageJson json = {
        {"id", row.status.id}, {"state", row.status.state}, {"concern", concernName(row.concern)}};
    if (row.trouble != row.concern) json["trouble"] = concernName(row.trouble);
    putPlace(json, row);
    putText(json, "slide", row.status.slide);
    json["since"] = formatInstant(row.status.slideSince);
    json["stateSince"] = formatInstant(row.status.stateSince);
    json["heard"] = formatInstant(row.status.heard);
    if (row.edition) json["edition"] = editionName(*row.edition);
    json["proof"] = glassProofName(row.proof);
    putDoubts(json, row);
    return json;
}

PageJson silentJson(const SilentScreen& screen) {
    PageJson json = {{"id", screen.id}};
    putPlace(json, screen);
    return json;
}

PageJson channelJson(const ChannelView& channel) {
    PageJson json = {{"channel", channel.channel}, {"edition", editionName(channel.current)}};
    if (channel.expires) json["expires"] = formatInstant(*channel.expires);
    if (channel.keysExpire) json["keysExpire"] = formatInstant(*channel.keysExpire);
    return json;
}

}  // namespace

std::string noteBody(const Note& note) {
    return pageDump(noteJson(note));
}

std::string fleetPageBody(const Fleet& fleet) {
    PageJson players = PageJson::array();
    for (const FleetRow& row : fleet.rows) players.push_back(tileJson(row));
    PageJson silent = PageJson::array();
    for (const SilentScreen& screen : fleet.silent) silent.push_back(silentJson(screen));
    PageJson channels = PageJson::array();
    PageJson titles = PageJson::object();  // of any slide that a screen may name, once
    for (const ChannelView& channel : fleet.channels) {
        channels.push_back(channelJson(channel));
        for (const auto& [slide, title] : channel.slides) titles.emplace(slide, title);
    }
    return pageDump({{"players", std::move(players)},
                     {"silent", std::move(silent)},
                     {"titles", std::move(titles)},
                     {"channels", std::move(channels)}});
}

}  // namespace signage::hub
