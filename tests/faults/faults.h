// The faults, each in a .cpp of its own name.
#pragma once

#include "tests/faults/fault.h"

namespace signage::faults {

Outcome flipBits(const Options& options);
Outcome cutPower(const Options& options);
Outcome cutPowerStrictly(const Options& options);
Outcome failDisk(const Options& options);
Outcome failCalls(const Options& options);
Outcome failAtRandom(const Options& options);
Outcome fillDisk(const Options& options);
Outcome publishMany(const Options& options);

}  // namespace signage::faults
