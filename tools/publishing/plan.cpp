// Uploads first, the switch last.
#include "tools/publishing/plan.h"

#include <set>
#include <utility>

#include "player/base/format.h"

namespace signage::publishing {

Result<void> findMissing(Target& target, const std::vector<MediaItem>& media, Plan& plan) {
    std::set<std::string> seen;
    for (const MediaItem& item : media) {
        if (!seen.insert(item.asset.sha256).second) continue;
        ++plan.mediaCount;
        plan.mediaBytes += item.asset.bytes;
        const auto there = target.holds(item.asset);
        if (!there) return Failure(there.error());
        if (*there) continue;
        if (item.source.empty()) {
            return fail(Fault::not_found, target.name(),
                        {format("素材 {} がもう公開先にありません", item.path),
                         format("the target no longer has {}", item.path)},
                        {"元のプレイリストを publish してください", "publish the original playlist"});
        }
        plan.missing.push_back(item);
        plan.missingBytes += item.asset.bytes;
    }
    return {};
}

Result<void> carryOut(Target& target, const Plan& plan, const PlanProgress& progress) {
    if (plan.alreadyThere) return {};
    for (const MediaItem& item : plan.missing) {
        auto put = target.put(item.asset, item.source, [&](std::int64_t done, std::int64_t total) {
            if (progress) progress(item, done, total);
        });
        if (!put) return Failure(std::move(put.error()).within(item.path));
    }
    return target.commit(plan.id, plan.files, plan.basis);
}

}  // namespace signage::publishing
