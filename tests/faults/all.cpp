// The table of faults: what is not listed here is not run.
#include "tests/faults/fault.h"
#include "tests/faults/faults.h"

namespace signage::faults {

const std::vector<FaultCase>& all() {
    static const std::vector<FaultCase> table{
        {"wire-flips",
         "bits flipped in signatures, keys, playlist, media",
         flipBits,
         {"signature-not-checked", "hash-not-checked", "trusted-comment-not-checked"}},
        {"attacks",
         "rollback, freeze, mixed editions, stolen keys, bent files, wrong clocks",
         attackTable,
         {"number-not-compared", "name-not-compared", "same-number-not-compared", "epoch-not-compared",
          "channel-not-checked", "revocation-not-checked", "keys-version-not-compared", "length-not-checked",
          "expiry-not-checked", "signature-not-checked", "hash-not-checked"}},
        {"hostile-servers",
         "endless, slow and lying servers, redirects, captive portals",
         hostileServers,
         {"bytes-not-counted", "redirect-not-checked", "stall-not-noticed", "hash-not-checked"}},
        {"bombs",
         "pictures, drawings and JSON that become huge",
         bombs,
         {"megapixels-not-checked", "drawing-not-estimated", "photograph-not-estimated",
          "depth-not-checked"}},
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
