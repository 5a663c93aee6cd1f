// The scripted HTTP client.
#include "tests/support/scripted_http.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <functional>

#include "player/base/format.h"

namespace signage::testing {
namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

Failure broken(const HttpRequest& request) {
    return fail(Fault::network, request.url, {"接続が切れました", "the connection broke off"});
}

// "bytes=5-" to 5; none when it is another form.
std::optional<std::size_t> parseRange(const std::string& range) {
    constexpr std::string_view prefix = "bytes=";
    if (range.compare(0, prefix.size(), prefix) != 0 || range.back() != '-') return std::nullopt;
    std::size_t from = 0;
    const char* end = range.data() + range.size() - 1;
    const auto [rest, error] = std::from_chars(range.data() + prefix.size(), end, from);
    if (error != std::errc{} || rest != end) return std::nullopt;
    return from;
}

ScriptedAnswer serveFile(const HttpRequest& request, const std::string& bytes) {
    const std::string tag = format("\"{:x}\"", std::hash<std::string>{}(bytes));
    ScriptedAnswer answer{200, {{"etag", tag}}, bytes, {}, {}};
    if (headerOf(request, "If-None-Match") == tag) {
        answer.status = 304;
        answer.body.clear();
        return answer;
    }
    const std::string condition = headerOf(request, "If-Range");
    const auto range = parseRange(headerOf(request, "Range"));
    if (!range || (!condition.empty() && condition != tag)) return answer;
    if (*range >= bytes.size()) return ScriptedAnswer{416, {{"etag", tag}}, "", {}, {}};
    answer.status = 206;
    answer.headers["content-range"] = format("bytes {}-{}/{}", *range, bytes.size() - 1, bytes.size());
    answer.body = bytes.substr(*range);
    return answer;
}

// Hands the body over in pieces, as it would come from a line.
Result<HttpResponse> deliver(const HttpRequest& request, const ScriptedAnswer& answer, std::size_t piece,
                             bool counting) {
    HttpResponse response{answer.status, answer.headers, ""};
    const bool streams = request.receive && answer.status >= 200 && answer.status < 300;
    const std::string body = answer.body.substr(0, answer.breakAfter.value_or(std::string::npos));
    if (request.begin && answer.status >= 200 && answer.status < 300 && !request.begin(response)) {
        return fail(Fault::refused, request.url, {"受信を止めました", "the answer was broken off"});
    }
    for (std::size_t at = 0; at < body.size(); at += piece) {
        const std::string bytes = body.substr(at, piece);
        if (counting && static_cast<std::int64_t>(at + bytes.size()) > request.maxBytes) {
            return fail(Fault::refused, request.url, {"答えが大きすぎます", "the answer is too large"});
        }
        if (!streams) {
            response.body += bytes;
        } else if (!request.receive(bytes)) {
            return fail(Fault::refused, request.url, {"受信を止めました", "the answer was broken off"});
        }
    }
    if (answer.breakAfter) return broken(request);
    return response;
}

}  // namespace

std::string headerOf(const HttpRequest& request, std::string_view name) {
    for (const auto& [key, value] : request.headers) {
        if (lower(key) == lower(name)) return value;
    }
    return "";
}

void ScriptedHttp::queue(const std::string& url, ScriptedAnswer answer) {
    const std::lock_guard lock(mutex_);
    queued_[url].push_back(std::move(answer));
}

void ScriptedHttp::handle(const std::string& url, Handler handler) {
    const std::lock_guard lock(mutex_);
    handlers_[url] = std::move(handler);
}

void ScriptedHttp::file(const std::string& url, std::string bytes) {
    const std::lock_guard lock(mutex_);
    files_[url] = std::move(bytes);
}

void ScriptedHttp::removeFile(const std::string& url) {
    const std::lock_guard lock(mutex_);
    files_.erase(url);
}

void ScriptedHttp::setUnreachable(bool unreachable) {
    const std::lock_guard lock(mutex_);
    unreachable_ = unreachable;
}

void ScriptedHttp::setPiece(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    piece_ = bytes;
}

void ScriptedHttp::setCounting(bool counting) {
    const std::lock_guard lock(mutex_);
    counting_ = counting;
}

ScriptedAnswer ScriptedHttp::answerTo(const HttpRequest& request) {
    Handler handler;
    {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
        requests_.back().receive = nullptr;
        requests_.back().begin = nullptr;
        requests_.back().upload = nullptr;
        requests_.back().cancelled = nullptr;
        if (unreachable_) return ScriptedAnswer{0, {}, "", Fault::network, {}};
        if (auto queue = queued_.find(request.url); queue != queued_.end() && !queue->second.empty()) {
            ScriptedAnswer answer = std::move(queue->second.front());
            queue->second.pop_front();
            return answer;
        }
        if (const auto found = handlers_.find(request.url); found != handlers_.end()) {
            handler = found->second;
        } else if (const auto file = files_.find(request.url); file != files_.end()) {
            return serveFile(request, file->second);
        }
    }
    // Outside the lock: a handler may ask this object.
    return handler ? handler(request) : ScriptedAnswer{404, {}, "not found", {}, {}};
}

Result<HttpResponse> ScriptedHttp::send(const HttpRequest& request) {
    const ScriptedAnswer answer = answerTo(request);
    if (request.cancelled && request.cancelled()) {
        return fail(Fault::network, request.url, {"通信を中止しました", "the transfer was cancelled"});
    }
    if (answer.fault) {
        return fail(*answer.fault, request.url, {"応答がありません", "there is no answer"});
    }
    std::size_t piece = 0;
    bool counting = true;
    {
        const std::lock_guard lock(mutex_);
        piece = piece_;
        counting = counting_;
    }
    return deliver(request, answer, piece, counting);
}

std::vector<HttpRequest> ScriptedHttp::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

int ScriptedHttp::count(const std::string& url) const {
    const std::lock_guard lock(mutex_);
    return static_cast<int>(std::count_if(requests_.begin(), requests_.end(),
                                          [&](const HttpRequest& request) { return request.url == url; }));
}

void ScriptedHttp::forgetRequests() {
    const std::lock_guard lock(mutex_);
    requests_.clear();
}

}  // namespace signage::testing
