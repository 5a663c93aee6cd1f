// What a backup says about itself.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "player/base/civil_time.h"
#include "player/base/error.h"

namespace signage::hub {

struct BackupFile {
    std::int64_t bytes = 0;
    std::string sha256;
};

struct BackupManifest {
    Instant taken;
    std::map<std::string, BackupFile> files;  // by path within the backup, with / between
};

std::string manifestText(const BackupManifest& manifest);
// Refuses every path that a backup cannot hold, so that none leads out of it. Fault::invalid.
Result<BackupManifest> parseManifest(const std::string& text);

}  // namespace signage::hub
