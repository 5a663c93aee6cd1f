// Addresses by libcurl's URL interface.
#include "player/platform/url.h"

#include <algorithm>
#include <cctype>
#include <memory>

#include <curl/curl.h>

#include "player/base/format.h"

namespace signage {
namespace {

struct UrlDeleter {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Handle = std::unique_ptr<CURLU, UrlDeleter>;

Failure badUrl(const std::string& text) {
    return fail(Fault::invalid, text, {"場所の書き方が正しくありません", "this is not an address"},
                {"例: https://signage.example.jp/v1/channels/minato",
                 "example: https://signage.example.jp/v1/channels/minato"});
}

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return "";
    std::string result(text);
    curl_free(text);
    return result;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

// Any scheme is read here; which may be used is for the caller to say.
Result<Url> read(CURLU* url, const std::string& text) {
    curl_url_set(url, CURLUPART_FRAGMENT, nullptr, 0);
    Url result;
    result.text = part(url, CURLUPART_URL);
    result.scheme = lower(part(url, CURLUPART_SCHEME));
    result.host = lower(part(url, CURLUPART_HOST));
    result.port = part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    result.hasCredentials = !part(url, CURLUPART_USER).empty() || !part(url, CURLUPART_PASSWORD).empty();
    if (result.text.empty() || result.scheme.empty()) return badUrl(text);
    return result;
}

}  // namespace

Result<Url> parseUrl(const std::string& text) {
    const Handle url(curl_url());
    if (url == nullptr ||
        curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME) != 0) {
        return badUrl(text);
    }
    return read(url.get(), text);
}

Result<Url> resolveUrl(const Url& base, const std::string& reference) {
    const Handle url(curl_url());
    if (url == nullptr || reference.empty() ||
        curl_url_set(url.get(), CURLUPART_URL, base.text.c_str(), CURLU_NON_SUPPORT_SCHEME) != 0 ||
        curl_url_set(url.get(), CURLUPART_URL, reference.c_str(), CURLU_NON_SUPPORT_SCHEME) != 0) {
        return badUrl(reference);
    }
    return read(url.get(), reference);
}

bool isLoopbackHost(std::string_view host) {
    if (host == "localhost" || host == "[::1]") return true;
    // libcurl's parser has made every spelling of an IPv4 address four decimal numbers.
    return host.substr(0, 4) == "127." && std::count(host.begin(), host.end(), '.') == 3 &&
           host.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool isRedirectAllowed(const Url& from, const Url& to) {
    if (from.host != to.host) return false;
    if (from.scheme == to.scheme) return from.port == to.port;
    return from.scheme == "http" && to.scheme == "https";
}

}  // namespace signage
