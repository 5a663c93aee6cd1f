// Base64 (RFC 4648, with padding) for bytes that travel inside JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace signage {

std::string toBase64(std::string_view bytes);
// Strict: no line ends, no missing padding, no stray bits. None: it is not base64.
std::optional<std::string> fromBase64(std::string_view text);

}  // namespace signage
