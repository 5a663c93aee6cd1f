// What is published, in the layout that players fetch: DATA/channels/<channel>/latest.json, editions/,
// media/. Any static HTTP server over that folder serves the same.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "player/base/error.h"
#include "player/playlist/playlist.h"
#include "player/ports/disk.h"
#include "tools/hub/fleet.h"
#include "tools/hub/http_message.h"
#include "tools/hub/wire.h"

namespace signage::hub {

// Reads only. Safe from any thread.
class Channels {
  public:
    // The disk must outlive it.
    Channels(const Disk& disk, const std::string& data);

    // None: nothing was published in it, or there is no such channel.
    Result<std::optional<EditionId>> current(const std::string& channel) const;
    LatestEditions latestEditions() const;
    // Names of screens and slides as the current editions have them; read again only when one has changed.
    std::vector<ChannelView> views() const;

    // Folders of editions above the current one: left by posts that broke off.
    std::vector<EditionId> unfinished(const std::string& channel) const;

    Response latest(const Request& request) const;
    Response editionFile(const Request& request) const;
    Response medium(const Request& request) const;
    Response editions(const Request& request) const;

    std::string folder(const std::string& channel) const;
    std::string editionFolder(const std::string& channel, EditionId id) const;

  private:
    std::vector<std::string> names() const;
    std::shared_ptr<const ChannelView> view(const std::string& channel, EditionId id) const;
    std::vector<EditionId> onDisk(const std::string& channel) const;
    EditionEntry describe(const std::string& channel, EditionId id) const;

    const Disk& disk_;
    std::string channels_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, std::shared_ptr<const ChannelView>> views_;  // guarded by mutex_
};

}  // namespace signage::hub
