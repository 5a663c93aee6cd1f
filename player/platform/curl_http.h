// HTTP by libcurl: one easy handle, reused, so that connections stay open between requests.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "player/ports/http.h"

namespace signage {

// libcurl's process-wide state. One object, made in main() before the first CurlHttp and before threads
// start, destroyed after the last.
class CurlLibrary {
  public:
    CurlLibrary();
    ~CurlLibrary();
    CurlLibrary(const CurlLibrary&) = delete;
    CurlLibrary& operator=(const CurlLibrary&) = delete;
};

struct CurlOptions {
    std::string userAgent = "signage/" SIGNAGE_VERSION;
    std::string caFile;  // empty: the system's certificates
    std::chrono::seconds connectTimeout{10};
    std::int64_t receiveRate = 0;  // bytes a second, for what is received; 0: as fast as it comes
};

// Belongs to one thread, except cancel(). Proxies as http_proxy, https_proxy and no_proxy say,
// but never to loopback; no cookies, no credentials in URLs.
class CurlHttp final : public Http {
  public:
    explicit CurlHttp(CurlOptions options = {});
    ~CurlHttp() override;

    Result<HttpResponse> send(const HttpRequest& request) override;
    // From any thread, also before and between requests: the request in progress and all later ones fail at
    // once with Fault::network. For shutting down.
    void cancel();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace signage
