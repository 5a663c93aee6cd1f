// A copy of everything that the hub keeps, taken while it runs, and the way back.
//
// DIR/manifest.json                   every other file with its size and hash; written last
// DIR/hub.sqlite                      the database at one moment
// DIR/channels/<channel>/...          as in the data folder: latest.json, every edition up to it, their media
//
// Uploads that are in no edition yet are left out: whoever publishes uploads them again.
#pragma once

#include <cstdint>
#include <string>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "player/ports/disk.h"

namespace signage::hub {

struct BackupFacts {
    Instant taken;
    int editions = 0;
    int files = 0;
    std::int64_t bytes = 0;
};

// From the data folder `data` into the new folder `to`, which is there, whole and durable, or not at all: it
// is made beside as `to`.partial and renamed. Every medium is checked against its hash and every edition
// against its signature while they are copied. Fault::refused when `to` is there already.
Result<BackupFacts> backUp(Disk& disk, const std::string& data, const std::string& to, Instant now);

// Checks all of a backup, then copies it to `data`, which must be empty or not there; renamed into place like
// a backup. Log-ins are not taken along: a session that was ended since shall not come back. Fault::invalid
// for a backup that is not what its manifest says.
Result<BackupFacts> restore(Disk& disk, const std::string& from, const std::string& data);

}  // namespace signage::hub
