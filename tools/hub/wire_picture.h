// The picture that a heartbeat post may carry, judged. Pure; any bytes are safe to give.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "player/base/error.h"
#include "player/base/geometry.h"
#include "tools/hub/picture_store.h"

namespace signage::hub {

inline constexpr std::size_t maxPictureBytes = 64 * 1024;
inline constexpr int maxPictureSide = 320;

struct IncomingPicture {
    StoredPicture picture;  // without `received`
    // How long ago it was taken, by the player's monotonic clock; none: not said.
    std::optional<Duration> age;
};

// The "picture" of {"records":[..],"picture":{..}}; none: there is none. Fault::invalid when it is not a
// whole JPEG within the limits, or what stands beside it makes no sense.
Result<std::optional<IncomingPicture>> parsePicture(std::string_view body);

// Width and height as the frame header of a whole baseline or progressive JPEG says; none: it is no such.
// Nothing is decoded.
std::optional<Size> jpegSize(std::string_view bytes);

// A heartbeat's reply, with "wanted":{"picture":true} added.
std::string withPictureWanted(std::string reply);

}  // namespace signage::hub
