// Media: length and hash before anything else.
#include "player/store/media_writer.h"

#include "player/base/format.h"

namespace signage {
namespace {

Failure differs(const Asset& asset, const char* ja, const char* en) {
    return fail(Fault::refused, "media/" + asset.sha256, {ja, en},
                {"サーバーのファイルを確かめ、発行し直してください",
                 "check the file on the server and publish it again"});
}

}  // namespace

MediaWriter::MediaWriter(Disk& disk, StateFolder folder, Asset asset, std::function<void()> done)
    : disk_(disk), folder_(std::move(folder)), asset_(std::move(asset)), done_(std::move(done)) {}

MediaWriter::~MediaWriter() {
    file_.reset();
    if (partExists_) static_cast<void>(disk_.remove(folder_.part(asset_.sha256)));
}

Result<std::unique_ptr<MediaWriter>> MediaWriter::begin(Disk& disk, const StateFolder& folder,
                                                        const Asset& asset, std::function<void()> done) {
    std::unique_ptr<MediaWriter> writer(new MediaWriter(disk, folder, asset, std::move(done)));
    if (auto started = writer->restart(); !started) return Failure(started.error());
    return writer;
}

Result<void> MediaWriter::restart() {
    file_.reset();
    auto file = createPart(disk_, folder_.part(asset_.sha256));
    if (!file) return Failure(file.error());
    partExists_ = true;
    file_ = std::move(*file);
    hash_ = std::make_unique<Sha256>();
    bytes_ = 0;
    return {};
}

Result<void> MediaWriter::append(std::string_view bytes) {
    if (static_cast<std::int64_t>(bytes.size()) > asset_.bytes - bytes_) {
        return differs(asset_, "告知された大きさより大きいです", "it is longer than announced");
    }
    if (auto written = file_->append(bytes); !written) return written;
    hash_->update(bytes);
    bytes_ += static_cast<std::int64_t>(bytes.size());
    return {};
}

Result<void> MediaWriter::finish() {
    if (bytes_ != asset_.bytes) {
        return differs(asset_, "告知された大きさより小さいです", "it is shorter than announced");
    }
    if (hash_->finishHex() != asset_.sha256) {
        return differs(asset_, "ハッシュ値が違います", "its hash differs from the announced one");
    }
    partExists_ = false;
    auto settled = settlePart(disk_, std::move(file_), folder_.part(asset_.sha256),
                              folder_.medium(asset_.sha256), folder_.media());
    if (settled && done_) done_();
    return settled;
}

}  // namespace signage
