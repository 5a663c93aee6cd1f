// A listening TCP socket, with errors that say what is wrong.
#pragma once

#include <cstdint>

#include "player/base/error.h"
#include "tools/hub/options.h"

namespace signage::hub {

struct Listener {
    int socket = -1;         // non-blocking; whoever gets it closes it
    std::uint16_t port = 0;  // the one chosen when 0 was asked for
};

// Fault::network when the address is taken, not this machine's or not permitted.
Result<Listener> listenOn(const ListenAddress& address);

}  // namespace signage::hub
