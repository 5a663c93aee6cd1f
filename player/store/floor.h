// What a player must never accept again: kept apart from the editions and only ever raised.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/error.h"
#include "player/store/clock_state.h"
#include "player/store/edition.h"

namespace signage {

// A change of the root's key that was accepted.
struct RootStep {
    KeyId from{};
    PublicKey to;
};

struct Floor {
    EditionId id;                  // the highest accepted; 0-0: none yet
    std::string sha256;            // of that edition's playlist: the same number with other bytes is refused
    std::string channel;           // of the first edition accepted
    std::int64_t keysVersion = 0;  // the highest accepted
    std::vector<KeyId> revoked;    // every key that accepted keys.json revoked
    // Every change of the root's key that came with an accepted edition: the old one never counts again, and
    // leads to nobody else.
    std::vector<RootStep> rootSteps;
    TimeFloor time;
};

// Whether the edition may be shown by somebody who accepted what the floor says. Fault::refused with the
// reason.
Result<void> checkFloor(const Floor& floor, const Edition& edition);
bool isRevoked(const Floor& floor, const KeyId& key);

// The floor after that edition was accepted. `reading` says when; one without a boot: unknown.
void raiseFloor(Floor& floor, const Edition& edition, const ClockReading& reading);
// What both of them say, the channel as the saved one has it: a floor that could be read only later.
Floor mergeFloors(Floor floor, const Floor& saved);
// True when that raised it.
bool raiseTime(Floor& floor, Instant time, const ClockReading& reading);

// Lines of text that end with a checksum, so that a damaged file is told from a true one.
std::string encodeFloor(const Floor& floor);
Result<Floor> decodeFloor(std::string_view bytes);

}  // namespace signage
