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

// A new, empty part file; what a dead process left there is removed first.
Result<std::unique_ptr<WritableFile>> createPart(Disk& disk, const std::string& part);

// Whether something may be there by that name: it is, or the disk would not say.
bool mayBeThere(const Disk& disk, const std::string& path);

// The end of every durable write: the part was written whole. Closes it after fsync, renames it to `target`,
// syncs the target's `folder`. After an error the part is gone, and the target too if it was not there
// before: what took the place of a good file is as whole as that was, and throwing it away would lose both.
Result<void> settlePart(Disk& disk, std::unique_ptr<WritableFile> file, const std::string& part,
                        const std::string& target, const std::string& folder);

// createPart, the bytes, settlePart.
Result<void> writeDurably(Disk& disk, const std::string& part, const std::string& target,
                          const std::string& folder, std::string_view bytes);

}  // namespace signage
