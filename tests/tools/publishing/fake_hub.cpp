// The hub in memory.
#include "tests/tools/publishing/fake_hub.h"

#include <algorithm>

#include "player/base/format.h"
#include "player/store/hash.h"
#include "tests/support/scripted_http.h"

namespace signage::testing {
namespace {

const std::string channel = "/v1/channels/minato";
const std::string uploads = "/v1/uploads/";

bool startsWith(const std::string& text, const std::string& head) {
    return text.compare(0, head.size(), head) == 0;
}

HttpResponse withOffset(int status, std::size_t offset, bool complete) {
    HttpResponse response{status, {{"upload-offset", std::to_string(offset)}}, ""};
    if (complete) response.headers["upload-complete"] = "?1";
    return response;
}

}  // namespace

Result<HttpResponse> FakeHub::send(const HttpRequest& request) {
    const std::string path = request.url.substr(std::string(base).size());
    log.push_back(request.method + " " + path);
    const auto noAnswer = fail(Fault::network, request.url, {"応答がありません", "there is no answer"});
    if (silent > 0) {
        --silent;
        return noAnswer;
    }
    const bool isPublic = request.method == "GET" && path != channel + "/editions";
    if (!isPublic && request.bearerToken != token) {
        return HttpResponse{401, {}, R"({"error":{"ja":"トークンが違います","en":"wrong token"}})"};
    }
    broken_ = false;
    HttpResponse response = startsWith(path, uploads)  ? upload(request, path.substr(uploads.size()))
                            : request.method == "POST" ? post(request)
                                                       : get(path);
    if (broken_) return noAnswer;
    return response;
}

HttpResponse FakeHub::upload(const HttpRequest& request, const std::string& sha256) {
    if (request.method == "PATCH") return patch(request, sha256);
    if (media.count(sha256) != 0) return withOffset(200, media[sha256].size(), true);
    if (partial.count(sha256) != 0) return withOffset(200, partial[sha256].size(), false);
    return {404, {}, ""};
}

HttpResponse FakeHub::patch(const HttpRequest& request, const std::string& sha256) {
    if (full) return {507, {}, R"({"error":{"ja":"空きがありません","en":"the disk is full"}})"};
    std::string& bytes = partial[sha256];
    if (headerOf(request, "Upload-Offset") != std::to_string(bytes.size()))
        return withOffset(409, bytes.size(), false);
    auto left = static_cast<std::size_t>(request.uploadBytes.value_or(0));
    while (left > 0) {
        std::string block = request.upload(1000);
        if (block.empty()) {
            broken_ = true;  // shorter than announced
            return {};
        }
        if (breakAfter && bytes.size() + block.size() > *breakAfter) {
            bytes += block.substr(0, *breakAfter - bytes.size());
            breakAfter.reset();
            broken_ = true;
            return {};
        }
        left -= block.size();
        bytes += block;
    }
    const std::size_t size = bytes.size();
    if (std::to_string(size) != headerOf(request, "Upload-Length")) return withOffset(204, size, false);
    const bool good = sha256Hex(bytes) == sha256;
    if (good) media[sha256] = bytes;
    partial.erase(sha256);
    return good ? withOffset(204, size, true) : HttpResponse{422, {}, ""};
}

HttpResponse FakeHub::post(const HttpRequest& request) {
    const std::string match = headerOf(request, "If-Match");
    const bool first = headerOf(request, "If-None-Match") == "*";
    const bool same = current ? match == format("\"{}\"", editionName(*current)) : first;
    if (!same)
        return {412, {}, R"({"error":{"ja":"ほかの版が公開中です","en":"another edition is current"}})"};
    const auto files = decodeEditionFile(request.body);
    if (!files) return {400, {}, ""};
    EditionId id = current.value_or(EditionId{1, 0});
    const auto at = files->playlist.find("\"number\": ");
    id.number = std::stoll(files->playlist.substr(at + 10));
    editions[id] = *files;
    current = id;
    broken_ = losesAnswerToPost;
    return {201, {}, ""};
}

HttpResponse FakeHub::get(const std::string& path) const {
    if (path == channel + "/latest.json" && current) {
        return {200, {}, format("{{\"epoch\":{},\"number\":{}}}", current->epoch, current->number)};
    }
    if (path == channel + "/editions") {
        std::string list;
        for (const auto& [id, files] : editions) {
            list += format("{}{{\"epoch\":{},\"number\":{}}}", list.empty() ? "" : ",", id.epoch, id.number);
        }
        return {200, {}, format("{{\"editions\":[{}]}}", list)};
    }
    for (const auto& [id, files] : editions) {
        const std::string folder = format("{}/editions/{}/", channel, editionName(id));
        if (path == folder + "playlist.json") return {200, {}, files.playlist};
        if (path == folder + "playlist.json.minisig") return {200, {}, files.playlistSignature};
        if (path == folder + "keys.json") return {200, {}, files.keys};
        if (path == folder + "keys.json.minisig") return {200, {}, files.keysSignature};
    }
    return {404, {}, ""};
}

}  // namespace signage::testing
