// HTTP by libcurl's multi interface with one easy handle: that one can be woken up from another thread.
#include "player/platform/curl_http.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <optional>

#include <curl/curl.h>

#include "player/base/format.h"
#include "player/platform/url.h"

namespace signage {
namespace {

constexpr int maxRedirects = 3;
constexpr std::size_t maxHeaderBytes = 64 * 1024;
constexpr std::int64_t maxErrorBody = 256 * 1024;  // of an answer that is not 2xx
constexpr long leastBytesPerSecond = 100;
constexpr int pollMilliseconds = 1000;

template <void (*release)(struct curl_slist*)>
struct SlistDeleter {
    void operator()(curl_slist* list) const { release(list); }
};
using Headers = std::unique_ptr<curl_slist, SlistDeleter<curl_slist_free_all>>;

Bilingual serverRemedy() {
    return {"サーバーと通信の状態を確かめてください", "check the server and the network"};
}

// One exchange: what libcurl's callbacks need. Lives on the stack of send().
struct Exchange {
    const HttpRequest& request;
    CURL* easy = nullptr;
    HttpResponse response;
    std::size_t headerBytes = 0;
    std::int64_t bodyBytes = 0;
    bool begun = false;
    std::optional<Error> stopped;  // why a callback broke the transfer off

    bool isGood() const { return response.status >= 200 && response.status < 300; }

    void readStatus() {
        long status = 0;
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        response.status = static_cast<int>(status);
    }

    bool stop(Fault fault, const char* ja, const char* en) {
        stopped = Error{fault, request.url, {ja, en}, serverRemedy()};
        return false;
    }

    bool begin() {
        if (std::exchange(begun, true)) return true;
        readStatus();
        if (!isGood() || !request.begin || request.begin(response)) return true;
        return stop(Fault::refused, "受信を止めました", "the answer was broken off");
    }

    bool takeBody(std::string_view bytes) {
        if (!begin()) return false;
        bodyBytes += static_cast<std::int64_t>(bytes.size());
        if (bodyBytes > (isGood() ? request.maxBytes : std::min(request.maxBytes, maxErrorBody))) {
            return stop(Fault::refused, "答えが大きすぎます", "the answer is larger than allowed");
        }
        if (!request.receive || !isGood()) {
            response.body += bytes;
        } else if (!request.receive(bytes)) {
            return stop(Fault::refused, "受信を止めました", "the answer was broken off");
        }
        return true;
    }

    bool takeHeader(std::string_view line) {
        headerBytes += line.size();
        if (headerBytes > maxHeaderBytes) {
            return stop(Fault::refused, "ヘッダーが大きすぎます", "the answer's headers are too large");
        }
        if (line.substr(0, 5) == "HTTP/") response.headers.clear();  // 100 Continue came before
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) return true;
        std::string name(line.substr(0, colon));
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        const auto from = line.find_first_not_of(" \t", colon + 1);
        const auto to = line.find_last_not_of(" \t\r\n");
        response.headers[name] =
            from == std::string_view::npos || to < from ? "" : std::string(line.substr(from, to - from + 1));
        return true;
    }
};

std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* exchange) {
    const std::size_t bytes = size * count;
    return static_cast<Exchange*>(exchange)->takeHeader({data, bytes}) ? bytes : 0;
}

std::size_t onBody(char* data, std::size_t size, std::size_t count, void* exchange) {
    const std::size_t bytes = size * count;
    if (bytes == 0) return 0;
    return static_cast<Exchange*>(exchange)->takeBody({data, bytes}) ? bytes : 0;
}

std::size_t onUpload(char* data, std::size_t size, std::size_t count, void* exchange) {
    const std::size_t limit = size * count;
    const std::string bytes = static_cast<Exchange*>(exchange)->request.upload(limit);
    if (bytes.size() > limit) return CURL_READFUNC_ABORT;
    std::copy(bytes.begin(), bytes.end(), data);
    return bytes.size();
}

Bilingual describe(CURLcode code) {
    const char* en = curl_easy_strerror(code);
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return {"サーバーの名前が見つかりません", "the server's name cannot be found"};
        case CURLE_COULDNT_CONNECT:
            return {"サーバーにつながりません", "the server cannot be reached"};
        case CURLE_OPERATION_TIMEDOUT:
            return {"サーバーの応答が遅すぎます", "the server is too slow"};
        case CURLE_PARTIAL_FILE:
        case CURLE_GOT_NOTHING:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
            return {"通信が途中で切れました", "the connection broke off"};
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
            return {"サーバーの証明書が信頼できません", "the server's certificate is not trusted"};
        default:
            return {format("通信できません: {}", en), format("the transfer failed: {}", en)};
    }
}

