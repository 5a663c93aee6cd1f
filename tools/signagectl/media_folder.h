// An author's media: the pictures that a playlist in a folder refers to.
#pragma once

#include <filesystem>
#include <string>

#include "player/base/error.h"
#include "player/paint/painter.h"

namespace signage::ctl {

// The folder that a playlist's paths start from: `given` when it is not empty, else the nearest folder at or
// above the playlist's that holds `media`, else the playlist's own.
std::filesystem::path mediaRoot(const std::filesystem::path& playlist, const std::string& given);

// The whole file, or Fault::not_found or io naming it.
Result<std::string> readWhole(const std::filesystem::path& path);

// Pictures below a root; a path that leaves the root is refused.
class MediaFolder final : public PictureSource {
  public:
    explicit MediaFolder(std::filesystem::path root) : root_(std::move(root)) {}
    Result<std::string> read(const std::string& path) override;

  private:
    std::filesystem::path root_;
};

}  // namespace signage::ctl
