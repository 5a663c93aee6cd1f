// Where editions are published: a folder that any static server can serve, or a hub. Both keep what was
// published before untouched until the last step, so that a publish that dies leaves the old edition whole.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "player/base/error.h"
#include "player/playlist/playlist.h"
#include "player/store/edition_file.h"
#include "tools/publishing/assets.h"

namespace signage::publishing {

// Called between blocks with how much of the file has arrived.
using MediaProgress = std::function<void(std::int64_t done, std::int64_t total)>;

// Belongs to one thread. Every call touches the disk or the network.
class Target {
  public:
    Target() = default;
    Target(const Target&) = delete;
    Target& operator=(const Target&) = delete;
    virtual ~Target() = default;

    // As people call it in messages: the folder or the address.
    virtual std::string name() const = 0;
    // The edition that is served now; none before the first.
    virtual Result<std::optional<EditionId>> current() = 0;
    // The highest number in that epoch that a new edition must be above: the current one, or one that a
    // killed publish left behind. 0 when there is none.
    virtual Result<std::int64_t> highestNumber(std::int64_t epoch) = 0;
    // All that can be fetched, newest first.
    virtual Result<std::vector<EditionId>> editions() = 0;
    // The four files of an edition, exactly as published. Not verified.
    virtual Result<EditionFiles> fetch(const EditionId& id) = 0;
    // Whether that medium is there whole.
    virtual Result<bool> holds(const Asset& asset) = 0;
    // Puts the medium there from the file, which must still have that length and hash (Fault::invalid when
    // not); goes on where a broken upload ended.
    virtual Result<void> put(const Asset& asset, const std::string& source,
                             const MediaProgress& progress) = 0;
    // Makes the edition the current one, as the last step, if `basis` is still what is current; else
    // Fault::refused and nothing has changed. Every medium must be there.
    virtual Result<void> commit(const EditionId& id, const EditionFiles& files,
                                const std::optional<EditionId>& basis) = 0;
};

}  // namespace signage::publishing
