// A disk that knows how much was on it at the worst moment.
#pragma once

#include <map>

#include "player/ports/disk.h"

namespace signage::faults {

// Passes everything on to `inner`, which must outlive it and its files. Belongs to one thread.
class MeteredDisk final : public Disk {
  public:
    explicit MeteredDisk(Disk& inner) : inner_(inner) {}

    void begin();
    // The most bytes that the files created since begin() held at one time, all together.
    std::int64_t peak() const { return peak_; }

    Result<std::unique_ptr<WritableFile>> create(const std::string& path) override;
    Result<std::unique_ptr<WritableFile>> append(const std::string& path) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<void> remove(const std::string& path) override;
    Result<void> makeDirectories(const std::string& path) override { return inner_.makeDirectories(path); }
    Result<void> syncDirectory(const std::string& path) override { return inner_.syncDirectory(path); }
    Result<std::string> read(const std::string& path, std::int64_t limit) const override {
        return inner_.read(path, limit);
    }
    Result<std::string> readPart(const std::string& path, std::int64_t offset,
                                 std::int64_t bytes) const override {
        return inner_.readPart(path, offset, bytes);
    }
    Result<std::vector<FileInfo>> list(const std::string& path) const override { return inner_.list(path); }
    Result<FileInfo> info(const std::string& path) const override { return inner_.info(path); }
    Result<std::int64_t> freeBytes(const std::string& path) const override { return inner_.freeBytes(path); }

  private:
    class File;
    void grow(const std::string& path, std::size_t bytes);

    Disk& inner_;
    std::map<std::string, std::int64_t> sizes_;  // of files created since begin()
    std::int64_t peak_ = 0;
};

}  // namespace signage::faults
