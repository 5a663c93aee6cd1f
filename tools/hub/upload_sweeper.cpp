// The disk tells no times that a clock set wrong could not spoil, so what was seen is remembered.
#include "tools/hub/upload_sweeper.h"

#include <utility>

#include "player/base/log.h"

namespace signage::hub {

UploadSweeper::UploadSweeper(Disk& disk, const MediaPool& pool, Uploads& uploads)
    : disk_(disk), pool_(pool), uploads_(uploads) {}

Result<int> UploadSweeper::sweep(std::chrono::nanoseconds monotonic) {
    const auto files = disk_.list(pool_.uploads());
    if (!files) return Failure(files.error());
    std::map<std::string, Seen> now;
    int removed = 0;
    for (const FileInfo& file : *files) {
        if (file.directory) continue;
        const auto before = seen_.find(file.name);
        const bool same = before != seen_.end() && before->second.bytes == file.bytes;
        const Seen seen = same ? before->second : Seen{file.bytes, monotonic};
        const bool old = monotonic - seen.since >= keep;
        if (old && uploads_.discard(file.name)) {
            logInfo("upload given up: " + file.name);
            ++removed;
        } else {
            now.emplace(file.name, seen);
        }
    }
    seen_ = std::move(now);
    return removed;
}

}  // namespace signage::hub
