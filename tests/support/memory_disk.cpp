// The disk in memory: every file is a node with its bytes now and its bytes on the medium; every folder has
// its names now and its names on the medium.
#include "tests/support/memory_disk.h"

#include <algorithm>
#include <limits>
#include <set>

#include "player/base/format.h"

namespace signage::testing {
namespace {

struct Node {
    std::string now;
    std::string durable;
};
using NodePtr = std::shared_ptr<Node>;

struct Folder {
    std::map<std::string, NodePtr> now;
    std::map<std::string, NodePtr> durable;
};

std::string parentOf(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return "";
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::string nameOf(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

std::string join(const std::string& folder, const std::string& name) {
    if (folder.empty()) return name;
    return folder == "/" ? "/" + name : folder + "/" + name;
}

std::string clean(std::string path) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    return path;
}

bool isInside(const std::string& path, const std::string& folder) {
    if (folder.empty()) return true;
    const std::string prefix = folder == "/" ? folder : folder + "/";
    return path.compare(0, prefix.size(), prefix) == 0;
}

Failure fault(Fault kind, const std::string& path, const char* ja, const char* en) {
    return fail(kind, path, {ja, en});
}

Failure notThere(const std::string& path) {
    return fault(Fault::not_found, path, "ありません", "does not exist");
}

}  // namespace

// Guarded by its mutex. A folder that was made is taken as durable with its parent's names: makeDirectories()
// promises that.
struct MemoryDisk::Impl {
    std::mutex mutex;
    std::map<std::string, Folder> folders{{"", {}}, {"/", {}}};
    std::int64_t capacity = std::numeric_limits<std::int64_t>::max();
    bool readOnly = false;
    int epoch = 0;  // power cuts so far: files opened before one are dead

    Folder* folderOf(const std::string& path) {
        const auto found = folders.find(parentOf(path));
        return found == folders.end() ? nullptr : &found->second;
    }
    NodePtr find(const std::string& path) {
        const Folder* folder = folderOf(path);
        if (folder == nullptr) return nullptr;
        const auto found = folder->now.find(nameOf(path));
        return found == folder->now.end() ? nullptr : found->second;
    }
    std::int64_t used() const {
        std::int64_t bytes = 0;
        for (const auto& [path, folder] : folders) {
            for (const auto& [name, node] : folder.now) bytes += static_cast<std::int64_t>(node->now.size());
        }
        return bytes;
    }
    Result<void> mayWrite(const std::string& path) const {
        if (readOnly) return fault(Fault::read_only, path, "書き込めません", "is read-only");
        return {};
    }
};

class MemoryDisk::File final : public WritableFile {
  public:
    File(std::shared_ptr<Impl> disk, NodePtr node, std::string path)
        : disk_(std::move(disk)), node_(std::move(node)), path_(std::move(path)), epoch_(disk_->epoch) {}

    Result<void> append(std::string_view bytes) override {
        const std::lock_guard lock(disk_->mutex);
        if (auto allowed = mayWrite(); !allowed) return allowed;
        if (static_cast<std::int64_t>(bytes.size()) > disk_->capacity - disk_->used()) {
            return fault(Fault::no_space, path_, "空きがありません", "no space is left");
        }
        node_->now += bytes;
        return {};
    }

    Result<void> sync() override {
        const std::lock_guard lock(disk_->mutex);
        if (auto allowed = mayWrite(); !allowed) return allowed;
        node_->durable = node_->now;
        return {};
    }

  private:
    Result<void> mayWrite() const {
        if (epoch_ != disk_->epoch) return fault(Fault::io, path_, "電源が切れました", "the power went off");
        return disk_->mayWrite(path_);
    }

