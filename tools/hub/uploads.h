// Uploads of media, resumed where they broke off: HEAD tells how far one is, PATCH goes on from there.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "player/ports/disk.h"
#include "player/store/edition.h"
#include "tools/hub/http_message.h"
#include "tools/hub/media_pool.h"
#include "tools/hub/router.h"

namespace signage::hub {

struct UploadLimits {
    std::int64_t bytes = maxAssetBytes;                     // of one medium
    std::int64_t reserve = std::int64_t{64} * 1024 * 1024;  // left free on the disk
};

struct UploadPlan {
    std::string sha256;
    std::int64_t offset = 0;  // where this piece goes on
    std::int64_t total = 0;   // what the whole will have
};

// Who may write the part file now. Its mutex is held while the file is used.
struct UploadClaim {
    std::mutex mutex;
    bool revoked = false;  // guarded by mutex
};

// Safe from any thread. One upload of a hash at a time: who goes on at its end takes it over from who was
// there before, because a publisher whose line broke is back long before the hub has noticed the break. The
// one before is told so (409).
class Uploads {
  public:
    // Both must outlive it.
    Uploads(Disk& disk, MediaPool& pool, UploadLimits limits = {});

    Response head(const Request& request) const;
    Opening patch(const Request& request);
    // Removes a file of the uploads' folder by its name (a hash, with .part while it is not whole), unless it
    // is being written now. Whether it is gone.
    bool discard(const std::string& file);

  private:
    friend class UploadSink;
    std::shared_ptr<UploadClaim> takeOver(const std::string& sha256);
    void release(const std::string& sha256, const std::shared_ptr<UploadClaim>& claim);
    // None: the upload goes on exactly there, or starts again over a part that cannot be of it.
    std::optional<Response> judgeOffset(const UploadPlan& plan);
    // The claim's mutex is held.
    Opening begin(const UploadPlan& plan, const std::shared_ptr<UploadClaim>& claim);
    Result<std::unique_ptr<WritableFile>> openPart(const UploadPlan& plan);
    // Hash, rename, durable; throws a wrong upload away.
    Response finish(const std::string& sha256);
    Result<std::string> hashOf(const std::string& path) const;

    Disk& disk_;
    MediaPool& pool_;
    UploadLimits limits_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<UploadClaim>> claims_;  // guarded by mutex_
};

}  // namespace signage::hub
