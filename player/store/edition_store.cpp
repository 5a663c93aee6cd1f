// Editions: found at start, judged, committed, and their media read.
#include "player/store/edition_store.h"

#include <algorithm>

#include "player/base/format.h"
#include "player/store/edition_store_impl.h"

namespace signage {
namespace {

// A root that this player does not know may be a slip in its options: such a file is left where it is.
bool isFromKnownRoot(const EditionFiles& files, const std::vector<PublicKey>& roots) {
    const auto signature = parseSignature(files.keysSignature);
    return signature && std::any_of(roots.begin(), roots.end(),
                                    [&](const PublicKey& root) { return root.id == signature->keyId; });
}

constexpr int mostReadingTries = 10;

// The disk's fault of the moment, not the file's: worth another try.
bool mayPass(const Error& error) {
    return error.fault == Fault::io || error.fault == Fault::read_only;
}

Failure damagedMedium(const std::string& path) {
    return fail(Fault::io, path, {"手元の媒体が壊れています", "the stored medium is damaged"},
                {"取り直します", "it will be fetched again"});
}

}  // namespace

std::vector<EditionId> EditionStore::Impl::editionsOnDisk(std::vector<Error>& faults) const {
    std::vector<EditionId> ids;
    const auto files = disk.list(folder.editions());
    if (!files) {
        if (files.error().fault != Fault::not_found) faults.push_back(files.error());
        return ids;
    }
    for (const FileInfo& file : *files) {
        const auto id = parseEditionFileName(file.name);
        if (id && !file.directory) ids.push_back(*id);
    }
    std::sort(ids.rbegin(), ids.rend());
    return ids;
}

std::vector<PublicKey> EditionStore::Impl::knownRoots() const {
    std::vector<PublicKey> roots = options.roots;
    const std::lock_guard lock(mutex);
    for (const RootStep& step : floor.rootSteps) roots.push_back(step.to);
    return roots;
}

std::string EditionStore::Impl::expectedChannel() const {
    const std::lock_guard lock(mutex);
    return options.channel.empty() ? floor.channel : options.channel;
}

void EditionStore::Impl::remember(const std::shared_ptr<const Edition>& edition) {
    const std::lock_guard lock(mutex);
    std::erase_if(handedOut, [](const auto& playlist) { return playlist.expired(); });
    handedOut.emplace_back(edition->playlist);
}

Result<std::shared_ptr<const Edition>> EditionStore::Impl::load(EditionId id) {
    const std::string path = folder.edition(id);
    const auto bytes = disk.read(path, static_cast<std::int64_t>(maxEditionFileBytes));
    if (!bytes) return Failure(notRead(path, bytes.error()));
    auto files = decodeEditionFile(*bytes);
    if (!files) {
        wrong.push_back(path);
        return Failure(std::move(files.error()).within(path));
    }
    const std::vector<PublicKey> roots = knownRoots();
    auto edition = verifyEdition(*files, roots, "");
    if (!edition) {
        if (isFromKnownRoot(*files, roots)) wrong.push_back(path);
        return Failure(std::move(edition.error()).within(path));
    }
    if (edition->id != id) {
        wrong.push_back(path);
        return fail(Fault::refused, path, {"別の版が入っています", "it holds another edition"});
    }
    const std::string channel = expectedChannel();
    if (!channel.empty() && edition->channel != channel) {
        return fail(Fault::refused, path,
                    {format("別のチャンネル「{}」の版です", edition->channel),
                     format("it is for another channel, \"{}\"", edition->channel)},
                    {"設定を確かめてください", "check the options"});
    }
    {
        const std::lock_guard lock(mutex);
        if (isRevoked(floor, edition->keyId)) {
            wrong.push_back(path);
            return fail(Fault::refused, path,
                        {"失効した鍵で署名されています", "it is signed by a revoked key"});
        }
    }
    auto loaded = std::make_shared<const Edition>(std::move(*edition));
    remember(loaded);
    return loaded;
}

Error EditionStore::Impl::notRead(const std::string& path, Error error) {
    if (error.fault != Fault::io || ++unreadable[path] < mostReadingTries) return error;
    unreadable.erase(path);
    wrong.push_back(path);
    error.fault = Fault::invalid;
    return error;
}

EditionStore::Impl::Found EditionStore::Impl::findHighest(EditionId above, std::optional<EditionId> below,
                                                          std::vector<Error>& faults) {
    Found found;
    const auto known = static_cast<std::ptrdiff_t>(faults.size());
    for (const EditionId id : editionsOnDisk(faults)) {
        if (id <= above || id <= passed || (below && id >= *below)) continue;
        auto edition = load(id);
        if (edition) {
            found.edition = std::move(*edition);
            break;
        }
        faults.push_back(std::move(edition.error()));
    }
    found.unread = std::any_of(faults.begin() + known, faults.end(), mayPass);
    return found;
}

void EditionStore::Impl::loadCurrent(std::vector<Error>& faults) {
    EditionId shown;
    {
        const std::lock_guard lock(mutex);
        if (current != nullptr) shown = current->id;
    }
    Found found = findHighest(shown, std::nullopt, faults);
    currentUnread = found.unread;
    if (found.edition == nullptr) return;
    const std::lock_guard lock(mutex);
    current = std::move(found.edition);
    unwanted.erase(folder.edition(current->id));
    previous = nullptr;
    previousKnown = Known::no;
    // The power may have gone between the commit and the floor's file.
    floorDirty = floorDirty || current->id > floor.id;
    raiseFloor(floor, *current, ClockReading{});
}

EditionStore::EditionStore(Disk& disk, StoreOptions options)
    : impl_(std::make_unique<Impl>(disk, std::move(options))) {}
EditionStore::~EditionStore() = default;

std::vector<Error> EditionStore::open() {
    std::vector<Error> faults;
    impl_->loadFloor(faults);
    if (impl_->options.passOver) impl_->passed = std::max(*impl_->options.passOver, impl_->floor.id);
    impl_->loadCurrent(faults);
    return faults;
}

std::shared_ptr<const Edition> EditionStore::current() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->current;
}

