// Everything is handed through.
#include "player/app/telling_doors.h"

#include <utility>

#include "player/app/beat.h"

namespace signage {
namespace {

// Speaks before and after.
struct Step {
    Step() { Beat::step(); }
    ~Step() { Beat::step(); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;
};

class TellingFile final : public WritableFile {
  public:
    explicit TellingFile(std::unique_ptr<WritableFile> file) : file_(std::move(file)) {}
    Result<void> append(std::string_view bytes) override {
        const Step step;
        return file_->append(bytes);
    }
    Result<void> sync() override {
        const Step step;
        return file_->sync();
    }

  private:
    std::unique_ptr<WritableFile> file_;
};

Result<std::unique_ptr<WritableFile>> telling(Result<std::unique_ptr<WritableFile>> file) {
    if (file) return std::unique_ptr<WritableFile>(std::make_unique<TellingFile>(std::move(*file)));
    return file;
}

}  // namespace

Result<std::unique_ptr<WritableFile>> TellingDisk::create(const std::string& path) {
    const Step step;
    return telling(disk_.create(path));
}
Result<std::unique_ptr<WritableFile>> TellingDisk::append(const std::string& path) {
    const Step step;
    return telling(disk_.append(path));
}
Result<void> TellingDisk::rename(const std::string& from, const std::string& to) {
    const Step step;
    return disk_.rename(from, to);
}
Result<void> TellingDisk::remove(const std::string& path) {
    const Step step;
    return disk_.remove(path);
}
Result<void> TellingDisk::makeDirectories(const std::string& path) {
    const Step step;
    return disk_.makeDirectories(path);
}
Result<void> TellingDisk::syncDirectory(const std::string& path) {
    const Step step;
    return disk_.syncDirectory(path);
}
Result<std::string> TellingDisk::read(const std::string& path, std::int64_t limit) const {
    const Step step;
    return disk_.read(path, limit);
}
Result<std::string> TellingDisk::readPart(const std::string& path, std::int64_t offset,
                                          std::int64_t bytes) const {
    const Step step;
    return disk_.readPart(path, offset, bytes);
}
Result<std::vector<FileInfo>> TellingDisk::list(const std::string& path) const {
    const Step step;
    return disk_.list(path);
}
Result<FileInfo> TellingDisk::info(const std::string& path) const {
    const Step step;
    return disk_.info(path);
}
Result<std::int64_t> TellingDisk::freeBytes(const std::string& path) const {
    const Step step;
    return disk_.freeBytes(path);
}

Result<HttpResponse> TellingHttp::send(const HttpRequest& request) {
    const Step step;
    HttpRequest told = request;
    told.cancelled = [&request] {
        Beat::step();
        return request.cancelled && request.cancelled();
    };
    if (request.receive) {
        told.receive = [&request](std::string_view bytes) {
            Beat::step();
            return request.receive(bytes);
        };
    }
    return http_->send(told);
}

}  // namespace signage
