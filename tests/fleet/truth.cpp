// The wire read beside the player.
#include "tests/fleet/truth.h"

#include <nlohmann/json.hpp>

namespace signage::fleet {
namespace {

using Json = nlohmann::json;

Json listIn(std::string_view body, const char* key) {
    const Json json = Json::parse(body, nullptr, false);
    return json.is_object() && json.contains(key) ? json.at(key) : Json::array();
}

RecordId idOf(const Json& record) {
    return {record.at("spool").get<std::string>(), record.at("seq").get<std::int64_t>()};
}

}  // namespace

void Truth::noteRequest(std::string_view body) {
    for (const Json& record : listIn(body, "records")) {
        sent[idOf(record)] = record.at("showings").size();
    }
}

void Truth::noteReply(std::string_view body) {
    for (const Json& result : listIn(body, "results")) {
        const std::string status = result.at("status");
        if (status == "stored" || status == "duplicate") {
            acknowledged.insert(idOf(result));
        }
    }
}

std::size_t Truth::plays() const {
    std::size_t sum = 0;
    for (const auto& [id, showings] : sent) sum += showings;
    return sum;
}

std::map<RecordId, int> recordsIn(std::string_view heartbeatsBody) {
    std::map<RecordId, int> records;
    for (const Json& one : listIn(heartbeatsBody, "heartbeats")) {
        const Json& record = one.at("record");
        ++records[idOf(record)];
    }
    return records;
}

std::size_t playsIn(std::string_view playsBody) {
    return listIn(playsBody, "plays").size();
}

std::string forgedReply(std::string_view body) {
    Json results = Json::array();
    for (const Json& record : listIn(body, "records")) {
        results.push_back({{"spool", record.at("spool")}, {"seq", record.at("seq")}, {"status", "stored"}});
    }
    return Json{{"results", std::move(results)}, {"latest", Json::object()}}.dump();
}

std::string renamedSpool(std::string_view body, const std::string& suffix) {
    Json json = Json::parse(body);
    for (Json& record : json.at("records")) record["spool"] = record.at("spool").get<std::string>() + suffix;
    return json.dump();
}

}  // namespace signage::fleet