Headers makeHeaders(const HttpRequest& request) {
    std::vector<std::string> lines{"Accept-Encoding: identity", "Expect:"};
    bool typed = false;
    for (const auto& [name, value] : request.headers) {
        lines.push_back(name);
        lines.back().append(value.empty() ? ";" : ": ").append(value);
        typed = typed || curl_strequal(name.c_str(), "Content-Type") != 0;
    }
    if (!typed) lines.emplace_back("Content-Type:");
    if (!request.bearerToken.empty()) lines.push_back("Authorization: Bearer " + request.bearerToken);
    Headers headers;
    for (const std::string& line : lines) {
        curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
        if (longer == nullptr) return nullptr;
        static_cast<void>(headers.release());
        headers.reset(longer);
    }
    return headers;
}

bool hasLineBreak(const HttpRequest& request) {
    const auto breaks = [](const std::string& text) {
        return text.find_first_of("\r\n") != std::string::npos;
    };
    return breaks(request.bearerToken) || breaks(request.method) ||
           std::any_of(request.headers.begin(), request.headers.end(),
                       [&](const auto& header) { return breaks(header.first) || breaks(header.second); });
}

Result<void> checkUrl(const HttpRequest& request, const Url& url) {
    if (url.scheme != "http" && url.scheme != "https") {
        return fail(Fault::refused, request.url,
                    {"http と https のほかは使えません", "only http and https are used"},
                    {"https:// で始まる場所を書いてください", "give an address that begins with https://"});
    }
    if (url.hasCredentials) {
        return fail(Fault::refused, request.url,
                    {"場所にパスワードを書くことはできません", "an address must not hold a password"},
                    {"--token-file を使ってください", "use --token-file"});
    }
    if (!request.bearerToken.empty() && url.scheme == "http" && !isLoopbackHost(url.host)) {
        return fail(Fault::refused, request.url,
                    {"暗号化しない通信でトークンは送れません", "a token is not sent over plain HTTP"},
                    {"https:// を使ってください", "use https://"});
    }
    return {};
}

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

CurlLibrary::CurlLibrary() {
    curl_global_init(CURL_GLOBAL_DEFAULT);
}
CurlLibrary::~CurlLibrary() {
    curl_global_cleanup();
}

struct CurlHttp::Impl {
    explicit Impl(CurlOptions given)
        : options(std::move(given)), multi(curl_multi_init()), easy(curl_easy_init()) {}
    ~Impl() {
        curl_easy_cleanup(easy);
        curl_multi_cleanup(multi);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void prepare(Exchange& exchange, const Url& url, curl_slist* headers, std::chrono::milliseconds left);
    void prepareBody(Exchange& exchange);
    // The transfer's end, or none when it was cancelled.
    std::optional<CURLcode> run(const HttpRequest& request);
    Result<HttpResponse> exchangeOnce(const HttpRequest& request, const Url& url,
                                      std::chrono::milliseconds left);

    CurlOptions options;
    CURLM* multi;
    CURL* easy;
    std::atomic<bool> cancelled{false};
};

// `left` of the request's time: redirects before this exchange took the rest.
void CurlHttp::Impl::prepare(Exchange& exchange, const Url& url, curl_slist* headers,
                             std::chrono::milliseconds left) {
    const HttpRequest& request = exchange.request;
    const auto connect = std::min<std::chrono::milliseconds>(options.connectTimeout, left);
    const auto stall = std::min(request.stall, std::chrono::ceil<std::chrono::seconds>(left));
    curl_easy_reset(easy);
    curl_easy_setopt(easy, CURLOPT_URL, url.text.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    // A token for a hub on this machine must not travel to a proxy that the environment names.
    if (isLoopbackHost(url.host)) curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_MAX_RECV_SPEED_LARGE, static_cast<curl_off_t>(options.receiveRate));
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!options.caFile.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options.caFile.c_str());
    curl_easy_setopt(easy, CURLOPT_USERAGENT, options.userAgent.c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect.count()));
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, leastBytesPerSecond);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(stall.count()));
    if (!request.receive) curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, onHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, onBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &exchange);
    prepareBody(exchange);
}

