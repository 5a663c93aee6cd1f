// Speaking to a hub with a token: the options, the request, and what the hub says when it refuses.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "tools/signagectl/verb.h"

namespace signage::ctl {

struct HubAccess {
    std::string url;        // as given by --hub
    std::string tokenFile;  // as given by --token-file
};

// Adds --hub and --token-file to the verb; the caller decides whether they are required.
struct HubAccessOptions {
    CLI::Option* hub = nullptr;
    CLI::Option* tokenFile = nullptr;
};
HubAccessOptions addHubAccess(CLI::App& verb, const std::shared_ptr<HubAccess>& access);

class HubReading {
  public:
    // Reads the token's file. The context's doors must outlive it.
    static Result<HubReading> open(const Context& context, const HubAccess& access);
    // The body of a 200 answer to `path` ("/v1/players"), which may be up to `limit` bytes.
    Result<std::string> get(const std::string& path, std::int64_t limit) const;
    // The same of any length, given to `receive` as it comes; false from it breaks off. When it fails, what
    // came before is not the whole.
    Result<void> stream(const std::string& path, const std::string& mediaType,
                        const std::function<bool(std::string_view bytes)>& receive) const;
    // The body of a 2xx answer to a request that changes something; `body` is JSON, or empty.
    Result<std::string> change(const std::string& method, const std::string& path,
                               const std::string& body) const;
    // The address that `path` has on this hub, for messages.
    std::string address(const std::string& path) const;
    // What to say of an answer that no hub gives.
    Error notItsAnswer(const std::string& path) const;

  private:
    HubReading(Http& http, std::string url, std::string token);
    Http& http_;
    std::string url_;
    std::string token_;
};

// What may stand in one piece of a path or query: everything else becomes %XX.
std::string percentEncoded(const std::string& text);

}  // namespace signage::ctl
