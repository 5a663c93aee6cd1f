// A real, small ext4 file system in memory, whose power can be cut: an image in a memory file on a loop
// device, mounted where only this process sees it. Whatever happens to the process, nothing stays behind: its
// mounts go with it, and a loop device without a mount frees itself.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "player/base/error.h"

namespace signage::faults {

// A disk image in memory.
class DiskImage {
  public:
    // Made with mkfs.ext4.
    static Result<DiskImage> make(std::int64_t bytes);
    ~DiskImage();
    DiskImage(DiskImage&& other) noexcept;
    DiskImage(const DiskImage&) = delete;
    DiskImage& operator=(const DiskImage&) = delete;
    DiskImage& operator=(DiskImage&&) = delete;

    Result<DiskImage> copy() const;
    int descriptor() const { return descriptor_; }

  private:
    explicit DiskImage(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

// What becomes of what the file system has not written yet. The numbers are the kernel's.
enum class Shutdown {
    flushes_journal = 1,  // names and sizes of the running transaction are written, bytes are not
    flushes_nothing = 2
};

class MountedImage {
  public:
    // The image must outlive the mount. Like a disk of the least friendly kind: ext4 does not allocate bytes
    // early at a rename (noauto_da_alloc), and commits nothing by itself for minutes.
    static Result<std::unique_ptr<MountedImage>> mount(const DiskImage& image, const std::string& folder);
    ~MountedImage();
    MountedImage(const MountedImage&) = delete;
    MountedImage& operator=(const MountedImage&) = delete;

    const std::string& path() const { return folder_; }
    // The file system stops at once, as it is; every call on it fails from now on.
    Result<void> cutPower(Shutdown kind);
    Result<void> setReadOnly(bool readOnly);
    // Also done at the end, but then nobody hears of a failure.
    Result<void> unmount();

  private:
    explicit MountedImage(std::string folder) : folder_(std::move(folder)) {}
    std::string folder_;
    bool mounted_ = true;
};

// Mounts of this process are its own from now on. Fault::unsupported with the reason where it may not have
// any (not root, a container without that right).
Result<void> ownMounts();

}  // namespace signage::faults
