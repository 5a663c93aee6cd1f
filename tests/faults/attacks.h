// The table of attacks: what somebody on the line, on the server or with a stolen key does, and what a screen
// must make of it.
#pragma once

#include <functional>
#include <vector>

#include "tests/faults/stage.h"

namespace signage::faults {

enum class Expected {
    refused,   // what was shown is still shown; `says` is part of the reason
    accepted,  // committed; `says` is the edition that is shown then
    unchanged  // nothing is offered that is new
};

struct Attack {
    const char* name;
    Expected expected;
    const char* says;
    // Makes everything ready; the screen's next round is the one that is judged. On a screen that shows 1-5
    // with keys.json version 2, both of epoch 1.
    std::function<void(Stage&)> deed;
    bool stale = false;  // what is shown afterwards is past its expiry, and says so
};

std::vector<Attack> attacksOnOrder();     // numbers, epochs, freezing, mixing editions
std::vector<Attack> attacksOnKeys();      // signatures, roles, stolen and revoked keys, keys.json
std::vector<Attack> attacksOnContent();   // what a playlist may not be, media, latest.json
std::vector<Attack> attacksOnTheClock();  // expiry under every kind of clock
std::vector<Attack> honestChanges();      // what must be taken

}  // namespace signage::faults
