// What a publish would do, and doing it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "player/base/error.h"
#include "player/playlist/playlist.h"
#include "player/store/edition_file.h"
#include "tools/publishing/assets.h"
#include "tools/publishing/difference.h"
#include "tools/publishing/target.h"

namespace signage::publishing {

// What carrying out would do. Nothing has been altered when it exists.
struct Plan {
    EditionId id;
    std::optional<EditionId> basis;  // current when the plan was made; still must be when it is carried out
    EditionFiles files;
    std::vector<MediaItem> missing;  // what has to be uploaded, each hash once
    std::int64_t mediaBytes = 0;     // of all media, each once
    std::int64_t missingBytes = 0;
    std::size_t mediaCount = 0;
    Difference changes;
    bool alreadyThere = false;  // nothing is to be done
    std::vector<Error> warnings;
};

// Counts the media and asks the target for each, once per hash. Fault::not_found when one without a source is
// no longer there.
Result<void> findMissing(Target& target, const std::vector<MediaItem>& media, Plan& plan);

// Told between blocks of the upload that is running.
using PlanProgress = std::function<void(const MediaItem& item, std::int64_t done, std::int64_t total)>;

// Uploads what is missing, then makes the edition current: until that last step the old one is served whole.
Result<void> carryOut(Target& target, const Plan& plan, const PlanProgress& progress);

}  // namespace signage::publishing
