// Uploads of media.
#include "tools/hub/uploads.h"

#include <charconv>

#include "player/base/format.h"
#include "player/store/hash.h"

namespace signage::hub {
namespace {

constexpr std::int64_t hashBlock = 1024 * 1024;

std::optional<std::int64_t> parseCount(const std::string& text) {
    std::int64_t value = 0;
    const char* const last = text.data() + text.size();
    const auto [end, fault] = std::from_chars(text.data(), last, value);
    if (text.empty() || fault != std::errc() || end != last || value < 0) return std::nullopt;
    return value;
}

Response badHash() {
    return errorResponse(400, {"アップロード先の名前が SHA-256（小文字 16 進 64 桁）ではありません",
                               "the name is not a SHA-256 (64 lower-case hexadecimal digits)"});
}

Response atOffset(int status, std::int64_t offset) {
    return emptyResponse(status)
        .with("Upload-Offset", format("{}", offset))
        .with("Cache-Control", "no-store");
}

Response complete(int status, std::int64_t bytes) {
    return atOffset(status, bytes).with("Upload-Complete", "?1");
}

Response wrongOffset(std::int64_t real) {
    return errorResponse(409, {format("続きは {} バイト目からです", real), format("go on at byte {}", real)})
        .with("Upload-Offset", format("{}", real));
}

Response tooLong() {
    return errorResponse(413,
                         {"Upload-Length より多く送られました", "more was sent than Upload-Length says"});
}

Response takenOver() {
    return errorResponse(409, {"同じファイルの新しいアップロードに引き継がれました",
                               "a newer upload of the same file has taken over"});
}

Response noSpace() {
    return errorResponse(507, {"ハブのディスクに空きがありません", "the hub's disk is full"});
}

Result<UploadPlan> planOf(const Request& request) {
    UploadPlan plan;
    plan.sha256 = request.parameter("sha256");
    const auto offset = parseCount(request.header("upload-offset"));
    const auto total = parseCount(request.header("upload-length"));
    if (!offset || !total || *offset > *total) {
        return fail(Fault::invalid, "",
                    {"Upload-Offset と Upload-Length に 0 以上の整数が要ります（前者は後者以下）",
                     "Upload-Offset and Upload-Length must be integers of at least 0, the first not above "
                     "the second"});
    }
    plan.offset = *offset;
    plan.total = *total;
    return plan;
}

}  // namespace

// Appends to the part file; what arrived before a break stays and is gone on from.
class UploadSink final : public BodySink {
  public:
    UploadSink(Uploads& uploads, UploadPlan plan, std::shared_ptr<UploadClaim> claim,
               std::unique_ptr<WritableFile> file)
        : uploads_(uploads),
          plan_(std::move(plan)),
          claim_(std::move(claim)),
          written_(plan_.offset),
          file_(std::move(file)) {}
    ~UploadSink() override { uploads_.release(plan_.sha256, claim_); }

    bool write(std::string_view bytes) override {
        if (failure_) return false;
        const std::lock_guard lock(claim_->mutex);
        if (claim_->revoked) return stop(takenOver());
        if (written_ + static_cast<std::int64_t>(bytes.size()) > plan_.total) return stop(tooLong());
        if (const auto done = file_->append(bytes); !done) return stop(faultResponse(done.error()));
        written_ += static_cast<std::int64_t>(bytes.size());
        return true;
    }

    Response finish() override {
        if (failure_) return *failure_;
        const std::lock_guard lock(claim_->mutex);
        if (claim_->revoked) return takenOver();
        if (written_ < plan_.total) {
            file_.reset();
            return atOffset(204, written_);
        }
        if (const auto synced = file_->sync(); !synced) {
            file_.reset();
            (void)uploads_.disk_.remove(uploads_.pool_.partPath(plan_.sha256));
            return faultResponse(synced.error());
        }
        file_.reset();
        return uploads_.finish(plan_.sha256);
    }

  private:
    bool stop(Response why) {
        failure_ = std::move(why);
        return false;
    }

