// The box's identity as a small JSON file.
#include "player/enrolment/enrolment_file.h"

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/store/hash.h"
#include "player/store/state_folder.h"

namespace signage {
namespace {

constexpr std::int64_t longestEnrolment = 4096;

std::string pathIn(const std::string& stateDir) {
    return stateDir + "/enrolment.json";
}

std::string memberOf(const nlohmann::json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

Result<std::optional<Enrolment>> readEnrolment(const Disk& disk, const std::string& stateDir) {
    const auto text = disk.read(pathIn(stateDir), longestEnrolment);
    if (!text && text.error().fault == Fault::not_found) return std::optional<Enrolment>();
    if (!text) return Failure(text.error());
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    Enrolment enrolment;
    if (json.is_object()) enrolment = {memberOf(json, "token"), memberOf(json, "screen")};
    // A token has the form of a SHA-256: 256 bits in hexadecimal.
    if (!isSha256Hex(enrolment.token)) {
        return fail(Fault::invalid, pathIn(stateDir),
                    {"登録の記録が壊れています", "the record of the enrolment is damaged"},
                    {"画面のコードでもう一度登録してください", "enrol the screen again by its code"});
    }
    return std::optional<Enrolment>(enrolment);
}

Result<void> writeEnrolment(Disk& disk, const std::string& stateDir, const Enrolment& enrolment) {
    const std::string text =
        nlohmann::ordered_json{{"token", enrolment.token}, {"screen", enrolment.screen}}.dump() + "\n";
    return writeDurably(disk, pathIn(stateDir) + ".part", pathIn(stateDir), stateDir, text);
}

std::string makeBoxToken(const std::function<std::uint64_t()>& random) {
    std::string token;
    for (int i = 0; i < 4; ++i) token += format("{:016x}", random());
    return token;
}

}  // namespace signage
