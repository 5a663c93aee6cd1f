// The file system by POSIX calls.
#include "player/platform/posix_disk.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "player/base/format.h"

namespace signage {
namespace {

class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;

    int get() const { return fd_; }
    bool valid() const { return fd_ >= 0; }
    int release() { return std::exchange(fd_, -1); }

  private:
    int fd_;
};

Fault faultOf(int error) {
    switch (error) {
        case ENOSPC:
        case EDQUOT:
            return Fault::no_space;
        case EROFS:
        case EACCES:
        case EPERM:
            return Fault::read_only;
        case ENOENT:
        case ENOTDIR:
            return Fault::not_found;
        default:
            return Fault::io;
    }
}

Bilingual remedyFor(Fault fault) {
    switch (fault) {
        case Fault::no_space:
            return {"ディスクの空きを増やしてください", "free some space on the disk"};
        case Fault::read_only:
            return {"書き込みの権限とマウントの設定を確かめてください",
                    "check the permissions and the mount"};
        case Fault::not_found:
            return {"場所を確かめてください", "check the path"};
        default:
            return {"ディスクを確かめてください", "check the disk"};
    }
}

Failure failed(int error, const std::string& path, const char* ja, const char* en) {
    const Fault fault = faultOf(error);
    const std::string why = std::generic_category().message(error);
    return fail(fault, path, {format("{}: {}", ja, why), format("{}: {}", en, why)}, remedyFor(fault));
}

Failure notRegular(const std::string& path) {
    return fail(Fault::io, path, {"ふつうのファイルではありません", "it is not a regular file"},
                {"置き換えてください", "replace it"});
}

// Never blocks on a pipe, never follows a link in the last part.
Result<Descriptor> openRegular(const std::string& path, int flags, struct stat& status) {
    Descriptor file(::open(path.c_str(), flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    if (!file.valid()) {
        if (errno == ELOOP) return notRegular(path);
        return failed(errno, path, "開けません", "cannot be opened");
    }
    if (::fstat(file.get(), &status) != 0) return failed(errno, path, "調べられません", "cannot be examined");
    if (!S_ISREG(status.st_mode)) return notRegular(path);
    return file;
}

class PosixFile final : public WritableFile {
  public:
    PosixFile(Descriptor file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}

    Result<void> append(std::string_view bytes) override {
        while (!bytes.empty()) {
            const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return failed(errno, path_, "書けません", "cannot be written");
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return {};
    }

    Result<void> sync() override {
        if (::fsync(file_.get()) != 0) {
            return failed(errno, path_, "ディスクに書き終えられません", "cannot be made durable");
        }
        return {};
    }

  private:
    Descriptor file_;
    std::string path_;
};

// Up to `bytes` from `offset`, as far as the file goes.
Result<std::string> readFrom(const Descriptor& file, const std::string& path, std::int64_t offset,
                             std::int64_t bytes) {
    std::string content(static_cast<std::size_t>(std::max<std::int64_t>(bytes, 0)), '\0');
    std::size_t done = 0;
    while (done < content.size()) {
        const ssize_t got = ::pread(file.get(), content.data() + done, content.size() - done,
                                    static_cast<off_t>(offset) + static_cast<off_t>(done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failed(errno, path, "読めません", "cannot be read");
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    content.resize(done);
    return content;
}

struct CloseFolder {
    void operator()(DIR* folder) const { ::closedir(folder); }
};

std::string parentOf(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

Result<std::unique_ptr<WritableFile>> PosixDisk::create(const std::string& path) {
    const mode_t mode = files_ == Files::secret ? 0600 : 0644;
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (!file.valid()) return failed(errno, path, "作れません", "cannot be created");
    return std::make_unique<PosixFile>(std::move(file), path);
}

Result<std::unique_ptr<WritableFile>> PosixDisk::append(const std::string& path) {
    struct stat status {};
    auto file = openRegular(path, O_WRONLY | O_APPEND, status);
    if (!file) return Failure(file.error());
    return std::make_unique<PosixFile>(std::move(*file), path);
}

Result<void> PosixDisk::rename(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        return failed(errno, to, "名前を付けられません", "cannot be renamed into place");
    }
    return {};
}

Result<void> PosixDisk::remove(const std::string& path) {
    if (::unlink(path.c_str()) != 0) return failed(errno, path, "消せません", "cannot be removed");
    return {};
}

Result<void> PosixDisk::makeDirectories(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0) {
        if (S_ISDIR(status.st_mode)) return {};
        return failed(EEXIST, path, "フォルダーではありません", "is not a folder");
    }
    if (errno != ENOENT) return failed(errno, path, "調べられません", "cannot be examined");
    const std::string parent = parentOf(path);
    if (parent != path) {
        if (auto made = makeDirectories(parent); !made) return made;
    }
    if (::mkdir(path.c_str(), 0755) != 0 && errno != EEXIST) {
        return failed(errno, path, "フォルダーを作れません", "the folder cannot be made");
    }
    return syncDirectory(parent);
}

Result<void> PosixDisk::syncDirectory(const std::string& path) {
    const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.valid()) return failed(errno, path, "フォルダーを開けません", "the folder cannot be opened");
    if (::fsync(folder.get()) != 0) {
        return failed(errno, path, "ディスクに書き終えられません", "cannot be made durable");
    }
    return {};
}

Result<std::string> PosixDisk::read(const std::string& path, std::int64_t limit) const {
    struct stat status {};
    const auto file = openRegular(path, O_RDONLY, status);
    if (!file) return Failure(file.error());
    // One byte more than is said to be there shows a file that grew meanwhile.
    const std::int64_t wanted = std::min<std::int64_t>(status.st_size, limit) + 1;
    auto content = readFrom(*file, path, 0, wanted);
    if (content && static_cast<std::int64_t>(content->size()) > limit) {
        return fail(
            Fault::invalid, path,
            {format("大きすぎます（{} バイトまで）", limit), format("is larger than {} bytes", limit)});
    }
    return content;
}

Result<std::string> PosixDisk::readPart(const std::string& path, std::int64_t offset,
                                        std::int64_t bytes) const {
    struct stat status {};
    const auto file = openRegular(path, O_RDONLY, status);
    if (!file) return Failure(file.error());
    if (offset < 0 || offset >= status.st_size) return std::string();
    return readFrom(*file, path, offset, std::min<std::int64_t>(bytes, status.st_size - offset));
}

Result<std::vector<FileInfo>> PosixDisk::list(const std::string& path) const {
    Descriptor opened(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened.valid()) return failed(errno, path, "フォルダーを開けません", "the folder cannot be opened");
    const std::unique_ptr<DIR, CloseFolder> folder(::fdopendir(opened.get()));
    if (folder == nullptr)
        return failed(errno, path, "フォルダーを開けません", "the folder cannot be opened");
    const int descriptor = opened.release();  // the DIR owns it now
    std::vector<FileInfo> infos;
    for (;;) {
        errno = 0;
        const dirent* entry =
            ::readdir(folder.get());  // NOLINT(concurrency-mt-unsafe): the DIR is ours alone
        if (entry == nullptr) break;
        const std::string name = entry->d_name;
        struct stat status {};
        if (name == "." || name == "..") continue;
        if (::fstatat(descriptor, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
            if (errno == ENOENT) continue;  // gone since it was listed: not there
            return failed(errno, path, "フォルダーを読めません", "the folder cannot be read");
        }
        if (S_ISREG(status.st_mode)) infos.push_back({name, status.st_size, false});
        if (S_ISDIR(status.st_mode)) infos.push_back({name, 0, true});
    }
    if (errno != 0) return failed(errno, path, "フォルダーを読めません", "the folder cannot be read");
    std::sort(infos.begin(), infos.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return infos;
}

Result<FileInfo> PosixDisk::info(const std::string& path) const {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0)
        return failed(errno, path, "調べられません", "cannot be examined");
    const bool directory = S_ISDIR(status.st_mode);
    if (!directory && !S_ISREG(status.st_mode)) return notRegular(path);
    return FileInfo{path.substr(path.rfind('/') + 1), directory ? 0 : status.st_size, directory};
}

Result<std::int64_t> PosixDisk::freeBytes(const std::string& path) const {
    struct statvfs status {};
    if (::statvfs(path.c_str(), &status) != 0) {
        return failed(errno, path, "空きを調べられません", "the free space cannot be determined");
    }
    return static_cast<std::int64_t>(status.f_bavail) * static_cast<std::int64_t>(status.f_frsize);
}

}  // namespace signage
