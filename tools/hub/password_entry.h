// Where a command gets a password from.
#pragma once

#include <iosfwd>
#include <string>

#include "player/base/error.h"

namespace signage::hub {

// From `file`, its first line; "-": from `in`; empty: asked for on the terminal, twice. Never from an option,
// which every user of the machine could read. Fault::invalid when there is no terminal to ask on, or the two
// differ.
Result<std::string> enterPassword(const std::string& file, Language language, std::istream& in);

}  // namespace signage::hub
