// What this box is to the hub, on its own disk: the token that it made, and once somebody has typed its code
// in, the screen that it is. Holds a secret: give it a disk that makes files for their owner alone.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "player/base/error.h"
#include "player/ports/disk.h"

namespace signage {

struct Enrolment {
    std::string token;   // 64 hexadecimal digits: 256 random bits
    std::string screen;  // empty: not enrolled yet
};

// STATE/enrolment.json. None: there is no such file. Fault::invalid: it cannot be understood, and the box
// must be enrolled anew.
Result<std::optional<Enrolment>> readEnrolment(const Disk& disk, const std::string& stateDir);
// Whole and durable when it returns, or as it was before.
Result<void> writeEnrolment(Disk& disk, const std::string& stateDir, const Enrolment& enrolment);

// `random` gives 64 uniform bits at each call.
std::string makeBoxToken(const std::function<std::uint64_t()>& random);

}  // namespace signage
