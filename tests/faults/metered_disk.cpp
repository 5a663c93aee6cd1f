// Counts what is written, as it is written.
#include "tests/faults/metered_disk.h"

#include <algorithm>

namespace signage::faults {

class MeteredDisk::File final : public WritableFile {
  public:
    File(MeteredDisk& disk, std::unique_ptr<WritableFile> inner, std::string path)
        : disk_(disk), inner_(std::move(inner)), path_(std::move(path)) {}

    Result<void> append(std::string_view bytes) override {
        disk_.grow(path_, bytes.size());
        return inner_->append(bytes);
    }
    Result<void> sync() override { return inner_->sync(); }

  private:
    MeteredDisk& disk_;
    std::unique_ptr<WritableFile> inner_;
    std::string path_;
};

void MeteredDisk::begin() {
    sizes_.clear();
    peak_ = 0;
}

void MeteredDisk::grow(const std::string& path, std::size_t bytes) {
    sizes_[path] += static_cast<std::int64_t>(bytes);
    std::int64_t sum = 0;
    for (const auto& [name, size] : sizes_) sum += size;
    peak_ = std::max(peak_, sum);
}

Result<std::unique_ptr<WritableFile>> MeteredDisk::create(const std::string& path) {
    auto file = inner_.create(path);
    if (!file) return file;
    sizes_[path] = 0;
    return std::make_unique<File>(*this, std::move(*file), path);
}

Result<std::unique_ptr<WritableFile>> MeteredDisk::append(const std::string& path) {
    auto file = inner_.append(path);
    if (!file) return file;
    return std::make_unique<File>(*this, std::move(*file), path);
}

Result<void> MeteredDisk::rename(const std::string& from, const std::string& to) {
    auto done = inner_.rename(from, to);
    const auto found = sizes_.find(from);
    if (done && found != sizes_.end()) {
        sizes_[to] = found->second;
        sizes_.erase(from);
    }
    return done;
}

Result<void> MeteredDisk::remove(const std::string& path) {
    auto done = inner_.remove(path);
    if (done) sizes_.erase(path);
    return done;
}

}  // namespace signage::faults
