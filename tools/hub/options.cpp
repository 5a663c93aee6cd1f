// Listening addresses and whether they may be listened on.
#include "tools/hub/options.h"

#include <charconv>
#include <optional>

#include <arpa/inet.h>

#include "player/base/format.h"

namespace signage::hub {
namespace {

std::optional<std::uint16_t> parsePort(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return port;
}

Failure badListen(std::string_view text) {
    return fail(Fault::invalid, "--listen",
                {format("「{}」は待ち受けアドレスとして読めません", text),
                 format("\"{}\" is not an address to listen on", text)},
                {"例: 127.0.0.1:8080 または [::1]:8080", "example: 127.0.0.1:8080 or [::1]:8080"});
}

}  // namespace

bool ListenAddress::loopback() const {
    if (ipv6) return host == "::1";
    return host.rfind("127.", 0) == 0;
}

std::string ListenAddress::url(bool tls, std::uint16_t realPort) const {
    return format("{}://{}:{}", tls ? "https" : "http", ipv6 ? "[" + host + "]" : host, realPort);
}

Result<ListenAddress> parseListen(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return badListen(text);
    const auto port = parsePort(text.substr(colon + 1));
    if (!port) return badListen(text);
    ListenAddress address;
    address.port = *port;
    std::string host(text.substr(0, colon));
    if (host == "localhost") host = "127.0.0.1";
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        address.ipv6 = true;
        host = host.substr(1, host.size() - 2);
    }
    in6_addr parsed{};
    if (inet_pton(address.ipv6 ? AF_INET6 : AF_INET, host.c_str(), &parsed) != 1) return badListen(text);
    address.host = host;
    return address;
}

Result<void> checkExposure(const ListenAddress& listen, const Exposure& exposure) {
    if (listen.loopback() || exposure.behindProxy || exposure.certificate) return {};
    return fail(
        Fault::refused, "--listen " + listen.host,
        {"証明書なしでこの装置の外から待ち受けることはできません",
         "listening beyond this machine needs a certificate"},
        {"--cert と --key を付けるか、TLS を終端するプロキシの後ろなら --behind-proxy を付けてください",
         "give --cert and --key, or --behind-proxy when a proxy in front terminates TLS"});
}

}  // namespace signage::hub
