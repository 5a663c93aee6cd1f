// Addresses taken apart by libcurl's own parser, so that what is checked is what is asked.
#pragma once

#include <string>
#include <string_view>

#include "player/base/error.h"

namespace signage {

struct Url {
    std::string text;    // normalised, without a fragment
    std::string scheme;  // lower case
    std::string host;    // lower case; IPv6 in brackets
    std::string port;    // the scheme's own when none is written
    bool hasCredentials = false;
};

// Fault::invalid when it is not an absolute address.
Result<Url> parseUrl(const std::string& text);
// `reference` (absolute or relative) as seen from `base`.
Result<Url> resolveUrl(const Url& base, const std::string& reference);

// localhost, 127.0.0.0/8 or [::1].
bool isLoopbackHost(std::string_view host);

// Same scheme, host and port, or the same host raised from HTTP to HTTPS.
bool isRedirectAllowed(const Url& from, const Url& to);

}  // namespace signage
