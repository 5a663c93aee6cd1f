// A folder's edition, checked as far as it can be without a key, planned for a hub.
#include "tools/publishing/push.h"

#include "player/base/format.h"
#include "player/store/keys.h"
#include "tools/publishing/published.h"

namespace signage::publishing {
namespace {

// Without a root the folder can still be held against itself: that catches what the transfer damaged.
Result<std::vector<PublicKey>> publishersOf(const EditionFiles& files) {
    const auto keys = parseKeys(files.keys);
    if (!keys) return Failure(keys.error());
    std::vector<PublicKey> known;
    for (const Publisher& publisher : keys->publishers) {
        if (keys->find(publisher.key.id) != nullptr) known.push_back(publisher.key);
    }
    return known;
}

Result<Published> readSource(FolderTarget& source, const std::string& channel,
                             const std::vector<PublicKey>& roots) {
    const auto current = source.current();
    if (!current) return Failure(current.error());
    if (!*current) {
        return fail(Fault::not_found, source.name(),
                    {"公開済みの版がありません", "holds no published edition"},
                    {"signagectl publish が書いたフォルダーを指定してください",
                     "name a folder that signagectl publish wrote"});
    }
    Trust trust{roots, {}};
    if (roots.empty()) {
        const auto files = source.fetch(**current);
        if (!files) return Failure(files.error());
        auto known = publishersOf(*files);
        if (!known) return Failure(std::move(known.error()).within(source.name()));
        trust.own = std::move(*known);
    }
    return fetchVerified(source, **current, channel, trust);
}

Failure newerThere(const Target& hub, const EditionId& theirs, const EditionId& ours) {
    return fail(Fault::refused, hub.name(),
                {format("公開中の版 {} はこのフォルダーの {} より古くありません", editionName(theirs),
                        editionName(ours)),
                 format("the published edition {} is not older than this folder's {}", editionName(theirs),
                        editionName(ours))},
                {"フォルダーを作り直してから push してください", "publish into the folder again, then push"});
}

Result<void> judgeBasis(Target& hub, const Published& ours, Plan& plan) {
    const auto current = hub.current();
    if (!current) return Failure(current.error());
    plan.basis = *current;
    if (!*current || **current < ours.id) return {};
    if (**current > ours.id) return newerThere(hub, **current, ours.id);
    const auto there = hub.fetch(**current);
    if (!there) return Failure(there.error());
    plan.alreadyThere = *there == ours.files;
    if (!plan.alreadyThere) return newerThere(hub, **current, ours.id);
    return {};
}

Result<std::vector<MediaItem>> mediaOf(FolderTarget& source, const Published& edition) {
    std::vector<MediaItem> items;
    for (const auto& [path, asset] : edition.playlist.assets) {
        const auto whole = source.holds(asset);
        if (!whole) return Failure(whole.error());
        if (!*whole) {
            return fail(Fault::invalid, source.mediaPath(asset.sha256),
                        {format("素材 {} がないか、壊れています", path),
                         format("the medium {} is missing or damaged", path)},
                        {"フォルダーを運び直してください", "carry the folder over again"});
        }
        items.push_back({path, asset, source.mediaPath(asset.sha256)});
    }
    return items;
}

}  // namespace

Result<Plan> planPush(FolderTarget& source, Target& hub, const std::string& channel,
                      const std::vector<PublicKey>& roots) {
    auto ours = readSource(source, channel, roots);
    if (!ours) return Failure(ours.error());
    const auto media = mediaOf(source, *ours);
    if (!media) return Failure(media.error());
    Plan plan;
    plan.id = ours->id;
    if (auto judged = judgeBasis(hub, *ours, plan); !judged) return Failure(judged.error());
    if (!plan.alreadyThere) {
        if (auto found = findMissing(hub, *media, plan); !found) return Failure(found.error());
        const auto before = plan.basis ? hub.fetch(*plan.basis) : Result<EditionFiles>(EditionFiles{});
        if (before) plan.changes = difference(before->playlist, ours->files.playlist);
    }
    plan.files = std::move(ours->files);
    return plan;
}

}  // namespace signage::publishing
