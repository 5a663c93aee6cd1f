// Where an author's pictures lie: paths in a playlist resolve from one folder, and never from outside of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "player/base/error.h"
#include "player/paint/painter.h"

namespace signage::lint {

// `root` when given; else the nearest folder above the playlist (its own folder first) that holds a folder
// `media`. Fault::not_found when there is none, or when `root` is not a folder. Absolute.
Result<std::string> findMediaRoot(const std::string& playlistPath,
                                  const std::optional<std::string>& root = std::nullopt);

// The most bytes that a picture may have.
inline constexpr std::int64_t maxPictureBytes = 64LL * 1024 * 1024;

// The absolute path of a playlist's path under the root. Fault::refused when it leaves the root (through a
// link, too), Fault::not_found when there is no such file.
Result<std::string> resolveMedia(const std::string& root, const std::string& path);

// Reads pictures from the media root. Fault::invalid when a file is too large.
class FolderPictures final : public PictureSource {
  public:
    explicit FolderPictures(std::string root) : root_(std::move(root)) {}
    Result<std::string> read(const std::string& path) override;

  private:
    std::string root_;
};

}  // namespace signage::lint
