// Housekeeping of the store: the floor's file, parts, quarantine, garbage, room.
#include <utility>

#include "player/base/format.h"
#include "player/store/edition_store.h"
#include "player/store/edition_store_impl.h"

namespace signage {
namespace {

constexpr std::int64_t maxFloorBytes = 64 * 1024;
constexpr std::size_t mostInQuarantine = 16;

void note(std::vector<Error>& faults, const Result<void>& result) {
    if (!result && result.error().fault != Fault::not_found) faults.push_back(result.error());
}

}  // namespace

void EditionStore::Impl::loadFloor(std::vector<Error>& faults) {
    floorUnread = false;
    const auto bytes = disk.read(folder.floor(), maxFloorBytes);
    if (!bytes && bytes.error().fault == Fault::not_found) return;
    if (!bytes && bytes.error().fault != Fault::invalid) {
        faults.push_back(notRead(folder.floor(), bytes.error()));
        floorUnread = faults.back().fault != Fault::invalid;
        return;
    }
    auto loaded = bytes ? decodeFloor(*bytes) : Result<Floor>(Failure(bytes.error()));
    if (!loaded) {
        wrong.push_back(folder.floor());
        faults.push_back(std::move(loaded.error()).within(bytes ? folder.floor() : ""));
        return;
    }
    const std::lock_guard lock(mutex);
    floor = mergeFloors(std::move(floor), *loaded);
}

// What open() could not read for the moment.
void EditionStore::Impl::readAgain(std::vector<Error>& faults) {
    if (floorUnread) loadFloor(faults);
    if (currentUnread) loadCurrent(faults);
    if (previousKnown == Known::unread) previousKnown = Known::no;
}

Result<void> EditionStore::Impl::saveFloor() {
    Floor snapshot;
    {
        const std::lock_guard lock(mutex);
        if (!floorDirty) return {};
        snapshot = floor;
    }
    // What it says may be more than the editions say: not written over before it was read.
    if (floorUnread) {
        return fail(Fault::io, folder.floor(),
                    {"まだ読めないので書き換えません", "it is not written over before it can be read"});
    }
    // The old file stays until the new one is whole: a floor is never lost to a failing write.
    auto written =
        writeDurably(disk, folder.part("floor"), folder.floor(), folder.root, encodeFloor(snapshot));
    if (written) std::erase(wrong, folder.floor());  // what was wrong there is written over
    const std::lock_guard lock(mutex);
    floorDirty = !written;
    return written;
}

// A process that died between an edition's rename and the floor may have left a name that is not durable:
// the floor must not outlive the edition.
Result<void> EditionStore::Impl::settleEditions() {
    {
        const std::lock_guard lock(mutex);
        if (!floorDirty || current == nullptr) return {};
    }
    return disk.syncDirectory(folder.editions());
}

void EditionStore::Impl::makeFolders(std::vector<Error>& faults) {
    for (const std::string& path :
         {folder.root, folder.tmp(), folder.media(), folder.editions(), folder.quarantine()}) {
        auto made = disk.makeDirectories(path);
        if (!made) {
            faults.push_back(std::move(made.error()));
            return;
        }
    }
}

void EditionStore::Impl::removeParts(std::vector<Error>& faults) {
    if (partsRemoved) return;
    const auto files = disk.list(folder.tmp());
    if (!files) return;
    for (const FileInfo& file : *files) {
        if (!file.directory) note(faults, disk.remove(folder.tmp() + "/" + file.name));
    }
    partsRemoved = true;
}

Result<void> EditionStore::Impl::quarantine(const std::string& path) {
    boundQuarantine(mostInQuarantine - 1);
    return disk.rename(path, folder.quarantine() + path.substr(path.rfind('/')));
}

void EditionStore::Impl::boundQuarantine(std::size_t most) {
    const auto files = disk.list(folder.quarantine());
    if (!files) return;
    for (std::size_t i = most; i < files->size(); ++i) {
        static_cast<void>(disk.remove(folder.quarantine() + "/" + (*files)[i].name));
    }
}

void EditionStore::Impl::quarantineWrong(std::vector<Error>& faults) {
    for (const std::string& path : std::exchange(wrong, {})) note(faults, quarantine(path));
}

void EditionStore::Impl::removeUnwanted(std::vector<Error>& faults) {
    std::erase_if(unwanted, [&](const std::string& path) {
        const auto removed = disk.remove(path);
        note(faults, removed);
        const bool gone = removed || removed.error().fault == Fault::not_found;
        removalUnsettled = removalUnsettled || gone;
        return gone;
    });
}

std::set<std::string> EditionStore::Impl::mediaInUse(const std::shared_ptr<const Edition>& wanted) {
    std::vector<std::shared_ptr<const Playlist>> playlists;
    if (wanted != nullptr) playlists.push_back(wanted->playlist);
    const std::lock_guard lock(mutex);
    for (const auto& edition : {current, previous}) {
        if (edition != nullptr) playlists.push_back(edition->playlist);
    }
    for (const auto& playing : handedOut) {
        if (auto playlist = playing.lock(); playlist != nullptr) playlists.push_back(std::move(playlist));
    }
    std::set<std::string> used;
    for (const auto& playlist : playlists) {
        for (const auto& [path, asset] : playlist->assets) used.insert(asset.sha256);
    }
    return used;
}

bool EditionStore::Impl::removeOldEditions(EditionId oldestKept, std::vector<Error>& faults) {
    const std::size_t known = faults.size();
    for (const EditionId id : editionsOnDisk(faults)) {
        if (id >= oldestKept) continue;
        note(faults, disk.remove(folder.edition(id)));
        removalUnsettled = true;
    }
    if (faults.size() > known || !removalUnsettled) return faults.size() == known;
    // Durable before its media go: an edition must not come back without them.
    const auto settled = disk.syncDirectory(folder.editions());
    note(faults, settled);
    removalUnsettled = !settled;
    return settled.has_value();
}

bool EditionStore::Impl::collectGarbage(const std::shared_ptr<const Edition>& wanted,
                                        std::vector<Error>& faults) {
    EditionId oldestKept;
    {
        const std::lock_guard lock(mutex);
        // Nothing may be judged useless while nothing could be loaded: the options may be wrong.
        if (current == nullptr) return false;
        if (previous != nullptr) oldestKept = previous->id;
    }
    // An edition that could not be read for the moment keeps its media, whatever they are.
    if (currentUnread || previousKnown != Known::yes || !unwanted.empty()) return false;
    // Without a previous edition nothing older is removed: the options may have changed.
    if (!removeOldEditions(oldestKept, faults)) return false;
    const std::set<std::string> used = mediaInUse(wanted);
    const auto files = disk.list(folder.media());
    if (!files) return false;
    const std::size_t known = faults.size();
    for (const FileInfo& file : *files) {
        if (file.directory || used.count(file.name) != 0) continue;
        const auto removed = disk.remove(folder.medium(file.name));
        note(faults, removed);
        if (!removed) continue;
        // Should it come back one day, it is another file.
        const std::lock_guard lock(mutex);
        whole.erase(file.name);
        damaged.erase(file.name);
    }
    return faults.size() == known;
}

Result<std::int64_t> EditionStore::Impl::mediaBytes() const {
    std::int64_t bytes = 0;
    for (const std::string& path : {folder.media(), folder.tmp()}) {
        const auto files = disk.list(path);
        if (!files) return Failure(files.error());
        const std::lock_guard lock(mutex);
        for (const FileInfo& file : *files) {
            if (damaged.count(file.name) == 0) bytes += file.bytes;
        }
    }
    return bytes;
}

std::vector<Error> EditionStore::tidy() {
    std::vector<Error> faults;
    impl_->readAgain(faults);
    const std::size_t known = faults.size();
    impl_->makeFolders(faults);
    if (faults.size() > known) return faults;
    impl_->removeParts(faults);
    previous();
    impl_->quarantineWrong(faults);
    impl_->removeUnwanted(faults);
    const auto settled = impl_->settleEditions();
    note(faults, settled ? impl_->saveFloor() : settled);
    // Not at every start: media of an edition whose fetching was interrupted are still wanted.
    if (impl_->garbageDue) impl_->garbageDue = !impl_->collectGarbage(nullptr, faults);
    return faults;
}

Result<void> EditionStore::makeRoom(std::int64_t bytes, const std::shared_ptr<const Edition>& wanted) {
    if (bytes <= 0) return {};
    std::vector<Error> faults;  // what could not be removed shows in the sums below
    previous();
    impl_->removeUnwanted(faults);
    impl_->collectGarbage(wanted, faults);
    const auto used = impl_->mediaBytes();
    if (!used) return Failure(used.error());
    if (bytes > impl_->options.quotaBytes - *used) {
        return fail(
            Fault::no_space, impl_->folder.media(),
            {format("割り当て {} バイトに収まりません（あと {} バイト必要）", impl_->options.quotaBytes,
                    bytes),
             format("{} more bytes do not fit the quota of {}", bytes, impl_->options.quotaBytes)},
            {"媒体を小さくするか割り当てを増やしてください", "make the media smaller or raise the quota"});
    }
    auto left = impl_->disk.freeBytes(impl_->folder.media());
    if (left && bytes > *left - impl_->options.reserveBytes) {
        impl_->boundQuarantine(0);
        left = impl_->disk.freeBytes(impl_->folder.media());
    }
    if (!left) return Failure(left.error());
    if (bytes > *left - impl_->options.reserveBytes) {
        return fail(Fault::no_space, impl_->folder.media(),
                    {format("ディスクの空きが足りません（{} バイト必要）", bytes),
                     format("{} bytes are needed and the disk is too full", bytes)},
                    {"ディスクの空きを増やしてください", "free some space on the disk"});
    }
    return {};
}

}  // namespace signage
