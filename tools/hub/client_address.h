// Where a request came from.
#pragma once

#include <string>
#include <string_view>

#include "tools/hub/http_message.h"

struct sockaddr;

namespace signage::hub {

// "192.0.2.7", "2001:db8::7"; an IPv4 address that came as an IPv6 one is given as IPv4. Empty when it is
// neither.
std::string addressText(const sockaddr* address);

// Behind a proxy the last address that it put into X-Forwarded-For is the client's: those before it are what
// the client says. Anything else there, or no proxy: the connection's.
std::string clientAddress(const std::string& connection, std::string_view forwardedFor, bool behindProxy);

// Sets the request's `address`, `secure` and `inTheClear` by its headers. `peer`: addressText() of who is
// connected; `tls`: to us.
void noteOrigin(Request& request, const std::string& peer, bool tls, bool behindProxy);

}  // namespace signage::hub
