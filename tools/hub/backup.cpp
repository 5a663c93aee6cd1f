// Backup and restore.
#include "tools/hub/backup.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "player/base/format.h"
#include "player/store/edition_file.h"
#include "player/store/hash.h"
#include "tools/hub/backup_manifest.h"
#include "tools/hub/channels.h"
#include "tools/hub/database.h"
#include "tools/hub/draft_folder.h"
#include "tools/hub/edition_check.h"

namespace signage::hub {
namespace {

constexpr std::int64_t backupBlock = 1024 * 1024;
constexpr std::int64_t maxManifestBytes = 64 * 1024 * 1024;
constexpr const char* databaseName = "hub.sqlite";
constexpr const char* manifestName = "manifest.json";

std::string inFolder(const std::string& folder, const std::string& path) {
    std::string whole = folder;
    whole += '/';
    return whole += path;
}

std::string withoutSlash(std::string path) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    return path;
}

Failure damaged(const std::string& path, const Bilingual& what) {
    return fail(
        Fault::invalid, path, what,
        {"そのファイルを確かめてください。何も書きかえていません", "look at that file; nothing was changed"});
}

bool isThere(const Disk& disk, const std::string& path) {
    const auto info = disk.info(path);
    return info || info.error().fault != Fault::not_found;
}

// What a file is, and a copy of it on the way when `into` is given.
Result<BackupFile> readThrough(const Disk& disk, const std::string& path, WritableFile* into) {
    Sha256 hash;
    BackupFile file;
    while (true) {
        const auto block = disk.readPart(path, file.bytes, backupBlock);
        if (!block) return Failure(block.error());
        if (block->empty()) break;
        hash.update(*block);
        file.bytes += static_cast<std::int64_t>(block->size());
        if (into == nullptr) continue;
        if (const auto written = into->append(*block); !written) return Failure(written.error());
    }
    file.sha256 = hash.finishHex();
    return file;
}

Result<BackupFile> copyDurably(Disk& disk, const std::string& from, const std::string& to) {
    auto file = disk.create(to);
    if (!file) return Failure(file.error());
    auto copied = readThrough(disk, from, file->get());
    if (!copied) return copied;
    if (const auto synced = (*file)->sync(); !synced) return Failure(synced.error());
    return copied;
}

Result<void> writeWhole(Disk& disk, const std::string& path, const std::string& bytes) {
    auto file = disk.create(path);
    if (!file) return Failure(file.error());
    if (const auto written = (*file)->append(bytes); !written) return written;
    return (*file)->sync();
}

Result<EditionFiles> readEditionFiles(const Disk& disk, const std::string& folder) {
    EditionFiles files;
    for (const auto& [name, member] : namedEditionFiles) {
        auto bytes = disk.read(folder + "/" + name, static_cast<std::int64_t>(maxEditionFileBytes));
        if (!bytes) return Failure(bytes.error());
        files.*member = std::move(*bytes);
    }
    return files;
}

// The playlist of an edition that every screen would take.
Result<Playlist> checkedEdition(const EditionFiles& files, const std::string& channel, EditionId id,
                                const std::string& folder) {
    auto playlist = readEdition(files, channel);
    if (!playlist) return Failure(std::move(playlist).error().within(folder));
    if (playlist->edition->id != id) return damaged(folder, {"中身は別の版です", "it holds another edition"});
    if (auto good = checkSigned(files, id); !good) return Failure(std::move(good).error().within(folder));
    return playlist;
}

std::string channelPath(const std::string& channel) {
    return "channels/" + channel;
}

// Copies into the draft and keeps account of it.
class Backup {
  public:
    Backup(Disk& disk, std::string data, DraftFolder& draft)
        : disk_(disk), data_(std::move(data)), draft_(draft) {}

    Result<void> copyDatabase();
    Result<void> copyChannels();
    Result<BackupFacts> finish(Instant now);