    std::shared_ptr<Impl> disk_;
    NodePtr node_;
    std::string path_;
    int epoch_;
};

MemoryDisk::MemoryDisk() : impl_(std::make_shared<Impl>()) {}
MemoryDisk::~MemoryDisk() = default;

Result<std::unique_ptr<WritableFile>> MemoryDisk::create(const std::string& path) {
    const std::lock_guard lock(impl_->mutex);
    if (auto allowed = impl_->mayWrite(path); !allowed) return Failure(allowed.error());
    Folder* folder = impl_->folderOf(path);
    if (folder == nullptr) return notThere(parentOf(path));
    if (folder->now.count(nameOf(path)) != 0 || impl_->folders.count(path) != 0) {
        return fault(Fault::io, path, "すでにあります", "exists already");
    }
    auto node = std::make_shared<Node>();
    folder->now[nameOf(path)] = node;
    return std::make_unique<File>(impl_, node, path);
}

Result<std::unique_ptr<WritableFile>> MemoryDisk::append(const std::string& path) {
    const std::lock_guard lock(impl_->mutex);
    if (auto allowed = impl_->mayWrite(path); !allowed) return Failure(allowed.error());
    const NodePtr node = impl_->find(path);
    if (node == nullptr) return notThere(path);
    return std::make_unique<File>(impl_, node, path);
}

Result<void> MemoryDisk::rename(const std::string& from, const std::string& to) {
    const std::lock_guard lock(impl_->mutex);
    if (auto allowed = impl_->mayWrite(from); !allowed) return allowed;
    const NodePtr node = impl_->find(from);
    if (node == nullptr) return notThere(from);
    Folder* target = impl_->folderOf(to);
    if (target == nullptr) return notThere(parentOf(to));
    impl_->folderOf(from)->now.erase(nameOf(from));
    target->now[nameOf(to)] = node;
    return {};
}

Result<void> MemoryDisk::remove(const std::string& path) {
    const std::lock_guard lock(impl_->mutex);
    if (auto allowed = impl_->mayWrite(path); !allowed) return allowed;
    if (impl_->find(path) == nullptr) return notThere(path);
    impl_->folderOf(path)->now.erase(nameOf(path));
    return {};
}

Result<void> MemoryDisk::makeDirectories(const std::string& path) {
    const std::lock_guard lock(impl_->mutex);
    std::string folder = clean(path);
    if (impl_->folders.count(folder) != 0) return {};
    if (auto allowed = impl_->mayWrite(path); !allowed) return allowed;
    for (; impl_->folders.count(folder) == 0; folder = parentOf(folder)) {
        if (impl_->find(folder) != nullptr) {
            return fault(Fault::io, folder, "フォルダーではありません", "is not a folder");
        }
        impl_->folders[folder];
    }
    return {};
}

Result<void> MemoryDisk::syncDirectory(const std::string& path) {
    const std::lock_guard lock(impl_->mutex);
    if (auto allowed = impl_->mayWrite(path); !allowed) return allowed;
    const auto found = impl_->folders.find(clean(path));
    if (found == impl_->folders.end()) return notThere(path);
    found->second.durable = found->second.now;
    return {};
}

Result<std::string> MemoryDisk::read(const std::string& path, std::int64_t limit) const {
    const std::lock_guard lock(impl_->mutex);
    const NodePtr node = impl_->find(path);
    if (node == nullptr) return notThere(path);
    if (static_cast<std::int64_t>(node->now.size()) > limit) {
        return fault(Fault::invalid, path, "大きすぎます", "is too large");
    }
    return node->now;
}

Result<std::string> MemoryDisk::readPart(const std::string& path, std::int64_t offset,
                                         std::int64_t bytes) const {
    if (beforePart) beforePart();
    const std::lock_guard lock(impl_->mutex);
    const NodePtr node = impl_->find(path);
    if (node == nullptr) return notThere(path);
    const auto from = std::min(static_cast<std::size_t>(std::max<std::int64_t>(offset, 0)), node->now.size());
    return node->now.substr(from, static_cast<std::size_t>(std::max<std::int64_t>(bytes, 0)));
}

Result<std::vector<FileInfo>> MemoryDisk::list(const std::string& path) const {
    const std::lock_guard lock(impl_->mutex);
    const std::string folder = clean(path);
    const auto found = impl_->folders.find(folder);
    if (found == impl_->folders.end()) return notThere(path);
    std::vector<FileInfo> infos;
    for (const auto& [name, node] : found->second.now) {
        infos.push_back({name, static_cast<std::int64_t>(node->now.size()), false});
    }
    for (const auto& [other, content] : impl_->folders) {
        if (other != folder && !other.empty() && other != "/" && parentOf(other) == folder) {
            infos.push_back({nameOf(other), 0, true});
        }
    }
    std::sort(infos.begin(), infos.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return infos;
}

Result<FileInfo> MemoryDisk::info(const std::string& path) const {
    const std::lock_guard lock(impl_->mutex);
    if (impl_->folders.count(clean(path)) != 0) return FileInfo{nameOf(clean(path)), 0, true};
    const NodePtr node = impl_->find(path);
    if (node == nullptr) return notThere(path);
    return FileInfo{nameOf(path), static_cast<std::int64_t>(node->now.size()), false};
}

Result<std::int64_t> MemoryDisk::freeBytes(const std::string& path) const {
    const std::lock_guard lock(impl_->mutex);
    if (impl_->folders.count(clean(path)) == 0) return notThere(path);
    return impl_->capacity - impl_->used();
}

void MemoryDisk::powerCut(PowerCut kind) {
    const std::lock_guard lock(impl_->mutex);
    ++impl_->epoch;
    std::set<NodePtr> nodes;
    for (auto& [path, folder] : impl_->folders) {
        if (kind == PowerCut::loses_everything) folder.now = folder.durable;
        for (const auto& [name, node] : folder.now) nodes.insert(node);
    }
    for (const NodePtr& node : nodes) {
        if (kind != PowerCut::keeps_everything) node->now = node->durable;
        node->durable = node->now;
    }
    for (auto& [path, folder] : impl_->folders) folder.durable = folder.now;
}

void MemoryDisk::setReadOnly(bool readOnly) {
    const std::lock_guard lock(impl_->mutex);
    impl_->readOnly = readOnly;
}

void MemoryDisk::setCapacity(std::int64_t bytes) {
    const std::lock_guard lock(impl_->mutex);
    impl_->capacity = bytes;
}

void MemoryDisk::put(const std::string& path, const std::string& bytes) {
    const std::lock_guard lock(impl_->mutex);
    for (std::string folder = parentOf(path); impl_->folders.count(folder) == 0; folder = parentOf(folder)) {
        impl_->folders[folder];
    }
    auto node = std::make_shared<Node>(Node{bytes, bytes});
    Folder& folder = *impl_->folderOf(path);
    folder.now[nameOf(path)] = node;
    folder.durable[nameOf(path)] = node;
}

bool MemoryDisk::exists(const std::string& path) const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->find(path) != nullptr || impl_->folders.count(clean(path)) != 0;
}

std::vector<std::string> MemoryDisk::files(const std::string& under) const {
    const std::lock_guard lock(impl_->mutex);
    std::vector<std::string> paths;
    for (const auto& [path, folder] : impl_->folders) {
        if (path != clean(under) && !isInside(path, clean(under))) continue;
        for (const auto& [name, node] : folder.now) paths.push_back(join(path, name));
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace signage::testing
