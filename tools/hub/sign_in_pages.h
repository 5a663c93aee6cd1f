// The pages of logging in and of one's own account, in Japanese and English. Pure; everything from outside is
// escaped.
#pragma once

#include <string>

#include "player/base/error.h"
#include "tools/hub/tokens.h"

namespace signage::hub {

// `message`: why the form is shown again; both empty at first.
std::string loginPage(const Bilingual& message);
std::string accountPage(const Identity& who, const std::string& csrf, const Bilingual& message);

}  // namespace signage::hub
