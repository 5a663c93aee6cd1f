// Downloads with Range and If-Range.
#include "player/sync/download.h"

#include <algorithm>
#include <utility>

#include "player/base/format.h"

namespace signage {
namespace {

// If-Range wants a strong tag.
bool isStrong(const std::string& tag) {
    return tag.size() > 2 && tag.front() == '"' && tag.back() == '"';
}

Failure noAnswer(const std::string& url, int status) {
    return fail(Fault::network, url,
                {format("サーバーが {} を返しました", status), format("the server answered {}", status)},
                {"サーバーに媒体があるか確かめてください", "check that the medium is on the server"});
}

}  // namespace

bool Downloader::begin(const HttpResponse& head) {
    tag_ = isStrong(head.header("etag")) ? head.header("etag") : "";
    const std::string wanted = format("bytes {}-", writer_->bytes());
    if (head.status == 206) return head.header("content-range").compare(0, wanted.size(), wanted) == 0;
    if (head.status != 200) return false;
    if (writer_->bytes() == 0) return true;
    auto restarted = writer_->restart();
    if (!restarted) fault_ = std::move(restarted.error());
    return !fault_;
}

Result<HttpResponse> Downloader::request(const std::string& url) {
    HttpRequest request;
    request.url = url;
    request.maxBytes = writer_->asset().bytes;
    request.timeout = stall_;  // for what comes before the answer itself, such as redirects
    request.stall = stall_;
    if (writer_->bytes() > 0) {
        request.headers = {{"Range", format("bytes={}-", writer_->bytes())}, {"If-Range", tag_}};
    }
    request.begin = [this](const HttpResponse& head) { return begin(head); };
    request.receive = [this](std::string_view bytes) {
        auto written = writer_->append(bytes);
        if (!written) fault_ = std::move(written.error());
        return !fault_;
    };
    return http_.send(request);
}

std::int64_t Downloader::keepOnly(const std::vector<Asset>& assets) {
    if (writer_ == nullptr) return 0;
    const bool wanted = std::any_of(assets.begin(), assets.end(), [this](const Asset& asset) {
        return asset.sha256 == writer_->asset().sha256;
    });
    if (!wanted) writer_.reset();
    return wanted ? writer_->bytes() : 0;
}

Result<void> Downloader::fetch(const std::string& url, const Asset& asset) {
    const bool resumes = writer_ != nullptr && writer_->asset().sha256 == asset.sha256 &&
                         writer_->bytes() < asset.bytes && !tag_.empty();
    if (!resumes) {
        writer_.reset();  // before the next part file of perhaps the same name
        auto writer = store_.receive(asset);
        if (!writer) return Failure(writer.error());
        writer_ = std::move(*writer);
        tag_.clear();
    }
    fault_.reset();
    const auto response = request(url);
    const bool keeps = !response && response.error().fault == Fault::network && !fault_;
    const auto writer = keeps ? nullptr : std::move(writer_);
    if (fault_) return Failure(std::move(*fault_));
    if (!response) return Failure(response.error());
    if (response->status != 200 && response->status != 206) return noAnswer(url, response->status);
    return writer->finish();
}

}  // namespace signage
