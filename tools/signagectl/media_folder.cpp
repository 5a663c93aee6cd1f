// Reads pictures below a folder.
#include "tools/signagectl/media_folder.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace signage::ctl {

namespace fs = std::filesystem;

fs::path mediaRoot(const fs::path& playlist, const std::string& given) {
    if (!given.empty()) return given;
    std::error_code ignored;
    const fs::path start = fs::absolute(playlist, ignored).parent_path();
    for (fs::path folder = start;; folder = folder.parent_path()) {
        if (fs::is_directory(folder / "media", ignored)) return folder;
        if (folder == folder.parent_path()) return start;
    }
}

Result<std::string> readWhole(const fs::path& path) {
    std::error_code problem;
    if (!fs::is_regular_file(path, problem)) {
        return fail(Fault::not_found, path.string(), {"ファイルがありません", "there is no such file"},
                    {"名前と場所を確かめてください", "check the name and the folder"});
    }
    std::ifstream in(path, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in && !in.eof()) {
        return fail(Fault::io, path.string(), {"読めません", "cannot be read"},
                    {"読み取りの権限を確かめてください", "check that it may be read"});
    }
    return bytes;
}

Result<std::string> MediaFolder::read(const std::string& path) {
    const fs::path relative(path);
    const bool leaves = relative.is_absolute() || std::any_of(relative.begin(), relative.end(),
                                                              [](const fs::path& p) { return p == ".."; });
    if (leaves) {
        return fail(Fault::refused, path,
                    {"素材のフォルダーの外を指しています", "leads outside the media folder"},
                    {"media/ の中の名前を書いてください", "name a file below media/"});
    }
    return readWhole(root_ / relative);
}

}  // namespace signage::ctl
