// Says what is wrong with bytes that are no JSON, in words that help to find the slip.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "player/base/error.h"

namespace signage {

// Faults that are found before parsing: too large, empty, ill-formed UTF-8, NUL bytes.
std::optional<Error> unreadableBytes(std::string_view bytes, std::string_view name);

// The syntax fault that nlohmann's parser met after reading `reached` bytes (one more than there are
// at the end); `parserSays` is its own message.
Error jsonFault(std::string_view bytes, std::size_t reached, std::string_view parserSays,
                std::string_view name);

// At most 40 characters on one line, for quoting what the author wrote.
std::string shortened(std::string_view text);

}  // namespace signage
