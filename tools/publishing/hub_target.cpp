// The hub's HTTP interface as a publisher uses it.
#include "tools/publishing/hub_target.h"

#include <algorithm>
#include <charconv>

#include "player/base/format.h"
#include "player/playlist/reader.h"
#include "tools/publishing/wire_json.h"

namespace signage::publishing {
namespace {

constexpr std::string_view channelPart = "/v1/channels/";
// One request's share of a film: small enough that a proxy takes it, large enough not to wait on answers.
constexpr std::int64_t chunkBytes = 4 * 1024 * 1024;
constexpr std::chrono::seconds chunkTimeout{600};
constexpr std::chrono::milliseconds firstPause{500};

bool isSuccess(int status) {
    return status >= 200 && status < 300;
}

std::optional<std::int64_t> readNumber(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

bool isChannelName(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

// What the hub said, or the bare status.
Bilingual told(const HttpResponse& response) {
    if (auto said = parseHubError(response.body)) return *said;
    return {format("ハブが {} を返しました", response.status),
            format("the hub answered {}", response.status)};
}

Bilingual remedyFor(int status) {
    if (status == 401 || status == 403) {
        return {"publisher の役の --token-file を確かめてください",
                "check --token-file: it needs the role publisher"};
    }
    if (status == 404) return {"--to のアドレスを確かめてください", "check the address given by --to"};
    if (status == 507 || status == 413) {
        return {"ハブの空き容量と上限を確かめてください", "see the hub's free space and limits"};
    }
    return {"ハブの記録を確かめてください", "see the hub's log"};
}

Failure refusal(const std::string& url, const HttpResponse& response) {
    const bool busy = response.status >= 500 && response.status != 507;
    const Fault fault = busy ? Fault::network : response.status == 404 ? Fault::not_found : Fault::refused;
    return fail(fault, url, told(response), remedyFor(response.status));
}

std::string quoted(const EditionId& id) {
    return format("\"{}\"", editionName(id));
}

}  // namespace

bool isHubAddress(std::string_view to) {
    return to.substr(0, 7) == "http://" || to.substr(0, 8) == "https://";
}

Result<HubAddress> parseHubAddress(std::string_view url) {
    HubAddress address{std::string(url), {}};
    const std::size_t at = address.base.find(channelPart);
    while (!address.base.empty() && address.base.back() == '/') address.base.pop_back();
    if (at != std::string::npos) {
        address.channel = address.base.substr(std::min(at + channelPart.size(), address.base.size()));
        address.base.resize(at);
    }
    const std::size_t host = address.base.find("://");
    const bool good = isHubAddress(address.base) && host + 3 < address.base.size() &&
                      address.base.find_first_of("?#@ \t\r\n") == std::string::npos &&
                      (at == std::string::npos || isChannelName(address.channel));
    if (good) return address;
    return fail(Fault::invalid, harmless(url),
                {"ハブのアドレスではありません", "is not the address of a hub"},
                {"例: http://127.0.0.1:8080 または http://127.0.0.1:8080/v1/channels/minato",
                 "example: http://127.0.0.1:8080 or http://127.0.0.1:8080/v1/channels/minato"});
}

HubTarget::HubTarget(Disk& disk, Http& http, HubOptions options,
                     std::function<void(std::chrono::milliseconds)> pause)
    : disk_(disk), http_(http), options_(std::move(options)), pause_(std::move(pause)) {}

std::string HubTarget::name() const {
    return channelUrl("");
}

std::string HubTarget::channelUrl(std::string_view rest) const {
    return format("{}{}{}{}", options_.address.base, channelPart, options_.address.channel, rest);
}

std::string HubTarget::uploadUrl(const Asset& asset) const {
    return format("{}/v1/uploads/{}", options_.address.base, asset.sha256);
}

Result<HttpResponse> HubTarget::authorised(HttpRequest request) {
    if (options_.token.empty()) {
        return fail(
            Fault::refused, request.url, {"ハブへの公開にはトークンが要ります", "the hub wants a token"},
            {"--token-file にトークンのファイルを渡してください", "give the token's file by --token-file"});
    }
    request.bearerToken = options_.token;
    return http_.send(request);
}

Result<std::optional<EditionId>> HubTarget::current() {
    HttpRequest request;
    request.url = channelUrl("/latest.json");
    request.maxBytes = 4096;
    const auto response = http_.send(request);
    if (!response) return Failure(response.error());
    if (response->status == 404) return std::nullopt;
    if (!isSuccess(response->status)) return refusal(request.url, *response);
    const auto id = parseLatest(response->body);
    if (!id) return Failure(Error(id.error()).within(name()));
    return std::optional<EditionId>(*id);
}

Result<std::int64_t> HubTarget::highestNumber(std::int64_t epoch) {
    const auto latest = current();
    if (!latest) return Failure(latest.error());
    return *latest && (*latest)->epoch == epoch ? (*latest)->number : 0;
}

Result<std::vector<EditionId>> HubTarget::editions() {
    HttpRequest request;
    request.url = channelUrl("/editions");
    const auto response = authorised(request);
    if (!response) return Failure(response.error());
    if (response->status == 404) return std::vector<EditionId>{};
    if (!isSuccess(response->status)) return refusal(request.url, *response);
    auto ids = parseEditionList(response->body);
    if (!ids) return Failure(std::move(ids.error()).within(request.url));
    return ids;
}

Result<std::string> HubTarget::fetchFile(const EditionId& id, const char* file, std::size_t limit) {
    HttpRequest request;
    request.url = channelUrl(format("/editions/{}/{}", editionName(id), file));
    request.maxBytes = static_cast<std::int64_t>(limit);
    auto response = http_.send(request);
    if (!response) return Failure(response.error());
    if (response->status == 404) {
        return fail(Fault::not_found, name(),
                    {format("版 {} はありません", editionName(id)),
                     format("there is no edition {}", editionName(id))},
                    {"signagectl editions で確かめてください", "see signagectl editions"});
    }
    if (!isSuccess(response->status)) return refusal(request.url, *response);
    return std::move(response->body);
}

Result<EditionFiles> HubTarget::fetch(const EditionId& id) {
    struct File {
        const char* name;
        std::string EditionFiles::*bytes;
        std::size_t limit;
    };
    EditionFiles files;
    for (const File& file :
         {File{"playlist.json", &EditionFiles::playlist, maxPlaylistBytes},
          File{"playlist.json.minisig", &EditionFiles::playlistSignature, maxSignatureBytes},
          File{"keys.json", &EditionFiles::keys, maxKeysBytes},
          File{"keys.json.minisig", &EditionFiles::keysSignature, maxSignatureBytes}}) {
        auto bytes = fetchFile(id, file.name, file.limit);
        if (!bytes) return Failure(bytes.error());
        files.*file.bytes = std::move(*bytes);
    }
    return files;
}

Result<HubTarget::Position> HubTarget::positionOf(const Asset& asset) {
    HttpRequest request;
    request.method = "HEAD";
    request.url = uploadUrl(asset);
    const auto response = authorised(request);
    if (!response) return Failure(response.error());
    if (response->status == 404) return Position{};
    if (!isSuccess(response->status)) return refusal(request.url, *response);
    const auto offset = readNumber(response->header("upload-offset"));
    if (!offset || *offset > asset.bytes) return Position{};
    return Position{*offset, response->header("upload-complete") == "?1"};
}

Result<bool> HubTarget::holds(const Asset& asset) {
    const auto position = positionOf(asset);
    if (!position) return Failure(position.error());
    return position->complete;
}

Result<HubTarget::Position> HubTarget::sendChunk(const Asset& asset, const std::string& source,
                                                 std::int64_t offset, const MediaProgress& progress) {
    const std::int64_t end = std::min(asset.bytes, offset + chunkBytes);
    std::int64_t at = offset;
    std::optional<Error> fault;
    HttpRequest request;
    request.method = "PATCH";
    request.url = uploadUrl(asset);
    request.headers = {{"Content-Type", "application/octet-stream"},
                       {"Upload-Offset", std::to_string(offset)},
                       {"Upload-Length", std::to_string(asset.bytes)}};
    request.uploadBytes = end - offset;
    request.timeout = chunkTimeout;
    request.upload = [&](std::size_t limit) -> std::string {
        const auto room = std::min<std::int64_t>({end - at, blockBytes, static_cast<std::int64_t>(limit)});
        if (room <= 0 || fault) return {};
        auto block = disk_.readPart(source, at, room);
        if (!block || block->empty()) {
            fault = block ? changed(source).value() : block.error();
            return {};
        }
        at += static_cast<std::int64_t>(block->size());
        if (progress) progress(at, asset.bytes);
        return std::move(*block);
    };
    const auto response = authorised(request);
    if (fault) return Failure(*fault);
    if (!response) return Failure(response.error());
    return judgeChunk(asset, source, *response);
}

Result<HubTarget::Position> HubTarget::judgeChunk(const Asset& asset, const std::string& source,
                                                  const HttpResponse& response) {
    if (response.status == 422) {
        // Either our file is no longer what it was, or an older broken upload was: that one is gone now.
        const auto now = measure(disk_, source);
        if (!now) return Failure(now.error());
        return now->sha256 == asset.sha256 ? Result<Position>(Position{}) : changed(source);
    }
    const auto told = readNumber(response.header("upload-offset"));
    if (told && *told <= asset.bytes && (isSuccess(response.status) || response.status == 409)) {
        return Position{*told, response.header("upload-complete") == "?1"};
    }
    auto refused = refusal(uploadUrl(asset), response);
    // Our own broken request may still be open at the hub: that passes.
    if (response.status == 409) refused.value().fault = Fault::network;
    return refused;
}

Failure HubTarget::changed(const std::string& source) {
    return fail(
        Fault::invalid, source, {"公開の間に内容が変わりました", "changed while it was being published"},
        {"書き込みが終わってから、もう一度公開してください", "publish again when nobody writes to it"});
}

Result<void> HubTarget::put(const Asset& asset, const std::string& source, const MediaProgress& progress) {
    std::optional<Position> position;  // none: to be asked, at first and after a broken line
    std::chrono::milliseconds wait = firstPause;
    int fruitless = 0;
    while (fruitless < options_.attempts) {
        const auto next = position ? sendChunk(asset, source, position->offset, progress) : positionOf(asset);
        if (!next && next.error().fault != Fault::network) return Failure(next.error());
        if (next && next->complete) return {};
        const bool asked = next && !position;
        const bool moved = next && position && next->offset > position->offset;
        position = next ? std::optional<Position>(*next) : std::nullopt;
        if (moved) {
            fruitless = 0;
            wait = firstPause;
        }
        if (asked || moved) continue;
        if (++fruitless == options_.attempts && !next) return Failure(next.error());
        pause_(wait);
        wait *= 2;
    }
    return fail(Fault::network, uploadUrl(asset), {"送信が進みません", "the upload does not get on"},
                {"少し待ってもう一度公開してください", "wait a little and publish again"});
}

Result<void> HubTarget::commit(const EditionId& id, const EditionFiles& files,
                               const std::optional<EditionId>& basis) {
    HttpRequest request;
    request.method = "POST";
    request.url = channelUrl("/editions");
    request.headers = {{"Content-Type", "application/octet-stream"}};
    if (basis) {
        request.headers.emplace_back("If-Match", quoted(*basis));
    } else {
        request.headers.emplace_back("If-None-Match", "*");
    }
    request.body = encodeEditionFile(files);
    const auto response = authorised(request);
    if (!response) {
        // The line may have broken after the hub had taken it.
        const auto now =
            response.error().fault == Fault::network ? current() : Result<std::optional<EditionId>>();
        if (now && *now == id && holdsSame(id, files)) return {};
        return Failure(response.error());
    }
    if (isSuccess(response->status)) return {};
    if (response->status == 412) {
        const auto now = current();
        const std::string other = now && *now ? editionName(**now) : "?";
        return fail(
            Fault::refused, name(),
            {format("準備の間にほかの人が版 {} を公開しました", other),
             format("someone else published edition {} meanwhile", other)},
            {"新しい版を確かめて、もう一度公開してください", "look at the new edition and publish again"});
    }
    return refusal(request.url, *response);
}

bool HubTarget::holdsSame(const EditionId& id, const EditionFiles& files) {
    const auto there = fetch(id);
    return there && *there == files;
}

}  // namespace signage::publishing