  private:
    Result<void> copyChannel(const Channels& channels, const std::string& channel);
    Result<void> copyEdition(const std::string& channel, EditionId id);
    Result<void> copyMedium(const std::string& channel, const std::string& sha256, std::int64_t bytes);
    Result<void> write(const std::string& path, const std::string& bytes);

    Disk& disk_;
    std::string data_;
    DraftFolder& draft_;
    BackupManifest manifest_;
    int editions_ = 0;
};

Result<void> Backup::copyDatabase() {
    const std::string from = data_ + "/" + databaseName;
    const std::string to = draft_.path() + "/" + databaseName;
    if (!isThere(disk_, from)) {
        return fail(Fault::not_found, from, {"ハブのデータがありません", "there is no hub's data"},
                    {"--data にハブのフォルダーを指定してください", "name the hub's folder with --data"});
    }
    if (const auto made = draft_.makeFolderOf(to); !made) return made;
    const auto database = Database::open(from, std::chrono::seconds(30));
    if (!database) return Failure(database.error());
    if (const auto copied = (*database)->copyTo(to); !copied) return copied;
    const auto file = disk_.append(to);
    if (!file) return Failure(file.error());
    if (const auto synced = (*file)->sync(); !synced) return synced;
    auto facts = readThrough(disk_, to, nullptr);
    if (!facts) return Failure(facts.error());
    manifest_.files[databaseName] = std::move(*facts);
    return {};
}

Result<void> Backup::copyChannels() {
    const Channels channels(disk_, data_);
    const auto folders = disk_.list(data_ + "/channels");
    if (!folders && folders.error().fault == Fault::not_found) return {};
    if (!folders) return Failure(folders.error());
    for (const FileInfo& entry : *folders) {
        if (!entry.directory || !isPlainName(entry.name)) continue;
        if (const auto copied = copyChannel(channels, entry.name); !copied) return copied;
    }
    return {};
}

// latest.json is read first: whatever it names, and all before it, is whole and stays as it is, however much
// is published meanwhile.
Result<void> Backup::copyChannel(const Channels& channels, const std::string& channel) {
    const auto latest = channels.current(channel);
    if (!latest) return Failure(latest.error());
    if (!*latest) return {};
    const auto folders = disk_.list(data_ + "/" + channelPath(channel) + "/editions");
    if (!folders) return Failure(folders.error());
    bool current = false;
    for (const FileInfo& entry : *folders) {
        const auto id = parseEditionName(entry.name);
        if (!entry.directory || !id || *id > **latest) continue;
        // What a post that broke off left below a later edition has no playlist.
        if (!isThere(disk_, channels.editionFolder(channel, *id) + "/playlist.json")) continue;
        if (const auto copied = copyEdition(channel, *id); !copied) return copied;
        current = current || *id == **latest;
    }
    const std::string path = channelPath(channel) + "/latest.json";
    if (!current)
        return damaged(data_ + "/" + path, {"今の版がありません", "the current edition is missing"});
    return write(path, latestBody(**latest));
}

Result<void> Backup::copyEdition(const std::string& channel, EditionId id) {
    const std::string folder = channelPath(channel) + "/editions/" + editionName(id);
    const auto files = readEditionFiles(disk_, data_ + "/" + folder);
    if (!files) return Failure(files.error());
    const auto playlist = checkedEdition(*files, channel, id, data_ + "/" + folder);
    if (!playlist) return Failure(playlist.error());
    for (const auto& [path, asset] : playlist->assets) {
        if (const auto copied = copyMedium(channel, asset.sha256, asset.bytes); !copied) return copied;
    }
    for (const auto& [name, member] : namedEditionFiles) {
        if (const auto written = write(folder + "/" + name, *files.*member); !written) return written;
    }
    ++editions_;
    return {};
}

Result<void> Backup::copyMedium(const std::string& channel, const std::string& sha256, std::int64_t bytes) {
    const std::string path = channelPath(channel) + "/media/" + sha256;
    if (manifest_.files.count(path) > 0) return {};
    const std::string to = draft_.path() + "/" + path;
    if (const auto made = draft_.makeFolderOf(to); !made) return made;
    auto copied = copyDurably(disk_, data_ + "/" + path, to);
    if (!copied) return Failure(copied.error());
    if (copied->sha256 != sha256 || copied->bytes != bytes)
        return damaged(data_ + "/" + path, {"メディアが壊れています", "the medium is damaged"});
    manifest_.files[path] = std::move(*copied);
    return {};
}

Result<void> Backup::write(const std::string& path, const std::string& bytes) {
    const std::string to = draft_.path() + "/" + path;
    if (const auto made = draft_.makeFolderOf(to); !made) return made;
    manifest_.files[path] = {static_cast<std::int64_t>(bytes.size()), sha256Hex(bytes)};
    return writeWhole(disk_, to, bytes);
}

BackupFacts factsOf(const BackupManifest& manifest, int editions) {
    BackupFacts facts{manifest.taken, editions, static_cast<int>(manifest.files.size()), 0};
    for (const auto& [path, file] : manifest.files) facts.bytes += file.bytes;
    return facts;
}

Result<BackupFacts> Backup::finish(Instant now) {
    manifest_.taken = now;
    const auto written = writeWhole(disk_, draft_.path() + "/" + manifestName, manifestText(manifest_));
    if (!written) return Failure(written.error());
    if (const auto settled = draft_.settle(); !settled) return Failure(settled.error());
    return factsOf(manifest_, editions_);
}

Result<void> checkFiles(const Disk& disk, const std::string& folder, const BackupManifest& manifest) {
    for (const auto& [path, file] : manifest.files) {
        const auto found = readThrough(disk, inFolder(folder, path), nullptr);
        if (!found) return Failure(found.error());
        if (found->sha256 != file.sha256 || found->bytes != file.bytes)
            return damaged(inFolder(folder, path),
                           {"目録と中身が違います", "it is not what the manifest says"});
    }
    return {};
}

// The channel that a path of a manifest is of.
std::string channelIn(const std::string& path) {
    const std::size_t begin = path.find('/') + 1;
    return path.substr(begin, path.find('/', begin) - begin);
}

Result<void> checkLatest(const Disk& disk, const std::string& folder, const BackupManifest& manifest,
                         const std::string& path) {
    const std::string channel = channelIn(path);
    const auto latest = Channels(disk, folder).current(channel);
    if (!latest) return Failure(latest.error());
    const std::string current =
        *latest ? format("{}/editions/{}/playlist.json", channelPath(channel), editionName(**latest)) : "";
    if (manifest.files.count(current) > 0) return {};
    return damaged(inFolder(folder, path), {"今の版がありません", "the current edition is missing"});
}

// Signed, and all its media there. `path`: of its playlist.
Result<void> checkEdition(const Disk& disk, const std::string& folder, const BackupManifest& manifest,
                          const std::string& path) {
    const std::string channel = channelIn(path);
    const std::string place = inFolder(folder, parentFolder(path));
    const auto id = parseEditionName(place.substr(place.rfind('/') + 1));
    const auto files = readEditionFiles(disk, place);
    if (!files) return Failure(files.error());
    const auto playlist = checkedEdition(*files, channel, *id, place);
    if (!playlist) return Failure(playlist.error());
    for (const auto& [name, asset] : playlist->assets) {
        const auto medium = manifest.files.find(channelPath(channel) + "/media/" + asset.sha256);
        if (medium == manifest.files.end() || medium->second.sha256 != asset.sha256)
            return damaged(place, {name + " がありません", name + " is missing"});
    }
    return {};
}

// How many editions there are.
Result<int> checkEditions(const Disk& disk, const std::string& folder, const BackupManifest& manifest) {
    int editions = 0;
    for (const auto& [path, file] : manifest.files) {
        if (path.ends_with("/latest.json")) {
            if (const auto good = checkLatest(disk, folder, manifest, path); !good)
                return Failure(good.error());
        }
        if (!path.ends_with("/playlist.json")) continue;
        if (const auto good = checkEdition(disk, folder, manifest, path); !good) return Failure(good.error());
        ++editions;
    }
    return editions;
}

Result<void> copyBack(Disk& disk, const std::string& from, const BackupManifest& manifest,
                      DraftFolder& draft) {
    for (const auto& [path, file] : manifest.files) {
        const std::string to = draft.path() + "/" + path;
        if (const auto made = draft.makeFolderOf(to); !made) return made;
        if (path == databaseName) {
            if (const auto made = makePrivate(to); !made) return made;
        } else if (const auto made = writeWhole(disk, to, ""); !made) {
            return made;
        }
        const auto target = disk.append(to);
        if (!target) return Failure(target.error());
        const auto copied = readThrough(disk, inFolder(from, path), target->get());
        if (!copied) return Failure(copied.error());
        if (const auto synced = (*target)->sync(); !synced) return synced;
        if (copied->sha256 != file.sha256)
            return damaged(inFolder(from, path),
                           {"読むたびに違います", "it differs from one reading to the next"});
    }
    return {};
}

Result<void> settleDatabase(const std::string& path) {
    const auto database = Database::open(path, std::chrono::seconds(5));
    if (!database) return Failure(database.error());
    if (const auto whole = (*database)->checkWhole(); !whole) return whole;
    return (*database)->execute("DROP TABLE IF EXISTS sessions");
}

}  // namespace

