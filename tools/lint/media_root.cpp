// Looking for the media folder, and reading out of it.
#include "tools/lint/media_root.h"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "player/base/format.h"

namespace signage::lint {
namespace {

namespace fs = std::filesystem;

Failure noRoot(const std::string& where) {
    return fail(Fault::not_found, where,
                {"素材のフォルダー media が見つかりません", "there is no folder media"},
                {"番組表と同じところか上に media/ を置くか、--root で場所を示してください",
                 "put media/ beside or above the playlist, or name its parent with --root"});
}

bool isInside(const fs::path& path, const fs::path& root) {
    const auto relative = path.lexically_relative(root);
    return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

Result<std::string> findMediaRoot(const std::string& playlistPath, const std::optional<std::string>& root) {
    std::error_code failed;
    if (root) {
        const fs::path given = fs::canonical(*root, failed);
        if (failed || !fs::is_directory(given, failed)) {
            return fail(Fault::not_found, *root, {"フォルダーがありません", "there is no such folder"},
                        {"--root の場所を確かめてください", "check --root"});
        }
        return given.string();
    }
    const fs::path playlist = fs::absolute(playlistPath, failed);
    if (failed) return noRoot(playlistPath);
    fs::path folder = playlist.lexically_normal().parent_path();
    // The system's own /media, where discs are mounted, is nobody's media folder.
    for (; folder != folder.parent_path(); folder = folder.parent_path()) {
        if (fs::is_directory(folder / "media", failed)) return folder.string();
    }
    return noRoot(playlistPath);
}

Result<std::string> resolveMedia(const std::string& root, const std::string& path) {
    std::error_code failed;
    const fs::path base = fs::canonical(root, failed);
    const fs::path file = failed ? fs::path() : fs::canonical(base / fs::path(path), failed);
    if (failed || !fs::is_regular_file(file, failed)) {
        return fail(Fault::not_found, path, {"ファイルがありません", "there is no such file"},
                    {format("{} の中に置いてください", root), format("put it below {}", root)});
    }
    if (!isInside(file, base)) {
        return fail(Fault::refused, path,
                    {"素材のフォルダーの外を指しています", "it leads outside the media folder"},
                    {"media/ の中に置いてください", "put it into media/"});
    }
    return file.string();
}

Result<std::string> FolderPictures::read(const std::string& path) {
    const auto file = resolveMedia(root_, path);
    if (!file) return file;
    std::error_code failed;
    const auto size = fs::file_size(*file, failed);
    if (!failed && size > static_cast<std::uintmax_t>(maxPictureBytes)) {
        return fail(Fault::invalid, path,
                    {"ファイルが大きすぎます（64 MiBまで）", "the file is too large (at most 64 MiB)"},
                    {"縮小してください", "scale it down"});
    }
    std::string bytes(failed ? 0 : static_cast<std::size_t>(size), '\0');
    std::ifstream in(*file, std::ios::binary);
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (failed || !in) {
        return fail(Fault::io, path, {"読めません", "it cannot be read"},
                    {"読み取りの権限を確かめてください", "check that it may be read"});
    }
    return bytes;
}

}  // namespace signage::lint
