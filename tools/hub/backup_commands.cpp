// signage-hub backup and signage-hub restore.
#include "tools/hub/backup_commands.h"

#include <ostream>

#include <CLI/CLI.hpp>

#include "player/base/format.h"
#include "tools/hub/backup.h"
#include "tools/hub/people_commands.h"

namespace signage::hub {

struct BackupCommands::Line {
    CLI::App* backup = nullptr;
    CLI::App* restore = nullptr;
    std::string to;
    std::string from;
};

BackupCommands::BackupCommands(CLI::App& app) : line_(std::make_unique<Line>()) {
    line_->backup = app.add_subcommand("backup", "copy everything that the hub keeps, also while it runs");
    line_->backup->add_option("--to", line_->to, "new folder for the backup")->required();
    line_->restore = app.add_subcommand("restore", "make the data folder of a hub from a backup");
    line_->restore->add_option("--from", line_->from, "folder that backup made")->required();
}

BackupCommands::~BackupCommands() = default;

bool BackupCommands::asked() const {
    return line_->backup->parsed() || line_->restore->parsed();
}

Result<void> BackupCommands::run(const std::string& data, Disk& disk, const Clock& clock,
                                 std::ostream& out) const {
    const Instant now = clock.wall();
    const bool backing = line_->backup->parsed();
    const auto facts = backing ? backUp(disk, data, line_->to, now) : restore(disk, line_->from, data);
    if (!facts) return Failure(facts.error());
    AuditEntry entry = backing ? shellEntry(now, "backup", line_->to, "done")
                               : shellEntry(now, "restore", line_->from, "done");
    entry.detail = format("{} editions, {} files, {} bytes, taken {}", facts->editions, facts->files,
                          facts->bytes, formatInstant(facts->taken, Zone::tokyo()));
    out << entry.detail << '\n';
    return noteFromShell(data, entry);
}

}  // namespace signage::hub
