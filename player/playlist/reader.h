// Turns the bytes of a playlist into values, or into every fault found, each with file, line, slide and
// field.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "player/base/error.h"
#include "player/playlist/playlist.h"

namespace signage {

// Limits of the format, checked before work is done.
inline constexpr std::size_t maxPlaylistBytes = 1024 * 1024;
inline constexpr int maxPlaylistDepth = 32;

enum class Strictness {
    author,  // unknown fields and layouts are errors: a typing mistake must not pass
    player   // unknown fields are ignored, an unknown layout becomes Layout::unknown
};

struct ReadResult {
    Playlist playlist;          // meaningful only when errors is empty
    std::vector<Error> errors;  // where = "FILE:LINE"; in the order of the file
    std::vector<Error> warnings;
    bool ok() const { return errors.empty(); }
};

// Pure; `name` is what the file is called in messages. Never throws; any bytes are safe to give.
ReadResult readPlaylist(std::string_view bytes, std::string_view name, Strictness strictness);

// The name by which messages call a slide: 4枚目「区民公開講座 第２回」(lecture-2).
Bilingual slideName(std::size_t index, const Slide& slide);
// The same for a screen: 3番目の画面「赤坂地区総合支所」(screen-03).
Bilingual screenPlace(std::size_t index, std::string_view id, std::string_view name);

}  // namespace signage
