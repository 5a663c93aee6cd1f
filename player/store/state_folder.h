// The names inside a player's state folder, and the one way in which a file comes to be there.
#pragma once

#include <string>
#include <string_view>

#include "player/base/error.h"
#include "player/ports/disk.h"
#include "player/store/edition_file.h"

namespace signage {

struct StateFolder {
    std::string root;

    std::string tmp() const { return root + "/tmp"; }
    std::string media() const { return root + "/media"; }
    std::string editions() const { return root + "/editions"; }
    std::string quarantine() const { return root + "/quarantine"; }
    std::string floor() const { return root + "/floor"; }
    std::string part(const std::string& name) const { return tmp() + "/" + name + ".part"; }
    std::string medium(const std::string& sha256) const { return media() + "/" + sha256; }
    std::string edition(EditionId id) const { return editions() + "/" + editionFileName(id); }
};

// What becomes of the target when its folder cannot be synced after the rename.
enum class AfterFailedSync { throw_away, keep };

// A new, empty part file; what a dead process left there is removed first.
Result<std::unique_ptr<WritableFile>> createPart(Disk& disk, const std::string& part);

// The end of every durable write: the part was written whole. Closes it after fsync, renames it to `target`,
// syncs the target's `folder`. After an error the part is gone, and the target too when it is to be thrown
// away.
Result<void> settlePart(Disk& disk, std::unique_ptr<WritableFile> file, const std::string& part,
                        const std::string& target, const std::string& folder, AfterFailedSync after);

// createPart, the bytes, settlePart.
Result<void> writeDurably(Disk& disk, const std::string& part, const std::string& target,
                          const std::string& folder, std::string_view bytes, AfterFailedSync after);

}  // namespace signage
