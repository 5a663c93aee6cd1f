// Folders that appear whole.
#include "tools/hub/draft_folder.h"

#include <filesystem>

namespace signage::hub {

std::string parentFolder(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

DraftFolder::DraftFolder(Disk& disk, std::string place, const std::string& suffix)
    : disk_(disk), place_(std::move(place)), path_(place_ + suffix) {}

DraftFolder::~DraftFolder() {
    clear();
}

Result<void> DraftFolder::begin() {
    clear();
    return disk_.makeDirectories(path_);
}

Result<void> DraftFolder::makeFolderOf(const std::string& file) {
    std::string folder = parentFolder(file);
    if (!folders_.insert(folder).second) return {};
    return disk_.makeDirectories(folder);
}

Result<void> DraftFolder::settle() {
    for (const std::string& folder : folders_) {
        if (const auto synced = disk_.syncDirectory(folder); !synced) return synced;
    }
    if (const auto renamed = disk_.rename(path_, place_); !renamed) return renamed;
    return disk_.syncDirectory(parentFolder(place_));
}

void DraftFolder::clear() const {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace signage::hub
