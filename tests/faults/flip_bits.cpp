// Every bit of the signature files flipped, and random bits of keys, playlist and media: nothing is taken but
// what was signed, byte for byte.
#include <random>

#include "player/base/format.h"
#include "tests/faults/faults.h"
#include "tests/support/editions/edition_maker.h"

namespace signage::faults {

// (to be written)
Outcome flipBits(const Options&) {
    return {"0 flips", {}, {}};
}

}  // namespace signage::faults
