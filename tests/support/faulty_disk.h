// Decorators that make a disk fail: at an operation of choice, or by forgetting to sync.
#pragma once

#include <array>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "player/ports/disk.h"

namespace signage::testing {

enum class DiskOperation {
    create,
    open,  // Disk::append()
    write,
    sync,
    rename,
    remove,
    make_directories,
    sync_directory,
    read,  // read() and readPart()
    list,
    info,
    free_bytes
};
inline constexpr int diskOperations = 12;

// Passes everything on to `inner` (which must outlive it and its files) and counts it; at the chosen
// operation it fails, or the power goes: then that operation is not done (a write is done by half) and
// nothing works any more. Safe from any thread.
class FaultyDisk final : public Disk {
  public:
    explicit FaultyDisk(Disk& inner);

    struct Plan {
        std::optional<DiskOperation> kind;  // none: any
        int at = 0;                         // counted from 0 among the operations of that kind from now on
        bool losesPower = false;            // everything afterwards fails too
        bool forEver = false;               // every later operation of that kind fails too
        Fault fault = Fault::io;
    };
    // Replaces the plan and starts counting for it anew.
    void plan(Plan plan);
    void planNothing();
    // Asked at every operation that the plan lets pass: the fault to fail it with, or none. Called under a
    // lock.
    using Judge = std::function<std::optional<Fault>(DiskOperation kind)>;
    void judge(Judge judge);
    // Whether the planned operation came.
    bool tripped() const;
    // Operations so far, all kinds or one.
    int count() const;
    int count(DiskOperation kind) const;
    // How often a file was synced again, or renamed into place, after its fsync had failed: never allowed.
    int usedAfterFailedSync() const;

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

  private:
    class File;
    // Counts the operation; an error when it is to fail.
    Result<void> enter(DiskOperation kind, const std::string& path) const;
    // Keeps `spoilt_`.
    void enterSync(const std::string& path) const;
    void spoil(const std::string& path) const;
    void forgive(const std::string& path) const;

    Disk& inner_;
    mutable std::mutex mutex_;
    mutable std::optional<Plan> plan_;
    mutable int seen_ = 0;  // operations of the plan's kind since plan()
    mutable bool tripped_ = false;
    mutable bool powerless_ = false;
    mutable std::array<int, diskOperations> counts_{};
    mutable Judge judge_;
    mutable std::set<std::string> spoilt_;  // files whose fsync failed
    mutable int usedAfterFailedSync_ = 0;
};

// The mutant of a careful writer: the syncs it asks for are not done, though they succeed. A crash test that
// passes on it proves nothing.
class ForgetfulDisk final : public Disk {
  public:
    enum class Forgets { file_sync, directory_sync, both };
    ForgetfulDisk(Disk& inner, Forgets forgets);

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

  private:
    class File;
    Disk& inner_;
    Forgets forgets_;
};

}  // namespace signage::testing
