// A disk in memory that knows what is durable: bytes after WritableFile::sync(), names after syncDirectory()
// of their folder. Paths are compared as written, without "." and "..". Safe from any thread.
#pragma once

#include <functional>
#include <map>
#include <mutex>

#include "player/ports/disk.h"

namespace signage::testing {

// What a power cut leaves of that which was not synced. Real disks do any of these.
enum class PowerCut {
    loses_everything,  // unsynced bytes and names are gone
    keeps_names,       // names were written by the journal, unsynced bytes were not: empty or short files
    keeps_everything   // as when the process is killed and the machine lives on
};

class MemoryDisk final : public Disk {
  public:
    MemoryDisk();
    ~MemoryDisk() override;

    Result<std::unique_ptr<WritableFile>> create(const std::string& path) override;
    Result<std::unique_ptr<WritableFile>> append(const std::string& path) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<void> remove(const std::string& path) override;
    Result<void> makeDirectories(const std::string& path) override;
    Result<void> syncDirectory(const std::string& path) override;
    Result<std::string> read(const std::string& path, std::int64_t limit) const override;
    Result<std::string> readPart(const std::string& path, std::int64_t offset,
                                 std::int64_t bytes) const override;
    Result<std::vector<FileInfo>> list(const std::string& path) const override;
    Result<FileInfo> info(const std::string& path) const override;
    Result<std::int64_t> freeBytes(const std::string& path) const override;

    // The power goes and comes back. Files open before it write nowhere afterwards.
    void powerCut(PowerCut kind);
    // From now on every write fails with Fault::read_only.
    void setReadOnly(bool readOnly);
    // Writes beyond so many bytes in all fail with Fault::no_space.
    void setCapacity(std::int64_t bytes);
    // Behind the back of the program: bytes and name are durable, folders are made.
    void put(const std::string& path, const std::string& bytes);
    bool exists(const std::string& path) const;
    // Called by whoever reads a part of a file, on its thread, before it does; set while nobody reads.
    std::function<void()> beforePart;
    // Every regular file under a folder, paths in order.
    std::vector<std::string> files(const std::string& under) const;

  private:
    struct Impl;
    class File;
    std::shared_ptr<Impl> impl_;
};

}  // namespace signage::testing
