// One medium on its way to the disk: tmp/<sha256>.part until its length and hash are right.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "player/base/error.h"
#include "player/playlist/playlist.h"
#include "player/ports/disk.h"
#include "player/store/hash.h"
#include "player/store/state_folder.h"

namespace signage {

// Belongs to one thread. Destroyed unfinished it removes its part file.
class MediaWriter {
  public:
    // Creates the part file. `done` is called when finish() succeeded. The disk must outlive the writer.
    static Result<std::unique_ptr<MediaWriter>> begin(Disk& disk, const StateFolder& folder,
                                                      const Asset& asset, std::function<void()> done);
    ~MediaWriter();
    MediaWriter(const MediaWriter&) = delete;
    MediaWriter& operator=(const MediaWriter&) = delete;

    const Asset& asset() const { return asset_; }
    // Bytes written so far; where a download resumes.
    std::int64_t bytes() const { return bytes_; }
    // Fault::refused at the first byte over the announced length. After an error only destroy it.
    Result<void> append(std::string_view bytes);
    // Throws away what was written and starts again.
    Result<void> restart();
    // Exact length and hash, fsync, rename, fsync of the folder: afterwards the medium is there for good.
    // Fault::refused when length or hash differ. Once, at the end.
    Result<void> finish();

  private:
    MediaWriter(Disk& disk, StateFolder folder, Asset asset, std::function<void()> done);

    Disk& disk_;
    StateFolder folder_;
    Asset asset_;
    std::function<void()> done_;
    std::unique_ptr<WritableFile> file_;  // null: finished or failed
    std::unique_ptr<Sha256> hash_;
    std::int64_t bytes_ = 0;
    bool partExists_ = false;
};

}  // namespace signage
