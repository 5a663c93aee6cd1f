// Reading by the system's own calls.
#include "player/film/module/source.h"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

extern "C" {
#include <libavformat/avio.h>
#include <libavutil/error.h>
#include <libavutil/mem.h>
}

namespace signage::film {
namespace {

constexpr int blockBytes = 64 * 1024;

}  // namespace

Result<std::unique_ptr<Source>> Source::open(const std::string& path, const std::atomic<bool>* stop) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat file {};
    if (descriptor < 0 || fstat(descriptor, &file) != 0 || !S_ISREG(file.st_mode)) {
        const bool missing = errno == ENOENT;
        if (descriptor >= 0) ::close(descriptor);
        return Failure(Error{missing ? Fault::not_found : Fault::io,
                             path,
                             {"動画のファイルを開けません", "the film's file cannot be opened"},
                             {}});
    }
    std::unique_ptr<Source> source(new Source(descriptor, file.st_size, stop));
    auto* buffer = static_cast<unsigned char*>(av_malloc(blockBytes));
    if (buffer != nullptr)
        source->context_ = avio_alloc_context(buffer, blockBytes, 0, source.get(), read, nullptr, seek);
    if (source->context_ == nullptr) {
        av_free(buffer);
        return Failure(Error{Fault::internal, path, {"メモリーが足りません", "memory is out"}, {}});
    }
    return source;
}

Source::~Source() {
    if (context_ != nullptr) {
        av_freep(&context_->buffer);  // FFmpeg may have put another one in its place
        avio_context_free(&context_);
    }
    ::close(descriptor_);
}

int Source::read(void* self, std::uint8_t* into, int most) {
    auto& source = *static_cast<Source*>(self);
    if (source.stop_ != nullptr && source.stop_->load()) return AVERROR_EXIT;
    const ssize_t got = ::pread(source.descriptor_, into, static_cast<std::size_t>(most), source.at_);
    if (got < 0) {
        source.unread_ = true;
        return AVERROR(EIO);
    }
    if (got == 0) return AVERROR_EOF;
    source.at_ += got;
    return static_cast<int>(got);
}

std::int64_t Source::seek(void* self, std::int64_t offset, int whence) {
    auto& source = *static_cast<Source*>(self);
    switch (whence & ~AVSEEK_FORCE) {
        case AVSEEK_SIZE:
            return source.bytes_;
        case SEEK_SET:
            break;
        case SEEK_CUR:
            offset += source.at_;
            break;
        case SEEK_END:
            offset += source.bytes_;
            break;
        default:
            return AVERROR(EINVAL);
    }
    if (offset < 0) return AVERROR(EINVAL);
    source.at_ = offset;
    return offset;
}

}  // namespace signage::film
