// A film's file, and nothing but that file: FFmpeg reads through here and can open nothing else, no network,
// no second file that a film might name. Private to the module.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "player/base/error.h"

struct AVIOContext;

namespace signage::film {

class Source {
  public:
    // `stop`, when set, ends the next reading. May be null.
    static Result<std::unique_ptr<Source>> open(const std::string& path, const std::atomic<bool>* stop);
    ~Source();
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;

    AVIOContext* context() { return context_; }
    // What FFmpeg's own reading does not tell apart: the disk would not give the bytes.
    bool unread() const { return unread_; }
    std::int64_t bytes() const { return bytes_; }

  private:
    Source(int descriptor, std::int64_t bytes, const std::atomic<bool>* stop)
        : descriptor_(descriptor), bytes_(bytes), stop_(stop) {}
    static int read(void* self, std::uint8_t* into, int most);
    static std::int64_t seek(void* self, std::int64_t offset, int whence);

    int descriptor_;
    std::int64_t bytes_;
    std::int64_t at_ = 0;
    const std::atomic<bool>* stop_;
    AVIOContext* context_ = nullptr;
    bool unread_ = false;
};

}  // namespace signage::film
