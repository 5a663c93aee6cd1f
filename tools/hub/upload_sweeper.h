// Uploads that nobody came back for: a publisher's machine that broke off for good, a medium whose edition
// was never published. Left alone they would fill the disk over the years.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

#include "player/ports/disk.h"
#include "tools/hub/uploads.h"

namespace signage::hub {

// Belongs to one thread.
class UploadSweeper {
  public:
    // So long a line may be down, or an edition wait for its last signature, and the upload is still there.
    static constexpr std::chrono::days keep{7};

    // All must outlive it.
    UploadSweeper(Disk& disk, const MediaPool& pool, Uploads& uploads);

    // Removes what has not changed for `keep` by the monotonic clock, as far as this process has seen: a
    // restart begins anew. Gives how many files went. To be called about every hour.
    Result<int> sweep(std::chrono::nanoseconds monotonic);

  private:
    struct Seen {
        std::int64_t bytes = 0;
        std::chrono::nanoseconds since{0};
    };

    Disk& disk_;
    const MediaPool& pool_;
    Uploads& uploads_;
    std::map<std::string, Seen> seen_;  // by the file's name
};

}  // namespace signage::hub
