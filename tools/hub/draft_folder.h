// A folder that is made beside its place and gets there by one rename, whole and durable, or goes away with
// all it holds.
#pragma once

#include <set>
#include <string>

#include "player/base/error.h"
#include "player/ports/disk.h"

namespace signage::hub {

// "." for a name alone.
std::string parentFolder(const std::string& path);

// Belongs to one thread.
class DraftFolder {
  public:
    // It is made as `place` + `suffix`. The disk must outlive it.
    DraftFolder(Disk& disk, std::string place, const std::string& suffix);
    // Removes what was not settled.
    ~DraftFolder();
    DraftFolder(const DraftFolder&) = delete;
    DraftFolder& operator=(const DraftFolder&) = delete;

    const std::string& path() const { return path_; }
    // Empty, whatever one that was killed left there.
    Result<void> begin();
    // Before a file is put there.
    Result<void> makeFolderOf(const std::string& file);
    // Makes the names of its files durable and renames it to its place, over an empty folder too. The files'
    // bytes are synced by whoever wrote them.
    Result<void> settle();

  private:
    void clear() const;

    Disk& disk_;
    std::string place_;
    std::string path_;
    std::set<std::string> folders_;
};

}  // namespace signage::hub
