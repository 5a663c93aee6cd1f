// The faults, each in a .cpp of its own name.
#pragma once

#include "tests/faults/fault.h"

namespace signage::faults {

Outcome flipBits(const Options& options);        // flip_bits.cpp
Outcome attackTable(const Options& options);     // attacks.cpp
Outcome hostileServers(const Options& options);  // hostile_servers.cpp
Outcome bombs(const Options& options);           // bombs.cpp

}  // namespace signage::faults