std::shared_ptr<const Edition> EditionStore::previous() const {
    const auto current = this->current();
    if (impl_->previousKnown == Impl::Known::no && current != nullptr) {
        std::vector<Error> faults;  // tidy() sets aside what is wrong; nothing depends on it now
        auto found = impl_->findHighest({}, current->id, faults);
        const std::lock_guard lock(impl_->mutex);
        impl_->previous = std::move(found.edition);
        impl_->previousKnown = found.unread ? Impl::Known::unread : Impl::Known::yes;
    }
    const std::lock_guard lock(impl_->mutex);
    return impl_->previous;
}

Floor EditionStore::floor() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->floor;
}

bool EditionStore::passesOver(EditionId id) const {
    return id <= impl_->passed;
}

Result<std::string> EditionStore::playlistOf(EditionId id) const {
    const std::string path = impl_->folder.edition(id);
    const auto bytes = impl_->disk.read(path, static_cast<std::int64_t>(maxEditionFileBytes));
    if (!bytes) return bytes;
    auto files = decodeEditionFile(*bytes);
    if (!files) return Failure(std::move(files.error()).within(path));
    return std::move(files->playlist);
}

Result<Candidate> EditionStore::judge(EditionFiles files, TimeNow now) const {
    auto edition = verifyEdition(files, impl_->knownRoots(), impl_->expectedChannel());
    if (!edition) return Failure(edition.error());
    if (auto allowed = checkFloor(floor(), *edition); !allowed) return Failure(allowed.error());
    if (current() != nullptr && now.state == ClockState::trusted && isStale(*edition, now)) {
        return fail(Fault::refused, "",
                    {format("版 {} は {} に期限が切れています", editionName(edition->id),
                            formatInstant(edition->expires, Zone::tokyo())),
                     format("edition {} expired at {}", editionName(edition->id),
                            formatInstant(edition->expires, Zone::tokyo()))},
                    {"発行し直してください", "publish it again"});
    }
    auto shared = std::make_shared<const Edition>(std::move(*edition));
    impl_->remember(shared);
    return Candidate{std::move(files), std::move(shared)};
}

std::vector<Asset> EditionStore::missing(const Edition& edition) const {
    std::vector<Asset> missing;
    std::set<std::string> seen;
    for (const auto& [path, asset] : edition.playlist->assets) {
        if (!seen.insert(asset.sha256).second) continue;
        const auto info = impl_->disk.info(impl_->folder.medium(asset.sha256));
        const std::lock_guard lock(impl_->mutex);
        const bool good = info && info->bytes == asset.bytes && impl_->damaged.count(asset.sha256) == 0;
        if (!good) missing.push_back(asset);
    }
    return missing;
}

