// signage-hub backup --to NEWDIR and signage-hub restore --from BACKUPDIR.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>

#include "player/base/error.h"
#include "player/ports/clock.h"
#include "player/ports/disk.h"

namespace CLI {
class App;
}

namespace signage::hub {

class BackupCommands {
  public:
    // Adds the verbs; the app must outlive it.
    explicit BackupCommands(CLI::App& app);
    ~BackupCommands();
    BackupCommands(const BackupCommands&) = delete;
    BackupCommands& operator=(const BackupCommands&) = delete;

    // Whether one of the verbs was given.
    bool asked() const;
    // `data`: the hub's folder, or the one that is to become one. Prints what was copied; notes it in the
    // audit log.
    Result<void> run(const std::string& data, Disk& disk, const Clock& clock, std::ostream& out) const;

  private:
    struct Line;
    std::unique_ptr<Line> line_;
};

}  // namespace signage::hub
