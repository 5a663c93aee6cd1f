// The JSON of enrolment. Pure; any bytes are safe to give.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "player/base/error.h"

namespace signage::hub {

// The hash in {"token_sha256":"64 hexadecimal digits"}.
Result<std::string> parseEnrolmentAsk(std::string_view body);
std::string waitingBody(const std::string& code, std::chrono::seconds valid);
std::string enrolledBody(const std::string& player);

struct AdmissionWish {
    std::string code;  // as typed
    std::string player;
    bool replace = false;
};
// {"code","player","replace"}; the player's name is checked, the code is not.
Result<AdmissionWish> parseAdmission(std::string_view body);
std::string admittedBody(const std::string& player, bool replaced);

}  // namespace signage::hub
