// The durable write: part file, fsync, rename, fsync of the folder.
#include "player/store/state_folder.h"

namespace signage {
namespace {

// Removing is tidying up: when it fails too, the next start does it.
void discard(Disk& disk, const std::string& path) {
    static_cast<void>(disk.remove(path));
}

}  // namespace

bool mayBeThere(const Disk& disk, const std::string& path) {
    const auto info = disk.info(path);
    return info || info.error().fault != Fault::not_found;
}

Result<std::unique_ptr<WritableFile>> createPart(Disk& disk, const std::string& part) {
    discard(disk, part);
    return disk.create(part);
}

Result<void> settlePart(Disk& disk, std::unique_ptr<WritableFile> file, const std::string& part,
                        const std::string& target, const std::string& folder) {
    auto synced = file->sync();
    file.reset();
    if (!synced) {
        discard(disk, part);
        return synced;
    }
    const bool isNew = !mayBeThere(disk, target);
    if (auto renamed = disk.rename(part, target); !renamed) {
        discard(disk, part);
        return renamed;
    }
    auto durable = disk.syncDirectory(folder);
    if (!durable && isNew) discard(disk, target);
    return durable;
}

Result<void> writeDurably(Disk& disk, const std::string& part, const std::string& target,
                          const std::string& folder, std::string_view bytes) {
    auto file = createPart(disk, part);
    if (!file) return Failure(file.error());
    if (auto written = (*file)->append(bytes); !written) {
        file->reset();
        discard(disk, part);
        return written;
    }
    return settlePart(disk, std::move(*file), part, target, folder);
}

}  // namespace signage