Result<BackupFacts> backUp(Disk& disk, const std::string& data, const std::string& to, Instant now) {
    const std::string place = withoutSlash(to);
    if (isThere(disk, place)) {
        return fail(Fault::refused, place, {"もうあります", "is there already"},
                    {"新しいフォルダーの名前を指定してください", "name a new folder"});
    }
    DraftFolder draft(disk, place, ".partial");
    if (const auto begun = draft.begin(); !begun) return Failure(begun.error());
    Backup backup(disk, withoutSlash(data), draft);
    if (const auto copied = backup.copyDatabase(); !copied) return Failure(copied.error());
    if (const auto copied = backup.copyChannels(); !copied) return Failure(copied.error());
    return backup.finish(now);
}

Result<BackupFacts> restore(Disk& disk, const std::string& from, const std::string& data) {
    const std::string source = withoutSlash(from);
    const std::string place = withoutSlash(data);
    std::error_code ignored;
    if (isThere(disk, place) && !std::filesystem::is_empty(place, ignored)) {
        return fail(Fault::refused, place, {"空ではありません", "is not empty"},
                    {"空のフォルダーか、新しい名前を指定してください", "name an empty folder, or a new one"});
    }
    const auto text = disk.read(source + "/" + manifestName, maxManifestBytes);
    if (!text) return Failure(text.error());
    const auto manifest = parseManifest(*text);
    if (!manifest) return Failure(Error(manifest.error()).within(source));
    if (const auto good = checkFiles(disk, source, *manifest); !good) return Failure(good.error());
    const auto editions = checkEditions(disk, source, *manifest);
    if (!editions) return Failure(editions.error());
    DraftFolder draft(disk, place, ".restoring");
    if (const auto begun = draft.begin(); !begun) return Failure(begun.error());
    if (const auto copied = copyBack(disk, source, *manifest, draft); !copied) return Failure(copied.error());
    if (const auto done = settleDatabase(draft.path() + "/" + databaseName); !done)
        return Failure(done.error());
    if (const auto settled = draft.settle(); !settled) return Failure(settled.error());
    return factsOf(*manifest, *editions);
}

}  // namespace signage::hub
