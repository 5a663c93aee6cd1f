// Signatures as minisign writes them: over the BLAKE2b-512 hash of the exact bytes, with a trusted comment
// that is signed too.
#pragma once

#include <string>
#include <string_view>

#include "player/base/error.h"
#include "tools/publishing/secret_key.h"

namespace signage::publishing {

// The bytes of the .minisig file for `bytes`. The trusted comment is one line of plain text; Fault::invalid
// when it holds a line break. Pure.
Result<std::string> sign(std::string_view bytes, const SecretKey& key, std::string_view trustedComment);

}  // namespace signage::publishing
