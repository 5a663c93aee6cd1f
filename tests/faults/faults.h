// The faults, each in a .cpp of its own name.
#pragma once

#include "tests/faults/fault.h"

namespace signage::faults {

Outcome flipBits(const Options& options);

}  // namespace signage::faults