void CurlHttp::Impl::prepareBody(Exchange& exchange) {
    const HttpRequest& request = exchange.request;
    if (request.upload) {
        curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(easy, CURLOPT_READFUNCTION, onUpload);
        curl_easy_setopt(easy, CURLOPT_READDATA, &exchange);
        curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE,
                         static_cast<curl_off_t>(request.uploadBytes.value_or(-1)));
        // A connection that turns out dead cannot be replaced half-way: the source does not rewind.
        curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    } else if (!request.body.empty() || request.method == "POST" || request.method == "PATCH" ||
               request.method == "PUT") {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
    }
    if (request.method == "HEAD") {
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    } else {
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
}

std::optional<CURLcode> CurlHttp::Impl::run(const HttpRequest& request) {
    std::optional<CURLcode> result;
    if (curl_multi_add_handle(multi, easy) != CURLM_OK) return CURLE_FAILED_INIT;
    const auto calledOff = [&] { return cancelled.load() || (request.cancelled && request.cancelled()); };
    int running = 1;
    while (running != 0 && !calledOff()) {
        if (curl_multi_perform(multi, &running) != CURLM_OK) break;
        if (running != 0) curl_multi_poll(multi, nullptr, 0, pollMilliseconds, nullptr);
    }
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
        if (message->msg == CURLMSG_DONE) result = message->data.result;
    }
    curl_multi_remove_handle(multi, easy);
    return result;
}

Result<HttpResponse> CurlHttp::Impl::exchangeOnce(const HttpRequest& request, const Url& url,
                                                  std::chrono::milliseconds left) {
    const Headers headers = makeHeaders(request);
    if (multi == nullptr || easy == nullptr || headers == nullptr) {
        return fail(Fault::internal, request.url,
                    {"通信を準備できません", "the transfer cannot be prepared"});
    }
    Exchange exchange{request, easy, {}, 0, 0, false, {}};
    prepare(exchange, url, headers.get(), left);
    const auto result = run(request);
    if (exchange.stopped) return Failure(*exchange.stopped);
    if (!result) {
        return fail(Fault::network, request.url, {"通信を中止しました", "the transfer was cancelled"});
    }
    if (*result != CURLE_OK) return fail(Fault::network, request.url, describe(*result), serverRemedy());
    // An answer without a body has not begun yet.
    if (!exchange.begin()) return Failure(*exchange.stopped);
    return std::move(exchange.response);
}

CurlHttp::CurlHttp(CurlOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
CurlHttp::~CurlHttp() = default;

void CurlHttp::cancel() {
    impl_->cancelled.store(true);
    if (impl_->multi != nullptr) curl_multi_wakeup(impl_->multi);
}

Result<HttpResponse> CurlHttp::send(const HttpRequest& request) {
    if (hasLineBreak(request)) {
        return fail(Fault::invalid, request.url, {"ヘッダーに改行があります", "a header holds a line break"});
    }
    auto url = parseUrl(request.url);
    if (!url) return Failure(url.error());
    const auto begin = std::chrono::steady_clock::now();
    for (int redirects = 0;; ++redirects) {
        if (auto allowed = checkUrl(request, *url); !allowed) return Failure(allowed.error());
        // One time for all of them: a chain of slow redirects is a slow server.
        const auto left = std::chrono::floor<std::chrono::milliseconds>(begin + request.timeout -
                                                                        std::chrono::steady_clock::now());
        if (left.count() <= 0) {
            return fail(Fault::network, request.url, describe(CURLE_OPERATION_TIMEDOUT), serverRemedy());
        }
        auto response = impl_->exchangeOnce(request, *url, left);
        if (!response || !isRedirect(response->status)) return response;
        // A body cannot be sent twice: whoever sends one sees the redirect itself.
        if (request.method != "GET" && request.method != "HEAD") return response;
        if (redirects == maxRedirects) {
            return fail(Fault::refused, request.url, {"転送が多すぎます", "there are too many redirects"},
                        serverRemedy());
        }
        auto next = resolveUrl(*url, response->header("location"));
        if (!next) return Failure(std::move(next.error()).within(request.url));
        if (!isRedirectAllowed(*url, *next)) {
            return fail(
                Fault::refused, request.url,
                {"ほかのサーバーへの転送には従いません", "a redirect to another server is not followed"},
                {"転送先を直接指定してください", "give the final address itself"});
        }
        url = std::move(next);
    }
}

}  // namespace signage
