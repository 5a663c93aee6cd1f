// Reading plays, by nlohmann/json.
#include "tools/signagectl/plays_json.h"

#include <nlohmann/json.hpp>

namespace signage::ctl {
namespace {

using PlaysJson = nlohmann::json;

std::string playText(const PlaysJson& play, const char* key) {
    const auto found = play.find(key);
    return found != play.end() && found->is_string() ? found->get<std::string>() : std::string();
}

PlayRow playRow(const PlaysJson& play) {
    PlayRow row;
    row.player = playText(play, "player");
    row.slide = playText(play, "slide");
    row.edition = playText(play, "edition");
    if (const auto start = parseInstant(playText(play, "start"), Zone::tokyo())) row.start = *start;
    const auto seconds = play.find("seconds");
    if (seconds != play.end() && seconds->is_number()) row.seconds = seconds->get<double>();
    const auto verified = play.find("verified");
    row.verified = verified != play.end() && verified->is_boolean() && verified->get<bool>();
    row.proof = playText(play, "proof");
    return row;
}

}  // namespace

std::optional<PlaysAnswer> parsePlays(std::string_view body) {
    const auto json = PlaysJson::parse(body, nullptr, false);
    const auto list = json.is_object() ? json.find("plays") : json.end();
    if (!json.is_object() || list == json.end() || !list->is_array()) return std::nullopt;
    PlaysAnswer answer;
    for (const PlaysJson& play : *list) {
        if (play.is_object()) answer.plays.push_back(playRow(play));
    }
    const auto more = json.find("more");
    answer.more = more != json.end() && more->is_boolean() && more->get<bool>();
    return answer;
}

}  // namespace signage::ctl
