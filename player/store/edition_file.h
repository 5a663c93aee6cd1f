// The four signed files of an edition as one file: what a player's disk holds and what a publisher posts to
// the hub. Pure; any bytes are safe to decode.
#pragma once

#include <string>
#include <string_view>

#include "player/base/error.h"
#include "player/playlist/playlist.h"

namespace signage {

// Exact bytes, as signed; nothing here says that a signature is good (see store/edition.h).
struct EditionFiles {
    std::string playlist;           // playlist.json
    std::string playlistSignature;  // playlist.json.minisig
    std::string keys;               // keys.json
    std::string keysSignature;      // keys.json.minisig
    bool operator==(const EditionFiles&) const = default;
};

// The most bytes that each file may have, checked before it is looked into.
inline constexpr std::size_t maxSignatureBytes = 4 * 1024;
inline constexpr std::size_t maxKeysBytes = 64 * 1024;
inline constexpr std::size_t maxEditionFileBytes = 1024 * 1024 + 2 * maxSignatureBytes + maxKeysBytes + 64;

// The container: "SIGNAGE-EDITION\n", a version (1), then each file as an 8-byte big-endian length and its
// bytes, in the order of EditionFiles.
std::string encodeEditionFile(const EditionFiles& files);
// Fault::invalid when the bytes are not exactly one container within the limits.
Result<EditionFiles> decodeEditionFile(std::string_view bytes);

// "1-42": the edition's folder on the wire and its name for people.
std::string editionName(EditionId id);
// "1-42" to numbers, both 1 to 2^63-1 without leading zeros; Fault::invalid otherwise.
Result<EditionId> parseEditionName(std::string_view name);
// "1-00000000000000000042.edition": the name on a player's disk, so that a sorted list is in order.
std::string editionFileName(EditionId id);
Result<EditionId> parseEditionFileName(std::string_view name);

}  // namespace signage
