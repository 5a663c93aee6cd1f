// Captions of a film: WebVTT read into times and plain text. Styles, positions and voices are not kept: on a
// sign every caption stands at the same place in the same letters.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/error.h"

namespace signage {

struct Caption {
    std::chrono::milliseconds from{0};
    std::chrono::milliseconds until{0};
    std::string text;  // lines separated by \n; never empty

    bool operator==(const Caption&) const = default;
};

inline constexpr std::size_t maxCaptionBytes = std::size_t{1} << 20U;
inline constexpr std::size_t maxCaptions = 500;     // each is painted before the film begins
inline constexpr std::size_t maxCaptionText = 600;  // bytes: two hundred full-width characters

// In the order of their beginnings. Fault::invalid, naming `path` and the line, for what is no WebVTT, for
// times that cannot be read or run backwards, and beyond the limits.
Result<std::vector<Caption>> readCaptions(std::string_view bytes, const std::string& path);

// The caption of that time, the last that has begun where several overlap; null: none.
const Caption* captionAt(const std::vector<Caption>& captions, std::chrono::nanoseconds time);

}  // namespace signage
