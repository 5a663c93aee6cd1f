// Which screen this is, and by what token the hub knows it: told on the command line, remembered from an
// enrolment, or still to be asked for.
#pragma once

#include <string>

#include "player/app/options.h"
#include "player/base/error.h"
#include "player/enrolment/enrolment_file.h"
#include "player/ports/disk.h"

namespace signage {

struct Identity {
    std::string screen;  // empty: nobody has said yet
    std::string token;   // empty: none yet, or no hub
};

// Fails only when --token-file cannot be read. A remembered enrolment counts more than --screen: an
// administrator gave it later.
Result<Identity> recallIdentity(const Disk& disk, const PlayerOptions& options);
// Whether the hub has yet to admit this box.
bool mustEnrol(const PlayerOptions& options, const Identity& identity);
// What the slate of a box without a name says. `code` may be empty: there is none now.
std::string enrolmentSlate(const std::string& code, const std::string& usual);

}  // namespace signage
