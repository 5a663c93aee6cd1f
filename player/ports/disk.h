// The door to the file system, in the few steps that the store's recipe is made of, so that a fake can fail
// or lose power at each of them. Paths are absolute or relative to the process; not thread-safe per path: one
// writer owns a file. Every fault is an Error with Fault::no_space, read_only, not_found or io and the path.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/error.h"

namespace signage {

// A file being written; closed by the destructor without syncing. After any failed call only destroy it.
class WritableFile {
  public:
    WritableFile() = default;
    WritableFile(const WritableFile&) = delete;
    WritableFile& operator=(const WritableFile&) = delete;
    virtual ~WritableFile() = default;

    virtual Result<void> append(std::string_view bytes) = 0;
    // Bytes and size are on the medium when it returns. After an error the file must be thrown away, never
    // synced again: the kernel reports a lost page once.
    virtual Result<void> sync() = 0;
};

struct FileInfo {
    std::string name;  // within its directory
    std::int64_t bytes = 0;
    bool directory = false;
};

class Disk {
  public:
    Disk() = default;
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;
    virtual ~Disk() = default;

    // A new file; fails when anything, a link too, is there already (O_CREAT|O_EXCL|O_NOFOLLOW).
    virtual Result<std::unique_ptr<WritableFile>> create(const std::string& path) = 0;
    // An existing regular file (never a link), to go on behind its last byte.
    virtual Result<std::unique_ptr<WritableFile>> append(const std::string& path) = 0;
    // Atomically, over an existing file too. Durable only after syncDirectory() of the target's folder.
    virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
    virtual Result<void> remove(const std::string& path) = 0;
    // With every folder above it that is missing; the names of those that were made are durable when it
    // returns.
    virtual Result<void> makeDirectories(const std::string& path) = 0;
    virtual Result<void> syncDirectory(const std::string& path) = 0;

    // Whole file; Fault::invalid when it is longer than `limit`.
    virtual Result<std::string> read(const std::string& path, std::int64_t limit) const = 0;
    // Up to `bytes` from `offset`; shorter only at the end of the file.
    virtual Result<std::string> readPart(const std::string& path, std::int64_t offset,
                                         std::int64_t bytes) const = 0;
    // Regular files and folders, sorted by name; links are not listed.
    virtual Result<std::vector<FileInfo>> list(const std::string& path) const = 0;
    virtual Result<FileInfo> info(const std::string& path) const = 0;
    virtual Result<std::int64_t> freeBytes(const std::string& path) const = 0;
};

}  // namespace signage
