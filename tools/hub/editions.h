// Publishing: an edition is checked, its media put in place, its files written, and only then latest.json
// switched. Whatever fails before that leaves the edition before it current and whole.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "player/base/error.h"
#include "player/ports/disk.h"
#include "player/store/edition_file.h"
#include "tools/hub/auditor.h"
#include "tools/hub/channels.h"
#include "tools/hub/http_message.h"
#include "tools/hub/media_pool.h"

namespace signage::hub {

// Safe from any thread; posts are taken one after the other.
class Editions {
  public:
    // All must outlive it.
    Editions(Disk& disk, const Channels& channels, MediaPool& pool, Auditor& auditor);

    // POST /v1/channels/{channel}/editions, body as encodeEditionFile() makes it: 201 when it is current now;
    // 200 when exactly these files were current already (a post repeated because its answer was lost).
    Response post(const Request& request);

  private:
    Response take(const Request& request, const std::string& channel, const Playlist& playlist,
                  const EditionFiles& files);
    std::string summary(const std::string& channel, const Playlist& playlist) const;
    bool isThere(const std::string& channel, EditionId id, const EditionFiles& files) const;
    std::optional<Response> lacksMedia(const Playlist& playlist) const;
    Result<void> publish(const std::string& channel, const Playlist& playlist, const EditionFiles& files);
    Result<void> dropUnfinished(const std::string& channel, EditionId next);
    Result<void> placeMedia(const std::string& channel, const Playlist& playlist);
    Result<void> writeFiles(const std::string& folder, const EditionFiles& files);
    Result<void> switchTo(const std::string& channel, EditionId id);
    Result<void> writeDurably(const std::string& path, const std::string& bytes);

    Disk& disk_;
    const Channels& channels_;
    MediaPool& pool_;
    Auditor& auditor_;
    std::mutex mutex_;
};

}  // namespace signage::hub
