// Media found, moved and copied.
#include "tools/hub/media_pool.h"

#include <array>

namespace signage::hub {
namespace {

constexpr std::int64_t copyBlock = 1024 * 1024;

}  // namespace

MediaPool::MediaPool(Disk& disk, const std::string& data)
    : disk_(disk), uploads_(data + "/uploads"), channels_(data + "/channels") {}

Result<void> MediaPool::open() {
    if (const auto made = disk_.makeDirectories(uploads_); !made) return made;
    return disk_.makeDirectories(channels_);
}

std::string MediaPool::uploadPath(const std::string& sha256) const {
    return uploads_ + "/" + sha256;
}

std::string MediaPool::partPath(const std::string& sha256) const {
    return uploadPath(sha256) + ".part";
}

std::optional<std::int64_t> MediaPool::sizeOf(const std::string& path) const {
    const auto info = disk_.info(path);
    if (!info || info->directory) return std::nullopt;
    return info->bytes;
}

std::optional<std::string> MediaPool::pathInChannels(const std::string& sha256) const {
    const auto channels = disk_.list(channels_);
    if (!channels) return std::nullopt;
    for (const FileInfo& channel : *channels) {
        const std::string path = channels_ + "/" + channel.name + "/media/" + sha256;
        if (channel.directory && sizeOf(path)) return path;
    }
    return std::nullopt;
}

// Uploads first: a medium on its way into a channel is then found in the one or in the other.
std::optional<std::int64_t> MediaPool::find(const std::string& sha256) const {
    if (const auto bytes = sizeOf(uploadPath(sha256))) return bytes;
    const auto path = pathInChannels(sha256);
    return path ? sizeOf(*path) : std::nullopt;
}

Result<void> MediaPool::place(const std::string& sha256, const std::string& channel) {
    const std::string folder = channels_ + "/" + channel + "/media";
    const std::string target = folder + "/" + sha256;
    if (sizeOf(target)) return {};
    if (const auto made = disk_.makeDirectories(folder); !made) return made;
    if (sizeOf(uploadPath(sha256))) return disk_.rename(uploadPath(sha256), target);
    const auto elsewhere = pathInChannels(sha256);
    if (!elsewhere) {
        return fail(Fault::not_found, target, {"メディアがありません", "the medium is not there"},
                    {"もう一度アップロードしてください", "upload it again"});
    }
    return copy(*elsewhere, target);
}

Result<void> MediaPool::copy(const std::string& from, const std::string& to) {
    const std::string temporary = to + ".copy";
    (void)disk_.remove(temporary);
    auto file = disk_.create(temporary);
    if (!file) return Failure(file.error());
    for (std::int64_t offset = 0;;) {
        const auto block = disk_.readPart(from, offset, copyBlock);
        if (!block) return Failure(block.error());
        if (block->empty()) break;
        if (const auto written = (*file)->append(*block); !written) return written;
        offset += static_cast<std::int64_t>(block->size());
    }
    if (const auto synced = (*file)->sync(); !synced) return synced;
    file->reset();
    return disk_.rename(temporary, to);
}

Result<void> MediaPool::syncChannel(const std::string& channel) {
    return disk_.syncDirectory(channels_ + "/" + channel + "/media");
}

}  // namespace signage::hub
