// Media on the hub's disk: those uploaded and not yet in any edition, and those of the channels.
//
// DATA/uploads/<sha256>.part             an upload under way; resumed where it ends
// DATA/uploads/<sha256>                  whole, its hash checked, waiting for an edition
// DATA/channels/<channel>/media/<sha256> in an edition, or about to be; never altered
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "player/base/error.h"
#include "player/ports/disk.h"

namespace signage::hub {

// Safe from any thread but place(), which one thread at a time may call.
class MediaPool {
  public:
    // The disk must outlive it.
    MediaPool(Disk& disk, const std::string& data);

    // Makes the folders.
    Result<void> open();

    // Size of the whole medium, wherever it is.
    std::optional<std::int64_t> find(const std::string& sha256) const;
    // Puts a medium that find() knows into the channel, durably once syncChannel() was called.
    Result<void> place(const std::string& sha256, const std::string& channel);
    Result<void> syncChannel(const std::string& channel);

    std::string uploadPath(const std::string& sha256) const;
    std::string partPath(const std::string& sha256) const;
    const std::string& uploads() const { return uploads_; }

  private:
    std::optional<std::int64_t> sizeOf(const std::string& path) const;
    std::optional<std::string> pathInChannels(const std::string& sha256) const;
    Result<void> copy(const std::string& from, const std::string& to);

    Disk& disk_;
    std::string uploads_;
    std::string channels_;
};

}  // namespace signage::hub
