// Files that say whom this screen trusts and who it is.
#pragma once

#include <string>
#include <vector>

#include "player/base/error.h"
#include "player/ports/disk.h"
#include "player/store/minisign.h"

namespace signage {

// One token on one line; spaces and line ends behind it do not count.
Result<std::string> readToken(const Disk& disk, const std::string& path);
Result<std::vector<PublicKey>> readRootKeys(const Disk& disk, const std::vector<std::string>& paths);

}  // namespace signage
