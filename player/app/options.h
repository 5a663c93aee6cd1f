// What the player was told on its command line and in its configuration file.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "player/display/window.h"

namespace signage {

struct PlayerOptions {
    std::string url;                    // base of the published layout
    std::string screen;                 // which of the playlist's screens this is; empty: the hub will say
    std::string stateDir;               // the player's own folder: editions, spool, journal
    std::vector<std::string> rootKeys;  // files
    std::string channel;                // empty: that of the first edition accepted
    std::string hub;                    // where heartbeats go; empty: only the journal
    std::string tokenFile;              // empty, with a hub: enrolled by a code
    std::string caFile;                 // a private certificate authority
    WindowOptions window;
    bool reducedMotion = false;
    std::optional<Duration> runFor;
    std::optional<std::string> pretendNow;  // as given; read in Asia/Tokyo when it names no offset
    std::string snapshot;
    std::string report;
    std::string slateText;
    std::string panel = "auto";  // linuxPanel()'s
    Duration pollInterval{60'000};
    std::int64_t receiveRate = 0;  // bytes a second that fetching editions may take; 0: all there is
    Duration heartbeatInterval{60'000};
    bool verbose = false;
    bool noSupervisor = false;  // one process; nothing starts it again
    Language language = Language::japanese;
};

// The program ends at once with this: --help, --version or wrong usage.
struct ExitNow {
    int status = 0;
    std::string out;  // for the output stream
    std::string err;  // for the error stream
};

std::variant<PlayerOptions, ExitNow> parseOptions(int argc, const char* const* argv);

}  // namespace signage
