// The disk that fails on demand.
#include "tests/support/faulty_disk.h"

#include "player/base/format.h"

namespace signage::testing {

class FaultyDisk::File final : public WritableFile {
  public:
    File(const FaultyDisk& disk, std::unique_ptr<WritableFile> inner, std::string path)
        : disk_(disk), inner_(std::move(inner)), path_(std::move(path)) {}

    Result<void> append(std::string_view bytes) override {
        if (auto allowed = disk_.enter(DiskOperation::write, path_); !allowed) {
            // A torn write: the first half reached the disk. What the inner disk says of it does not matter.
            if (bytes.size() > 1 && inner_ != nullptr) {
                static_cast<void>(inner_->append(bytes.substr(0, bytes.size() / 2)));
                inner_.reset();
            }
            return allowed;
        }
        return inner_->append(bytes);
    }

    Result<void> sync() override {
        disk_.enterSync(path_);
        auto synced = disk_.enter(DiskOperation::sync, path_);
        if (synced) synced = inner_->sync();
        if (!synced) disk_.spoil(path_);
        return synced;
    }

  private:
    const FaultyDisk& disk_;
    std::unique_ptr<WritableFile> inner_;  // null after a failed write
    std::string path_;
};

FaultyDisk::FaultyDisk(Disk& inner) : inner_(inner) {}

void FaultyDisk::plan(Plan plan) {
    const std::lock_guard lock(mutex_);
    plan_ = plan;
    seen_ = 0;
    tripped_ = false;
    powerless_ = false;
}

void FaultyDisk::planNothing() {
    const std::lock_guard lock(mutex_);
    plan_.reset();
    tripped_ = false;
    powerless_ = false;
}

void FaultyDisk::judge(Judge judge) {
    const std::lock_guard lock(mutex_);
    judge_ = std::move(judge);
}

int FaultyDisk::usedAfterFailedSync() const {
    const std::lock_guard lock(mutex_);
    return usedAfterFailedSync_;
}

void FaultyDisk::enterSync(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    if (spoilt_.count(path) != 0) ++usedAfterFailedSync_;
}

void FaultyDisk::spoil(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    spoilt_.insert(path);
}

void FaultyDisk::forgive(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    spoilt_.erase(path);
}

bool FaultyDisk::tripped() const {
    const std::lock_guard lock(mutex_);
    return tripped_;
}

int FaultyDisk::count() const {
    const std::lock_guard lock(mutex_);
    int sum = 0;
    for (const int n : counts_) sum += n;
    return sum;
}

int FaultyDisk::count(DiskOperation kind) const {
    const std::lock_guard lock(mutex_);
    return counts_.at(static_cast<std::size_t>(kind));
}

Result<void> FaultyDisk::enter(DiskOperation kind, const std::string& path) const {
    const std::lock_guard lock(mutex_);
    ++counts_.at(static_cast<std::size_t>(kind));
    if (powerless_) return fail(Fault::io, path, {"電源が切れています", "the power is off"});
    std::optional<Fault> fault;
    if (plan_ && (!plan_->kind || *plan_->kind == kind)) {
        const int index = seen_++;
        if (index == plan_->at || (plan_->forEver && index > plan_->at)) {
            fault = plan_->fault;
            powerless_ = plan_->losesPower;
        }
    }
    if (!fault && judge_) fault = judge_(kind);
    if (!fault) return {};
    tripped_ = true;
    return fail(*fault, path, {"試験のため失敗させました", "made to fail by the test"});
}

Result<std::unique_ptr<WritableFile>> FaultyDisk::create(const std::string& path) {
    if (auto allowed = enter(DiskOperation::create, path); !allowed) return Failure(allowed.error());
    auto file = inner_.create(path);
    if (!file) return file;
    forgive(path);
    return std::make_unique<File>(*this, std::move(*file), path);
}

Result<std::unique_ptr<WritableFile>> FaultyDisk::append(const std::string& path) {
    if (auto allowed = enter(DiskOperation::open, path); !allowed) return Failure(allowed.error());
    auto file = inner_.append(path);
    if (!file) return file;
    return std::make_unique<File>(*this, std::move(*file), path);
}

Result<void> FaultyDisk::rename(const std::string& from, const std::string& to) {
    if (auto allowed = enter(DiskOperation::rename, from); !allowed) return allowed;
    enterSync(from);
    return inner_.rename(from, to);
}

Result<void> FaultyDisk::remove(const std::string& path) {
    if (auto allowed = enter(DiskOperation::remove, path); !allowed) return allowed;
    return inner_.remove(path);
}

Result<void> FaultyDisk::makeDirectories(const std::string& path) {
    if (auto allowed = enter(DiskOperation::make_directories, path); !allowed) return allowed;
    return inner_.makeDirectories(path);
}

Result<void> FaultyDisk::syncDirectory(const std::string& path) {
    if (auto allowed = enter(DiskOperation::sync_directory, path); !allowed) return allowed;
    return inner_.syncDirectory(path);
}

Result<std::string> FaultyDisk::read(const std::string& path, std::int64_t limit) const {
    if (auto allowed = enter(DiskOperation::read, path); !allowed) return Failure(allowed.error());
    return inner_.read(path, limit);
}

Result<std::string> FaultyDisk::readPart(const std::string& path, std::int64_t offset,
                                         std::int64_t bytes) const {
    if (auto allowed = enter(DiskOperation::read, path); !allowed) return Failure(allowed.error());
    return inner_.readPart(path, offset, bytes);
}

Result<std::vector<FileInfo>> FaultyDisk::list(const std::string& path) const {
    if (auto allowed = enter(DiskOperation::list, path); !allowed) return Failure(allowed.error());
    return inner_.list(path);
}

Result<FileInfo> FaultyDisk::info(const std::string& path) const {
    if (auto allowed = enter(DiskOperation::info, path); !allowed) return Failure(allowed.error());
    return inner_.info(path);
}

Result<std::int64_t> FaultyDisk::freeBytes(const std::string& path) const {
    if (auto allowed = enter(DiskOperation::free_bytes, path); !allowed) return Failure(allowed.error());
    return inner_.freeBytes(path);
}

class ForgetfulDisk::File final : public WritableFile {
  public:
    File(std::unique_ptr<WritableFile> inner, bool forgets) : inner_(std::move(inner)), forgets_(forgets) {}
    Result<void> append(std::string_view bytes) override { return inner_->append(bytes); }
    Result<void> sync() override { return forgets_ ? Result<void>{} : inner_->sync(); }

