// The code that a new screen shows and an administrator types: eight characters that cannot be mistaken for
// one another, read aloud or seen from afar.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "player/base/error.h"

namespace signage::hub {

// Without 0/O, 1/I/L, U/V's twin and vowels, so that no word comes of it: 28 to the power of 8 codes.
inline constexpr std::string_view codeAlphabet = "23456789BCDFGHJKMNPQRSTVWXYZ";
inline constexpr std::size_t codeLength = 8;

// Fault::internal when the kernel has no random bytes to give.
Result<std::string> makeCode();
// What somebody typed: small letters, full-width forms, blanks and hyphens are forgiven. None: not a code.
std::optional<std::string> parseCode(std::string_view typed);

}  // namespace signage::hub
