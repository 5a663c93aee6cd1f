// The wire layout on a disk.
#include "tools/publishing/folder_target.h"

#include <algorithm>
#include <array>

#include "player/base/format.h"
#include "player/store/hash.h"
#include "tools/publishing/wire_json.h"

namespace signage::publishing {
namespace {

constexpr std::int64_t maxLatestBytes = 4096;

struct WireFile {
    const char* name;
    std::string EditionFiles::*bytes;
    std::size_t limit;
};
// The playlist last: without it the folder is no edition.
constexpr std::array<WireFile, 4> wireFiles{
    {{"keys.json", &EditionFiles::keys, maxKeysBytes},
     {"keys.json.minisig", &EditionFiles::keysSignature, maxSignatureBytes},
     {"playlist.json.minisig", &EditionFiles::playlistSignature, maxSignatureBytes},
     {"playlist.json", &EditionFiles::playlist, 1024 * 1024}}};

bool isNotFound(const Error& error) {
    return error.fault == Fault::not_found;
}

bool endsWith(std::string_view text, std::string_view tail) {
    return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail;
}

Failure otherIsCurrent(const std::string& where, const std::optional<EditionId>& basis,
                       const std::optional<EditionId>& current) {
    const auto named = [](const std::optional<EditionId>& id) {
        return id ? editionName(*id) : std::string("0");
    };
    return fail(
        Fault::refused, where,
        {format("準備の間にほかの人が版 {} を公開しました（この公開は {} をもとにしています）",
                named(current), named(basis)),
         format("someone else published edition {} meanwhile (this one was made from {})", named(current),
                named(basis))},
        {"新しい版を確かめて、もう一度 publish してください", "look at the new edition and publish again"});
}

}  // namespace

FolderTarget::FolderTarget(Disk& disk, std::string directory, std::string nonce)
    : disk_(disk), directory_(std::move(directory)), nonce_(std::move(nonce)) {
    while (directory_.size() > 1 && directory_.back() == '/') directory_.pop_back();
}

std::string FolderTarget::mediaPath(const std::string& sha256) const {
    return directory_ + "/media/" + sha256;
}

std::string FolderTarget::editionPath(const EditionId& id) const {
    return directory_ + "/editions/" + editionName(id);
}

Result<std::optional<EditionId>> FolderTarget::current() {
    const auto bytes = disk_.read(directory_ + "/latest.json", maxLatestBytes);
    if (!bytes) {
        if (isNotFound(bytes.error())) return std::nullopt;
        return Failure(bytes.error());
    }
    const auto id = parseLatest(*bytes);
    if (!id) return Failure(Error(id.error()).within(directory_));
    return std::optional<EditionId>(*id);
}

Result<std::vector<EditionId>> FolderTarget::editions() {
    const auto folders = disk_.list(directory_ + "/editions");
    if (!folders) {
        if (isNotFound(folders.error())) return std::vector<EditionId>{};
        return Failure(folders.error());
    }
    std::vector<EditionId> ids;
    for (const FileInfo& folder : *folders) {
        const auto id = parseEditionName(folder.name);
        if (folder.directory && id && disk_.info(editionPath(*id) + "/playlist.json")) ids.push_back(*id);
    }
    std::sort(ids.begin(), ids.end(), std::greater<>());
    return ids;
}

Result<std::int64_t> FolderTarget::highestNumber(std::int64_t epoch) {
    std::int64_t highest = 0;
    const auto latest = current();
    if (!latest) return Failure(latest.error());
    if (*latest && (*latest)->epoch == epoch) highest = (*latest)->number;
    const auto folders = disk_.list(directory_ + "/editions");
    if (!folders) {
        if (isNotFound(folders.error())) return highest;
        return Failure(folders.error());
    }
    // A killed publish may have left a folder: it is never written into again.
    for (const FileInfo& folder : *folders) {
        const auto id = parseEditionName(folder.name);
        if (id && id->epoch == epoch) highest = std::max(highest, id->number);
    }
    return highest;
}

Result<EditionFiles> FolderTarget::fetch(const EditionId& id) {
    EditionFiles files;
    for (const WireFile& file : wireFiles) {
        auto bytes = disk_.read(editionPath(id) + "/" + file.name, static_cast<std::int64_t>(file.limit));
        if (!bytes && isNotFound(bytes.error())) {
            return fail(Fault::not_found, directory_,
                        {format("版 {} はありません", editionName(id)),
                         format("there is no edition {}", editionName(id))},
                        {"signagectl editions で確かめてください", "see signagectl editions"});
        }
        if (!bytes) return Failure(bytes.error());
        files.*file.bytes = std::move(*bytes);
    }
    return files;
}

Result<bool> FolderTarget::holds(const Asset& asset) {
    const std::string path = mediaPath(asset.sha256);
    const auto info = disk_.info(path);
    if (!info) {
        if (isNotFound(info.error())) return false;
        return Failure(info.error());
    }
    if (info->directory || info->bytes != asset.bytes) return false;
    const auto there = measure(disk_, path);
    if (!there) return Failure(there.error());
    return there->sha256 == asset.sha256;
}

Result<void> FolderTarget::copyMedia(const Asset& asset, const std::string& source, WritableFile& file,
                                     const MediaProgress& progress) {
    Sha256 hash;
    std::int64_t done = 0;
    while (true) {
        const auto block = disk_.readPart(source, done, blockBytes);
        if (!block) return Failure(block.error());
        if (block->empty()) break;
        if (auto written = file.append(*block); !written) return written;
        hash.update(*block);
        done += static_cast<std::int64_t>(block->size());
        if (done > asset.bytes) break;
        if (progress) progress(done, asset.bytes);
    }
    if (done == asset.bytes && hash.finishHex() == asset.sha256) return file.sync();
    return fail(
        Fault::invalid, source, {"公開の間に内容が変わりました", "changed while it was being published"},
        {"書き込みが終わってから、もう一度公開してください", "publish again when nobody writes to it"});
}

Result<void> FolderTarget::put(const Asset& asset, const std::string& source, const MediaProgress& progress) {
    const std::string folder = directory_ + "/media";
    if (auto made = disk_.makeDirectories(folder); !made) return made;
    const std::string part = format("{}/.{}.{}.part", folder, asset.sha256, nonce_);
    Result<void> copied;
    {
        auto file = disk_.create(part);
        if (!file) return Failure(file.error());
        copied = copyMedia(asset, source, **file, progress);
    }
    if (copied) copied = disk_.rename(part, mediaPath(asset.sha256));
    if (!copied) {
        static_cast<void>(disk_.remove(part));
        return copied;
    }
    return disk_.syncDirectory(folder);
}

Result<void> FolderTarget::writeFile(const std::string& path, std::string_view bytes) {
    auto file = disk_.create(path);
    if (!file) return Failure(file.error());
    if (auto written = (*file)->append(bytes); !written) return written;
    return (*file)->sync();
}

Result<void> FolderTarget::writeEdition(const EditionId& id, const EditionFiles& files) {
    const std::string folder = editionPath(id);
    if (auto made = disk_.makeDirectories(folder); !made) return made;
    for (const WireFile& file : wireFiles) {
        if (auto written = writeFile(folder + "/" + file.name, files.*file.bytes); !written) return written;
    }
    if (auto synced = disk_.syncDirectory(folder); !synced) return synced;
    return disk_.syncDirectory(directory_ + "/editions");
}

Result<void> FolderTarget::switchTo(const EditionId& id) {
    const std::string part = format("{}/.latest.{}.part", directory_, nonce_);
    auto written = writeFile(part, writeLatest(id));
    if (written) written = disk_.rename(part, directory_ + "/latest.json");
    if (!written) {
        static_cast<void>(disk_.remove(part));
        return written;
    }
    return disk_.syncDirectory(directory_);
}

Result<void> FolderTarget::commit(const EditionId& id, const EditionFiles& files,
                                  const std::optional<EditionId>& basis) {
    // Asked twice: before anything is written, and again right before the switch.
    for (const bool writing : {true, false}) {
        const auto present = current();
        if (!present) return Failure(present.error());
        if (*present != basis) return otherIsCurrent(directory_, basis, *present);
        if (!writing) continue;
        if (auto written = writeEdition(id, files); !written) return written;
    }
    if (auto switched = switchTo(id); !switched) return switched;
    tidy();
    return {};
}

// Only unfinished files go; whoever still writes one of them made it from an edition that is no longer
// current, and so would lose anyway.
void FolderTarget::tidy() {
    for (const std::string& folder : {directory_, directory_ + "/media"}) {
        const auto entries = disk_.list(folder);
        if (!entries) continue;
        for (const FileInfo& entry : *entries) {
            if (entry.directory || entry.name.front() != '.' || !endsWith(entry.name, ".part")) continue;
            static_cast<void>(disk_.remove(folder + "/" + entry.name));
        }
    }
}

}  // namespace signage::publishing
