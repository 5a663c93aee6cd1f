// The table of faults: what is not listed here is not run.
#include "tests/faults/fault.h"
#include "tests/faults/faults.h"

namespace signage::faults {

const std::vector<FaultCase>& all() {
    static const std::vector<FaultCase> table{
        {"wire-flips",
         "bits flipped in signatures, keys, playlist, media",
         flipBits,
         {"signature-not-checked", "hash-not-checked"}},
        {"power-cut",
         "the power goes at every system call of a commit",
         cutPower,
         {"file-not-synced", "medium-not-synced", "folder-not-synced"}},
        {"power-cut-strict",
         "likewise on a disk that keeps only what was synced, twice in a row",
         cutPowerStrictly,
         {"file-not-synced", "medium-not-synced", "folder-not-synced"}},
        {"disk-errors",
         "fsync, write, rename and the rest fail",
         failDisk,
         {"failed-sync-ignored", "failed-commit-shown"}},
        {"call-errors",
         "the system calls beneath them fail",
         failCalls,
         {"failed-sync-ignored", "failed-commit-shown"}},
        {"random-io",
         "a disk that fails now and then",
         failAtRandom,
         {"old-part-not-removed", "unread-floor-lost"}},
        {"disk-full", "full, read-only, gone", fillDisk, {"failed-write-ignored", "held-media-collected"}},
        {"many-editions", "a year of publishing", publishMany, {"garbage-not-collected", "floor-not-raised"}},
    };
    return table;
}

}  // namespace signage::faults
