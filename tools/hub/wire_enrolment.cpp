// Enrolment's JSON by nlohmann.
#include "tools/hub/wire_enrolment.h"

#include <nlohmann/json.hpp>

#include "player/store/hash.h"
#include "tools/hub/tokens.h"

namespace signage::hub {
namespace {

std::string enrolmentText(const nlohmann::json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Failure malformed(const char* where, const Bilingual& what) {
    return fail(Fault::invalid, where, what);
}

}  // namespace

Result<std::string> parseEnrolmentAsk(std::string_view body) {
    const auto json = nlohmann::json::parse(body, nullptr, false);
    const std::string hash = json.is_object() ? enrolmentText(json, "token_sha256") : std::string();
    if (isSha256Hex(hash)) return hash;
    return malformed("token_sha256", {"トークンの SHA-256（16進64桁）が要ります",
                                      "the token's SHA-256 is needed (64 hexadecimal digits)"});
}

std::string waitingBody(const std::string& code, std::chrono::seconds valid) {
    return nlohmann::ordered_json{{"state", "waiting"}, {"code", code}, {"valid_seconds", valid.count()}}
        .dump();
}

std::string enrolledBody(const std::string& player) {
    return nlohmann::ordered_json{{"state", "enrolled"}, {"player", player}}.dump();
}

Result<AdmissionWish> parseAdmission(std::string_view body) {
    const auto json = nlohmann::json::parse(body, nullptr, false);
    if (!json.is_object()) return malformed("", {"JSON ではありません", "this is not a JSON object"});
    AdmissionWish wish{enrolmentText(json, "code"), enrolmentText(json, "player"), false};
    if (wish.code.empty())
        return malformed("code", {"画面に出ているコードが要ります", "the code on the screen is needed"});
    if (!isPlainName(wish.player)) {
        return malformed("player", {"画面の名前は英数字と . _ - で 64 文字まで",
                                    "the screen's id: up to 64 of letters, digits and . _ -"});
    }
    const auto replace = json.find("replace");
    if (replace != json.end() && !replace->is_boolean())
        return malformed("replace", {"true か false です", "this is true or false"});
    wish.replace = replace != json.end() && replace->get<bool>();
    return wish;
}

std::string admittedBody(const std::string& player, bool replaced) {
    return nlohmann::ordered_json{{"player", player}, {"replaced", replaced}}.dump();
}

}  // namespace signage::hub
