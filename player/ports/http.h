// The door to HTTP. One request at a time per client; a client belongs to one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/error.h"

namespace signage {

struct HttpResponse;

struct HttpRequest {
    std::string method = "GET";
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;  // small bodies; big ones by `upload`
    // When set, called for the next bytes to send, at most `limit`; empty ends the body.
    std::function<std::string(std::size_t limit)> upload;
    std::optional<std::int64_t> uploadBytes;
    std::string bearerToken;  // sent as Authorization; refused over plain HTTP except to loopback
    // For the whole request with its redirects; when `receive` is set, for all that comes before the answer's
    // last address is asked.
    std::chrono::seconds timeout{30};
    std::chrono::seconds stall{30};  // drop when under 100 bytes a second on average for that long
    // The most body bytes to accept; the request is broken off with Fault::refused at the first byte more.
    std::int64_t maxBytes = 4 * 1024 * 1024;
    // When set, called once before the first body byte of a 2xx answer, with its status and headers, so that
    // a resumed download can tell 206 from 200; false breaks off.
    std::function<bool(const HttpResponse& head)> begin;
    // When set, body bytes of a 2xx answer go there as they come instead of HttpResponse::body; false breaks
    // off.
    std::function<bool(std::string_view bytes)> receive;
    // When set, asked at least about once a second while the request runs, on its thread, while connecting
    // too; true breaks off with Fault::network. So a program that is told to end need not wait out a timeout.
    std::function<bool()> cancelled;
};

struct HttpResponse {
    int status = 0;
    std::map<std::string, std::string> headers;  // names in lower case; the last answer's after redirects
    std::string body;

    std::string header(const std::string& lowerCaseName) const {
        const auto found = headers.find(lowerCaseName);
        return found == headers.end() ? std::string() : found->second;
    }
};

class Http {
  public:
    Http() = default;
    Http(const Http&) = delete;
    Http& operator=(const Http&) = delete;
    virtual ~Http() = default;

    // An answer of any status, or an Error when there was none: Fault::network (no answer, broken off, too
    // slow), Fault::refused (scheme, redirect to another host, too many bytes, token over plain HTTP).
    // HTTP and HTTPS only, at most three redirects on the same host, identity encoding, TLS always verified.
    virtual Result<HttpResponse> send(const HttpRequest& request) = 0;
};

}  // namespace signage