  private:
    std::unique_ptr<WritableFile> inner_;
    bool forgets_;
};

ForgetfulDisk::ForgetfulDisk(Disk& inner, Forgets forgets) : inner_(inner), forgets_(forgets) {}

Result<std::unique_ptr<WritableFile>> ForgetfulDisk::create(const std::string& path) {
    auto file = inner_.create(path);
    if (!file) return file;
    return std::make_unique<File>(std::move(*file), forgets_ != Forgets::directory_sync);
}

Result<std::unique_ptr<WritableFile>> ForgetfulDisk::append(const std::string& path) {
    auto file = inner_.append(path);
    if (!file) return file;
    return std::make_unique<File>(std::move(*file), forgets_ != Forgets::directory_sync);
}

Result<void> ForgetfulDisk::rename(const std::string& from, const std::string& to) {
    return inner_.rename(from, to);
}

Result<void> ForgetfulDisk::remove(const std::string& path) {
    return inner_.remove(path);
}

Result<void> ForgetfulDisk::makeDirectories(const std::string& path) {
    return inner_.makeDirectories(path);
}

Result<void> ForgetfulDisk::syncDirectory(const std::string& path) {
    return forgets_ == Forgets::file_sync ? inner_.syncDirectory(path) : Result<void>{};
}

Result<std::string> ForgetfulDisk::read(const std::string& path, std::int64_t limit) const {
    return inner_.read(path, limit);
}

Result<std::string> ForgetfulDisk::readPart(const std::string& path, std::int64_t offset,
                                            std::int64_t bytes) const {
    return inner_.readPart(path, offset, bytes);
}

Result<std::vector<FileInfo>> ForgetfulDisk::list(const std::string& path) const {
    return inner_.list(path);
}

Result<FileInfo> ForgetfulDisk::info(const std::string& path) const {
    return inner_.info(path);
}

Result<std::int64_t> ForgetfulDisk::freeBytes(const std::string& path) const {
    return inner_.freeBytes(path);
}

}  // namespace signage::testing