    Uploads& uploads_;
    UploadPlan plan_;
    std::shared_ptr<UploadClaim> claim_;
    std::int64_t written_;
    std::unique_ptr<WritableFile> file_;
    std::optional<Response> failure_;
};

Uploads::Uploads(Disk& disk, MediaPool& pool, UploadLimits limits)
    : disk_(disk), pool_(pool), limits_(limits) {}

Response Uploads::head(const Request& request) const {
    const std::string sha256 = request.parameter("sha256");
    if (!isSha256Hex(sha256)) return badHash();
    if (const auto bytes = pool_.find(sha256)) return complete(200, *bytes);
    const auto part = disk_.info(pool_.partPath(sha256));
    if (part) return atOffset(200, part->bytes);
    return emptyResponse(404).with("Cache-Control", "no-store");
}

Opening Uploads::patch(const Request& request) {
    if (!isSha256Hex(request.parameter("sha256"))) return badHash();
    const auto plan = planOf(request);
    if (!plan) return errorResponse(400, plan.error());
    if (plan->total > limits_.bytes) {
        return errorResponse(413, {format("メディアは {} バイトまでです", limits_.bytes),
                                   format("a medium may have at most {} bytes", limits_.bytes)});
    }
    if (auto refusal = judgeOffset(*plan)) return *refusal;
    const auto claim = takeOver(plan->sha256);
    const std::lock_guard lock(claim->mutex);
    auto opened = claim->revoked ? Opening(takenOver()) : begin(*plan, claim);
    if (std::holds_alternative<Response>(opened)) release(plan->sha256, claim);
    return opened;
}

// A claim that comes meanwhile waits for the mutex and then begins a new part.
bool Uploads::discard(const std::string& file) {
    const std::lock_guard lock(mutex_);
    if (claims_.contains(file.substr(0, file.find('.')))) return false;
    return disk_.remove(pool_.uploads() + "/" + file).has_value();
}

std::shared_ptr<UploadClaim> Uploads::takeOver(const std::string& sha256) {
    auto mine = std::make_shared<UploadClaim>();
    std::shared_ptr<UploadClaim> before;
    {
        const std::lock_guard lock(mutex_);
        before = std::exchange(claims_[sha256], mine);
    }
    if (before) {
        const std::lock_guard lock(before->mutex);
        before->revoked = true;
    }
    return mine;
}

void Uploads::release(const std::string& sha256, const std::shared_ptr<UploadClaim>& claim) {
    const std::lock_guard lock(mutex_);
    const auto found = claims_.find(sha256);
    if (found != claims_.end() && found->second == claim) claims_.erase(found);
}

std::optional<Response> Uploads::judgeOffset(const UploadPlan& plan) {
    if (const auto bytes = pool_.find(plan.sha256)) return wrongOffset(*bytes).with("Upload-Complete", "?1");
    const auto known = disk_.info(pool_.partPath(plan.sha256));
    const std::int64_t real = known ? known->bytes : 0;
    const bool fromTheStart = plan.offset == 0 && real > plan.total;
    if (plan.offset == real || fromTheStart) return std::nullopt;
    return wrongOffset(real);
}

// Judged again, because the one before may have written until it was taken over.
Opening Uploads::begin(const UploadPlan& plan, const std::shared_ptr<UploadClaim>& claim) {
    if (auto refusal = judgeOffset(plan)) return *refusal;
    const auto free = disk_.freeBytes(pool_.uploads());
    if (free && *free < plan.total - plan.offset + limits_.reserve) return noSpace();
    auto file = openPart(plan);
    if (!file) return faultResponse(file.error());
    return std::make_unique<UploadSink>(*this, plan, claim, std::move(*file));
}

// A part that is longer than the whole is none of it.
Result<std::unique_ptr<WritableFile>> Uploads::openPart(const UploadPlan& plan) {
    const std::string part = pool_.partPath(plan.sha256);
    const auto known = disk_.info(part);
    if (!known) return disk_.create(part);
    if (known->bytes <= plan.total) return disk_.append(part);
    if (const auto removed = disk_.remove(part); !removed) return Failure(removed.error());
    return disk_.create(part);
}

Response Uploads::finish(const std::string& sha256) {
    const std::string part = pool_.partPath(sha256);
    const auto hash = hashOf(part);
    if (!hash) return faultResponse(hash.error());
    if (*hash != sha256) {
        (void)disk_.remove(part);
        return errorResponse(
            422, {format("届いたファイルの SHA-256 は {} で、名前と違います（捨てました）", *hash),
                  format("what arrived has the SHA-256 {}, not the name's (thrown away)", *hash)});
    }
    const auto info = disk_.info(part);
    if (!info) return faultResponse(info.error());
    if (const auto moved = disk_.rename(part, pool_.uploadPath(sha256)); !moved)
        return faultResponse(moved.error());
    if (const auto synced = disk_.syncDirectory(pool_.uploads()); !synced)
        return faultResponse(synced.error());
    return complete(204, info->bytes);
}

Result<std::string> Uploads::hashOf(const std::string& path) const {
    Sha256 hash;
    for (std::int64_t offset = 0;;) {
        const auto block = disk_.readPart(path, offset, hashBlock);
        if (!block) return Failure(block.error());
        if (block->empty()) return hash.finishHex();
        hash.update(*block);
        offset += static_cast<std::int64_t>(block->size());
    }
}

}  // namespace signage::hub
