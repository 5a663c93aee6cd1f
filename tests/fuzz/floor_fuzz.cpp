// The floor's file: as it is, and with a checksum that is right, which no chance would find.
#include "player/base/format.h"
#include "player/store/floor.h"
#include "player/store/hash.h"
#include "tests/fuzz/fuzz.h"

namespace signage::fuzz {

void fuzzFloor(std::string_view bytes) {
    static_cast<void>(decodeFloor(bytes));
    const auto floor = decodeFloor(format("{}sum {}\n", bytes, sha256Hex(bytes)));
    if (!floor) return;
    const auto again = decodeFloor(encodeFloor(*floor));
    require(again && again->id == floor->id && again->sha256 == floor->sha256 &&
                again->channel == floor->channel && again->keysVersion == floor->keysVersion &&
                again->revoked == floor->revoked && again->time.time == floor->time.time,
            "a floor is written as it was read");
}

}  // namespace signage::fuzz
