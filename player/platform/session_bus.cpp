// By the variable that libdbus reads first.
#include "player/platform/session_bus.h"

#include <cstdlib>

namespace signage {

void neverStartASessionBus() {
    setenv("DBUS_SESSION_BUS_ADDRESS", "unix:runtime=yes", 0);
}

}  // namespace signage
