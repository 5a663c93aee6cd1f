// Where the hub listens and what it may do there, decided before anything is opened.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "player/base/error.h"

namespace signage::hub {

struct ListenAddress {
    std::string host;  // numeric, IPv6 without brackets
    std::uint16_t port = 0;
    bool ipv6 = false;

    bool loopback() const;
    // "http://127.0.0.1:8080" with the scheme and port given.
    std::string url(bool tls, std::uint16_t realPort) const;
};

// "127.0.0.1:8080", "[::1]:0", "0.0.0.0:443"; names other than localhost are not looked up.
Result<ListenAddress> parseListen(std::string_view text);

struct Exposure {
    bool behindProxy = false;  // a proxy in front terminates TLS
    bool certificate = false;
};

// Tokens must not cross a network in the clear: anything but loopback needs a certificate or a proxy that has
// one. Fault::refused with what to do.
Result<void> checkExposure(const ListenAddress& listen, const Exposure& exposure);

}  // namespace signage::hub
