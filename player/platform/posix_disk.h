// The file system by POSIX calls. Stateless: safe from any thread as long as one writer owns a file.
#pragma once

#include "player/ports/disk.h"

namespace signage {

// Opens never follow a link in the last part of a path; created folders are 0755, files 0644 within the
// umask, or 0600 when they hold secrets. ENOSPC and EDQUOT give Fault::no_space, EROFS and EACCES read_only,
// ENOENT not_found, the rest io.
class PosixDisk final : public Disk {
  public:
    enum class Files { readable, secret };
    explicit PosixDisk(Files files = Files::readable) : files_(files) {}

    Result<std::unique_ptr<WritableFile>> create(const std::string& path) override;
    Result<std::unique_ptr<WritableFile>> append(const std::string& path) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<void> remove(const std::string& path) override;
    // Each folder that is made is durable when it returns.
    Result<void> makeDirectories(const std::string& path) override;
    Result<void> syncDirectory(const std::string& path) override;
    Result<std::string> read(const std::string& path, std::int64_t limit) const override;
    Result<std::string> readPart(const std::string& path, std::int64_t offset,
                                 std::int64_t bytes) const override;
    Result<std::vector<FileInfo>> list(const std::string& path) const override;
    Result<FileInfo> info(const std::string& path) const override;
    Result<std::int64_t> freeBytes(const std::string& path) const override;

  private:
    Files files_;
};

}  // namespace signage
