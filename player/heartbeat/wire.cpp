// All of the room's JSON, by nlohmann/json.
#include "player/heartbeat/wire.h"

#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

#include "player/base/base64.h"
#include "player/base/format.h"

namespace signage {
namespace {

using Json = nlohmann::ordered_json;

// One line; ill-formed UTF-8 becomes U+FFFD instead of an exception.
std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const char* name(Sample::ClockState clock) {
    switch (clock) {
        case Sample::ClockState::trusted:
            return "trusted";
        case Sample::ClockState::unconfirmed:
            return "unconfirmed";
        case Sample::ClockState::doubted:
            return "doubted";
    }
    return "doubted";
}

const char* name(Sample::Panel panel) {
    switch (panel) {
        case Sample::Panel::unknown:
            return "unknown";
        case Sample::Panel::on:
            return "on";
        case Sample::Panel::standby:
            return "standby";
        case Sample::Panel::wrongInput:
            return "wrong_input";
    }
    return "unknown";
}

const char* name(GlassReport::Check check) {
    switch (check) {
        case GlassReport::Check::none:
            return "none";
        case GlassReport::Check::own:
            return "own";
        case GlassReport::Check::server:
            return "server";
        case GlassReport::Check::scanout:
            return "scanout";
    }
    return "none";
}

const char* name(GlassReport::Outcome outcome) {
    switch (outcome) {
        case GlassReport::Outcome::unknown:
            return "unknown";
        case GlassReport::Outcome::match:
            return "match";
        case GlassReport::Outcome::differs:
            return "differs";
    }
    return "unknown";
}

const char* name(ShownSlide::Proof proof) {
    switch (proof) {
        case ShownSlide::Proof::none:
            return "none";
        case ShownSlide::Proof::output:
            return "output";
        case ShownSlide::Proof::panel:
            return "panel";
    }
    return "none";
}

Json editionJson(const std::optional<EditionRef>& edition) {
    if (!edition) return nullptr;
    return {{"epoch", edition->epoch}, {"number", edition->number}};
}

Json toJson(const ShownSlide& shown) {
    Json edition = nullptr;
    if (shown.edition) edition = format("{}-{}", shown.edition->epoch, shown.edition->number);
    return {{"slide", shown.slide},
            {"edition", std::move(edition)},
            {"start", formatInstant(shown.start)},
            {"seconds", static_cast<double>(shown.length.count()) / 1000.0},
            {"verified", shown.verified},
            {"proof", name(shown.proof)}};
}

Json showingsJson(const std::vector<ShownSlide>& showings) {
    Json list = Json::array();
    for (const auto& shown : showings) list.push_back(toJson(shown));
    return list;
}

std::optional<EditionRef> readEditionName(const std::string& text) {
    const auto dash = text.find('-');
    if (dash == std::string::npos) return std::nullopt;
    EditionRef edition;
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    const auto epoch = std::from_chars(begin, begin + dash, edition.epoch);
    const auto number = std::from_chars(begin + dash + 1, end, edition.number);
    if (epoch.ec != std::errc{} || number.ec != std::errc{} || number.ptr != end) return std::nullopt;
    return edition;
}

// None before the first present. Never negative, should the two readings cross.
Json presentAge(const Record& record) {
    if (!record.sample.lastPresent) return nullptr;
    const auto age = record.monotonic - *record.sample.lastPresent;
    return std::max<std::int64_t>(0, std::chrono::duration_cast<Duration>(age).count());
}

void addGlass(Json& json, const Record& record) {
    const Sample& sample = record.sample;
    json["slide"] = sample.slide;
    json["showings"] = showingsJson(sample.showings);
    json["frames"] = {{"presented", sample.framesPresented}, {"missed", sample.framesMissed}};
    json["last_present_age_ms"] = presentAge(record);
    json["composed"] = sample.composedHash;
    json["glass"] = {{"check", name(sample.glass.check)}, {"result", name(sample.glass.outcome)}};
    json["panel"] = name(sample.panel);
    json["state"] = stateName(sample.state);
    json["reason"] = sample.reason;
    json["display"] = {{"name", sample.display.name},
                       {"width", sample.display.size.width},
                       {"height", sample.display.size.height},
                       {"connected", sample.display.connected}};
}

bool readEdition(const nlohmann::json& json, EditionRef& edition) {
    if (!json.is_object()) return false;
    const auto epoch = json.find("epoch");
    const auto number = json.find("number");
    if (epoch == json.end() || number == json.end()) return false;
    if (!epoch->is_number_integer() || !number->is_number_integer()) return false;
    edition = {epoch->get<std::int64_t>(), number->get<std::int64_t>()};
    return edition.epoch > 0 && edition.number > 0;
}

std::string textOf(const nlohmann::json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::string stateName(Sample::State state) {
    switch (state) {
        case Sample::State::ok:
            return "ok";
        case Sample::State::stale:
            return "stale";
        case Sample::State::degraded:
            return "degraded";
        case Sample::State::slate:
            return "slate";
    }
    return "degraded";
}

std::string toJson(const Record& record) {
    const Sample& sample = record.sample;
    Json json = {{"schema", "signage-heartbeat/1"},
                 {"player", record.player},
                 {"boot", record.boot},
                 {"spool", record.spool},
                 {"seq", record.seq}};
    json["monotonic_ms"] = std::chrono::duration_cast<Duration>(record.monotonic).count();
    json["wall"] = formatInstant(record.wall);
    json["clock"] = name(sample.clock);
    json["edition"] = editionJson(sample.edition);
    json["edition_sha256"] = sample.editionSha256;
    addGlass(json, record);
    json["free_bytes"] = record.freeBytes ? Json(*record.freeBytes) : Json(nullptr);
    json["temperature_c"] = record.temperature ? Json(*record.temperature) : Json(nullptr);
    json["spool_depth"] = record.spoolDepth;
    json["dropped"] = record.dropped;
    json["restarts_24h"] = record.restarts;
    json["fetch"] = nullptr;
    if (sample.fetch)
        json["fetch"] = {{"result", sample.fetch->result}, {"at", formatInstant(sample.fetch->at)}};
    json["program"] = record.program;
    if (sample.pretended) json["pretended"] = formatInstant(*sample.pretended);
    return dump(json);
}

std::string journalRecordLine(Instant at, std::string_view json) {
    return format("{{\"at\":\"{}\",\"record\":{}}}\n", formatInstant(at), json);
}

std::string journalEventLine(Instant at, std::string_view name, std::string_view why) {
    return dump(Json{{"at", formatInstant(at)}, {"event", name}, {"why", why}}) + "\n";
}

std::string showingJson(const ShownSlide& shown) {
    return dump(toJson(shown));
}

std::optional<ShownSlide> parseShowing(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    ShownSlide shown;
    shown.slide = textOf(json, "slide");
    shown.edition = readEditionName(textOf(json, "edition"));
    const auto start = parseInstant(textOf(json, "start"), Zone::tokyo());
    const auto length = json.find("seconds");
    if (shown.slide.empty() || !start || length == json.end() || !length->is_number()) return std::nullopt;
    shown.start = *start;
    shown.length = Duration{std::llround(length->get<double>() * 1000.0)};
    shown.verified = json.value("verified", nlohmann::json(false)) == true;
    const std::string proof = textOf(json, "proof");
    if (proof == "output") shown.proof = ShownSlide::Proof::output;
    if (proof == "panel") shown.proof = ShownSlide::Proof::panel;
    return shown;
}

bool isJsonObject(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    return json.is_object();
}

std::string renumbered(std::string_view text, const std::string& series, std::int64_t seq) {
    auto json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return {};
    json["spool"] = series;
    json["seq"] = seq;
    return dump(json);
}

std::string pictureMember(const GlassPicture& picture, std::chrono::nanoseconds now) {
    const std::chrono::duration<double> age = now - picture.takenMonotonic;
    return "\"picture\":" + dump(Json{{"taken", formatInstant(picture.taken)},
                                      {"age_seconds", std::max(0.0, age.count())},
                                      {"slide", picture.slide},
                                      {"why", picture.why},
                                      {"check", picture.check},
                                      {"jpeg", toBase64(picture.jpeg)}});
}

std::optional<HubReply> parseHubReply(std::string_view body) {
    const auto json = nlohmann::json::parse(body, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const auto results = json.find("results");
    if (results == json.end() || !results->is_array()) return std::nullopt;
    HubReply reply;
    for (const auto& entry : *results) {
        if (!entry.is_object()) continue;
        const auto seq = entry.find("seq");
        if (seq == entry.end() || !seq->is_number_integer()) continue;
        reply.results.push_back({textOf(entry, "spool"), seq->get<std::int64_t>(), textOf(entry, "status"),
                                 textOf(entry, "why")});
    }
    const auto wanted = json.find("wanted");
    reply.pictureWanted =
        wanted != json.end() && wanted->is_object() && wanted->value("picture", nlohmann::json()) == true;
    const auto latest = json.find("latest");
    if (latest == json.end() || !latest->is_object()) return reply;
    for (const auto& [channel, value] : latest->items()) {
        EditionRef edition;
        if (readEdition(value, edition)) reply.latest.emplace(channel, edition);
    }
    return reply;
}

}  // namespace signage
