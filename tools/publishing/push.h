// A signed folder brought to a hub without any key.
#pragma once

#include <string>
#include <vector>

#include "player/base/error.h"
#include "player/store/minisign.h"
#include "tools/publishing/folder_target.h"
#include "tools/publishing/plan.h"

namespace signage::publishing {

// The plan for the folder's current edition, as it is: its signature must fit its keys (and those the roots,
// when given) and its media must be whole. Fault::refused when the hub holds a newer edition, or another of
// the same number.
Result<Plan> planPush(FolderTarget& source, Target& hub, const std::string& channel,
                      const std::vector<PublicKey>& roots);

}  // namespace signage::publishing
