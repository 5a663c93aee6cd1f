// Which spool is in use, and when that changes.
#include "player/heartbeat/outbox.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "player/base/format.h"
#include "player/heartbeat/wire.h"

namespace signage {
namespace {

constexpr int mostAttempts = 3;

// The database's companions belong to it; only the latest damaged one is kept.
void moveAside(const std::string& path) {
    std::error_code ignored;
    std::filesystem::rename(path, path + ".damaged", ignored);
    if (ignored) std::filesystem::remove(path, ignored);
    for (const char* companion : {"-wal", "-shm", "-journal"}) {
        std::filesystem::remove(path + companion, ignored);
    }
}

}  // namespace

Outbox::Outbox(OutboxOptions options, RandomSource random, EventSink event)
    : options_(std::move(options)), random_(std::move(random)), event_(std::move(event)) {}

Outbox::~Outbox() = default;

void Outbox::open(const Moment& now) {
    now_ = now;
    openDisk(now);
}

void Outbox::openDisk(const Moment& now) {
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path(options_.path).parent_path(), ignored);
    for (int attempt = 0; attempt < 2; ++attempt) {
        auto opened = Spool::open(options_.path, options_.limits, random_);
        Result<int> started = 0;
        if (opened) started = (*opened)->noteStart(now.wall);
        if (opened && started) {
            use(std::move(*opened), true);
            note_ = spool_->note();
            if (spool_->nextSeq() == 1) event_("spool-new", spool_->series());
            return;
        }
        const Error error = opened ? started.error() : opened.error();
        if (error.fault != Fault::invalid || attempt > 0) {
            toMemory(now, error);
            return;
        }
        if (opened) opened->reset();
        setAside(error);
    }
}

void Outbox::use(std::unique_ptr<Spool> spool, bool onDisk) {
    spool_ = std::move(spool);
    spool_->countDropped(std::exchange(carried_, 0));
    onDisk_ = onDisk;
    if (!onDisk) return;
    trouble_.clear();
    depthBehind_ = 0;
    droppedBehind_ = 0;
}

// What waits in this spool will never be delivered.
void Outbox::writeOff() {
    if (spool_ != nullptr) carried_ += spool_->dropped() + spool_->depth();
    spool_.reset();
}

void Outbox::setAside(const Error& error) {
    writeOff();
    moveAside(options_.path);
    event_("spool-damaged", error.line(Language::japanese));
}

// What waits on the disk stays there until it can be read again.
void Outbox::toMemory(const Moment& now, const Error& error) {
    if (spool_ != nullptr) {
        depthBehind_ = spool_->depth();
        droppedBehind_ = spool_->dropped();
    }
    spool_.reset();
    onDisk_ = false;
    const bool held = error.fault == Fault::refused;
    nextRetry_ = now.monotonic + (held ? options_.retryHeld : options_.retryDisk);
    trouble_ = format("送信待ちの記録をディスクに保存できません: {}", error.what.ja);
    event_("spool-in-memory", error.line(Language::japanese));
    auto memory = Spool::inMemory(options_.memoryLimits, random_);
    if (memory) use(std::move(*memory), false);
}

// Goes on with the series of the memory, so that the hub sees one change of series and not two.
void Outbox::retryDisk(const Moment& now) {
    nextRetry_ = now.monotonic + options_.retryDisk;
    auto opened = Spool::open(options_.path, options_.limits, random_);
    if (!opened && opened.error().fault == Fault::invalid) {
        moveAside(options_.path);
        opened = Spool::open(options_.path, options_.limits, random_);
    }
    if (!opened) return;
    if (spool_ != nullptr && !(*opened)->takeOver(*spool_)) return;
    use(std::move(*opened), true);
    event_("spool-on-disk", spool_->series());
}

void Outbox::handle(const Error& error) {
    if (onDisk_ && error.fault == Fault::invalid) {
        setAside(error);
        openDisk(now_);
        return;
    }
    if (!onDisk_) writeOff();
    toMemory(now_, error);
}

Outbox::Next Outbox::next(const Moment& now) const {
    const auto restarts = spool_->restarts(now.wall);
    return {spool_->series(), spool_->nextSeq(), depth(), dropped(), restarts ? *restarts : 0};
}

void Outbox::put(const Moment& now, const std::function<std::string(const Next&)>& make,
                 std::string_view note) {
    now_ = now;
    if (!onDisk_ && now.monotonic >= nextRetry_) retryDisk(now);
    for (int attempt = 0; attempt < mostAttempts && spool_ != nullptr; ++attempt) {
        const auto stored = spool_->append(make(next(now)), note);
        if (stored) return;
        handle(stored.error());
    }
    ++carried_;
}

std::vector<SpooledRecord> Outbox::oldest(int limit) {
    if (spool_ == nullptr) return {};
    auto records = spool_->oldest(limit);
    if (records) return std::move(*records);
    handle(records.error());
    return {};
}

std::vector<SpooledRecord> Outbox::newest() {
    if (spool_ == nullptr) return {};
    auto records = spool_->newest();
    if (records) return std::move(*records);
    handle(records.error());
    return {};
}

void Outbox::acknowledge(const std::vector<std::int64_t>& ids) {
    if (spool_ == nullptr) return;
    if (const auto done = spool_->acknowledge(ids); !done) handle(done.error());
}

void Outbox::discard(const std::vector<std::int64_t>& ids) {
    if (spool_ == nullptr) return;
    if (const auto done = spool_->discard(ids); !done) handle(done.error());
}

void Outbox::park(std::int64_t id) {
    if (spool_ == nullptr) return;
    if (const auto done = spool_->park(id); !done) handle(done.error());
}

void Outbox::flush() {
    if (spool_ == nullptr) return;
    if (const auto done = spool_->flush(); !done) handle(done.error());
}

void Outbox::fork() {
    if (spool_ == nullptr) return;
    const std::string before = spool_->series();
    if (const auto done = spool_->fork(random_, renumbered); !done) {
        handle(done.error());
        return;
    }
    event_("spool-forked", format("{} -> {}", before, spool_->series()));
}

std::int64_t Outbox::depth() const {
    return depthBehind_ + (spool_ == nullptr ? 0 : spool_->depth());
}

std::int64_t Outbox::dropped() const {
    return droppedBehind_ + carried_ + (spool_ == nullptr ? 0 : spool_->dropped());
}

}  // namespace signage