Result<std::unique_ptr<MediaWriter>> EditionStore::receive(const Asset& asset) {
    Impl* impl = impl_.get();
    {
        // Whatever is there by that name does not count until it was written to the end.
        const std::lock_guard lock(impl->mutex);
        impl->damaged.insert(asset.sha256);
    }
    return MediaWriter::begin(impl->disk, impl->folder, asset, [impl, sha256 = asset.sha256] {
        const std::lock_guard lock(impl->mutex);
        impl->damaged.erase(sha256);
    });
}

Result<void> EditionStore::Impl::writeEdition(const Candidate& candidate) {
    // A medium may be there from a process that died before its name was durable.
    if (!candidate.edition->playlist->assets.empty()) {
        if (auto settled = disk.syncDirectory(folder.media()); !settled) return settled;
    }
    const EditionId id = candidate.edition->id;
    const std::string target = folder.edition(id);
    const bool wasThere = mayBeThere(disk, target);
    auto written = writeDurably(disk, folder.part(editionName(id)), target, folder.editions(),
                                encodeEditionFile(candidate.files));
    if (written) {
        unwanted.erase(target);
        std::erase(wrong, target);  // what was wrong there is written over
    } else if (wasThere) {
        currentUnread = true;  // it may be good all the same: to be read again
    } else {
        // Perhaps it could not be removed: then a restart takes it, so its media stay until it is gone.
        unwanted.insert(target);
    }
    return written;
}

Result<void> EditionStore::commit(const Candidate& candidate, const ClockReading& now) {
    const auto& edition = candidate.edition;
    if (!missing(*edition).empty()) {
        return fail(Fault::internal, editionName(edition->id),
                    {"媒体がそろっていません", "its media are not all there"});
    }
    if (auto allowed = checkFloor(floor(), *edition); !allowed) return allowed;
    const auto before = current();
    if (before != nullptr && before->id >= edition->id) return {};
    const auto older = previous();
    auto written = impl_->writeEdition(candidate);
    if (!written) return written;
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->previous = before != nullptr ? before : older;
        impl_->previousKnown = before != nullptr ? Impl::Known::yes : Impl::Known::no;
        impl_->current = edition;
        raiseFloor(impl_->floor, *edition, now);
        impl_->floorDirty = true;
    }
    impl_->garbageDue = true;
    // The commit stands whatever becomes of the floor's file: tidy() writes it when the disk works again, and
    // open() raises the floor by the edition itself.
    static_cast<void>(impl_->saveFloor());
    return {};
}

Result<const Asset*> assetOf(const Edition& edition, const std::string& path) {
    const auto found = edition.playlist->assets.find(path);
    if (found != edition.playlist->assets.end()) return &found->second;
    return fail(Fault::not_found, path,
                {"この版の媒体ではありません", "it is not among the edition's assets"});
}

Result<std::string> EditionStore::media(const Edition& edition, const std::string& path) {
    const auto found = assetOf(edition, path);
    if (!found) return Failure(found.error());
    const Asset& asset = **found;
    const std::string file = impl_->folder.medium(asset.sha256);
    auto bytes = impl_->disk.read(file, asset.bytes);
    const bool good =
        bytes && static_cast<std::int64_t>(bytes->size()) == asset.bytes && sha256Hex(*bytes) == asset.sha256;
    // Too long (invalid) is damage, missing or not permitted is not. What the disk would not give (io) is
    // fetched again if it can be, and stays: there may be no network, and the next reading may succeed.
    const bool unread = !bytes && bytes.error().fault == Fault::io;
    if (!bytes && !unread && bytes.error().fault != Fault::invalid) return bytes;
    {
        const std::lock_guard lock(impl_->mutex);
        if (good) {
            impl_->damaged.erase(asset.sha256);
        } else {
            impl_->damaged.insert(asset.sha256);
        }
    }
    if (good || unread) return bytes;
    // On a disk that cannot be written it stays where it is; missing() names it all the same.
    static_cast<void>(impl_->quarantine(file));
    return damagedMedium(path);
}

Result<void> EditionStore::saveClock(Instant time, const ClockReading& now) {
    {
        const std::lock_guard lock(impl_->mutex);
        if (!raiseTime(impl_->floor, time, now)) return {};
        impl_->floorDirty = true;
    }
    return impl_->saveFloor();
}

}  // namespace signage
