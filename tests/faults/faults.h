// The faults, each in a .cpp of its own name.
#pragma once

#include "tests/faults/fault.h"

namespace signage::faults {

Outcome cutPower(const Options& options);
Outcome cutPowerStrictly(const Options& options);
Outcome failDisk(const Options& options);
Outcome failCalls(const Options& options);
Outcome failAtRandom(const Options& options);
Outcome fillDisk(const Options& options);
Outcome publishMany(const Options& options);
Outcome flipBits(const Options& options);        // flip_bits.cpp
Outcome attackTable(const Options& options);     // attacks.cpp
Outcome hostileServers(const Options& options);  // hostile_servers.cpp
Outcome bombs(const Options& options);           // bombs.cpp

}  // namespace signage::faults
