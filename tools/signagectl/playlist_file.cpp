// Opens a playlist for a verb, and tells what is wrong with it.
#include "tools/signagectl/playlist_file.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "player/playlist/reader.h"

namespace signage::ctl {

Result<std::string> readPlaylistFile(Context& context, const std::string& path) {
    // The disk opens no links; a person may well name one.
    std::error_code failed;
    const std::filesystem::path real = std::filesystem::canonical(path, failed);
    return context.disk->read(failed ? path : real.string(), static_cast<std::int64_t>(maxPlaylistBytes));
}

std::optional<Playlist> openPlaylist(Context& context, const std::string& path) {
    const auto bytes = readPlaylistFile(context, path);
    if (!bytes) {
        report(context, bytes.error());
        return std::nullopt;
    }
    ReadResult read = readPlaylist(*bytes, path, Strictness::author);
    for (const Error& error : read.errors) report(context, error);
    if (!read.ok()) return std::nullopt;
    return std::move(read.playlist);
}

}  // namespace signage::ctl
