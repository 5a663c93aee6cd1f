// Loop devices, mounts and ext4's shutdown, by the kernel's own calls: quick, and nothing to clean up.
#include "tests/faults/loop_image.h"

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <linux/loop.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "player/base/format.h"
#include "tests/support/process.h"

namespace signage::faults {
namespace {

constexpr unsigned long ext4Shutdown = _IOR('X', 125, std::uint32_t);  // EXT4_IOC_SHUTDOWN
constexpr const char* mountOptions = "noauto_da_alloc,commit=600";

Failure notDone(const std::string& what, int error) {
    const std::string why = std::generic_category().message(error);
    return fail(Fault::unsupported, what, {why, why});
}

// Closes at the end of its scope.
class Opened {
  public:
    Opened(const std::string& path, int flags) : descriptor_(::open(path.c_str(), flags | O_CLOEXEC)) {}
    ~Opened() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    Opened(Opened&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    Opened& operator=(Opened&&) = delete;
    int get() const { return descriptor_; }

  private:
    int descriptor_;
};

struct LoopDevice {
    std::string path;
    Opened opened;  // until it is mounted: a loop device that nobody has open frees itself
};

Result<LoopDevice> attach(int image) {
    constexpr int mostTries = 20;  // somebody else may take the free one first
    for (int i = 0; i < mostTries; ++i) {
        const Opened control("/dev/loop-control", O_RDWR);
        if (control.get() < 0) return notDone("/dev/loop-control", errno);
        const int number = ::ioctl(control.get(), LOOP_CTL_GET_FREE);
        if (number < 0) return notDone("/dev/loop-control", errno);
        const std::string path = format("/dev/loop{}", number);
        Opened device(path, O_RDWR);
        if (device.get() < 0) return notDone(path, errno);
        loop_config config{};
        config.fd = static_cast<std::uint32_t>(image);
        config.info.lo_flags = LO_FLAGS_AUTOCLEAR;
        if (::ioctl(device.get(), LOOP_CONFIGURE, &config) == 0) return LoopDevice{path, std::move(device)};
        if (errno != EBUSY) return notDone(path, errno);
    }
    return notDone("/dev/loop-control", EBUSY);
}

}  // namespace

Result<DiskImage> DiskImage::make(std::int64_t bytes) {
    DiskImage image(::memfd_create("signage-faults", MFD_CLOEXEC));
    if (image.descriptor_ < 0 || ::ftruncate(image.descriptor_, bytes) != 0) return notDone("memory", errno);
    for (const char* program : {"/sbin/mkfs.ext4", "/usr/sbin/mkfs.ext4"}) {
        if (!std::filesystem::exists(program)) continue;
        const Finished made = runProgram({program, "-q", "-F", "-b", "4096", "-m", "0",
                                          format("/proc/{}/fd/{}", ::getpid(), image.descriptor_)});
        if (made.status == 0) return image;
        return fail(Fault::unsupported, program, {made.errors, made.errors});
    }
    return fail(Fault::unsupported, "mkfs.ext4", {"ありません", "is not here"});
}

DiskImage::DiskImage(DiskImage&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

DiskImage::~DiskImage() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

// Only what is not a hole.
Result<DiskImage> DiskImage::copy() const {
    DiskImage copied(::memfd_create("signage-faults", MFD_CLOEXEC));
    const off_t size = ::lseek(descriptor_, 0, SEEK_END);
    if (copied.descriptor_ < 0 || ::ftruncate(copied.descriptor_, size) != 0) return notDone("memory", errno);
    for (off_t at = ::lseek(descriptor_, 0, SEEK_DATA); at >= 0 && at < size;) {
        const off_t end = ::lseek(descriptor_, at, SEEK_HOLE);
        ::lseek(copied.descriptor_, at, SEEK_SET);
        while (at < end) {
            const ssize_t sent =
                ::sendfile(copied.descriptor_, descriptor_, &at, static_cast<std::size_t>(end - at));
            if (sent <= 0) return notDone("memory", errno);
        }
        at = ::lseek(descriptor_, end, SEEK_DATA);
    }
    return copied;
}

Result<std::unique_ptr<MountedImage>> MountedImage::mount(const DiskImage& image, const std::string& folder) {
    auto device = attach(image.descriptor());
    if (!device) return Failure(device.error());
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    if (::mount(device->path.c_str(), folder.c_str(), "ext4", MS_NOATIME, mountOptions) != 0) {
        return notDone("mount", errno);
    }
    return std::unique_ptr<MountedImage>(new MountedImage(folder));
}

MountedImage::~MountedImage() {
    if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
}

Result<void> MountedImage::cutPower(Shutdown kind) {
    const Opened root(folder_, O_RDONLY | O_DIRECTORY);
    auto flags = static_cast<std::uint32_t>(kind);
    if (root.get() < 0 || ::ioctl(root.get(), ext4Shutdown, &flags) != 0) {
        return notDone("EXT4_IOC_SHUTDOWN", errno);
    }
    return {};
}

Result<void> MountedImage::setReadOnly(bool readOnly) {
    const unsigned long flags =
        MS_REMOUNT | MS_NOATIME | (readOnly ? static_cast<unsigned long>(MS_RDONLY) : 0UL);
    if (::mount(nullptr, folder_.c_str(), nullptr, flags, mountOptions) != 0)
        return notDone("remount", errno);
    return {};
}

Result<void> MountedImage::unmount() {
    if (::umount2(folder_.c_str(), 0) != 0) return notDone("umount", errno);
    mounted_ = false;
    return {};
}

Result<void> ownMounts() {
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) {
        return notDone("unshare", errno);
    }
    return {};
}

}  // namespace signage::faults
