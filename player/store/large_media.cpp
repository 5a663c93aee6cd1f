// Media that are never whole in memory: hashed block by block, once a process, then read by their file.
#include "player/store/edition_store.h"
#include "player/store/edition_store_impl.h"
#include "player/store/hash.h"

namespace signage {
namespace {

constexpr std::int64_t hashBlock = 1024 * 1024;

// Whether the file has that length and hash, without ever holding all of it.
// `end`: no more is read once it is set.
Result<bool> isWhole(const Disk& disk, const std::string& file, const Asset& asset,
                     const std::atomic<bool>& end) {
    Sha256 hash;
    std::int64_t read = 0;
    while (true) {
        if (end) return fail(Fault::refused, file, {"中止しました", "it was stopped"});
        auto block = disk.readPart(file, read, hashBlock);
        if (!block) return Failure(block.error());
        if (block->empty()) return read == asset.bytes && hash.finishHex() == asset.sha256;
        read += static_cast<std::int64_t>(block->size());
        if (read > asset.bytes) return false;
        hash.update(*block);
    }
}

}  // namespace

Result<std::string> EditionStore::mediaFile(const Edition& edition, const std::string& path) {
    const auto found = assetOf(edition, path);
    if (!found) return Failure(found.error());
    const Asset& asset = **found;
    const std::string file = impl_->folder.medium(asset.sha256);
    {
        const std::lock_guard lock(impl_->mutex);
        if (impl_->whole.count(asset.sha256) != 0) return file;
        // Whoever gave up waiting and comes again does not read all of it a second time beside the first.
        if (!impl_->hashing.insert(asset.sha256).second) {
            return fail(Fault::io, path, {"まだ確かめている途中です", "it is still being checked"},
                        {"ディスクが遅くないか確かめてください", "see whether the disk is slow"});
        }
    }
    const auto good = isWhole(impl_->disk, file, asset, impl_->endHashing);
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->hashing.erase(asset.sha256);
    }
    if (!good && good.error().fault != Fault::io) return Failure(good.error());
    {
        const std::lock_guard lock(impl_->mutex);
        if (good && *good) {
            impl_->damaged.erase(asset.sha256);
            impl_->whole.insert(asset.sha256);
            return file;
        }
        impl_->damaged.insert(asset.sha256);
    }
    if (!good) return Failure(good.error());
    static_cast<void>(impl_->quarantine(file));
    return fail(Fault::invalid, path, {"壊れた媒体です", "its bytes are not those that were published"},
                {"取り直します", "it is fetched again"});
}

void EditionStore::endHashing() {
    impl_->endHashing = true;
}

}  // namespace signage
