// Where a request came from.
#include "tools/hub/client_address.h"

#include <array>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace signage::hub {
namespace {

// As everybody writes it; empty when it is no address.
std::string plainAddress(const std::string& text) {
    std::array<unsigned char, 16> bytes{};
    std::array<char, INET6_ADDRSTRLEN> plain{};
    const int family = text.find(':') == std::string::npos ? AF_INET : AF_INET6;
    if (inet_pton(family, text.c_str(), bytes.data()) != 1) return {};
    if (inet_ntop(family, bytes.data(), plain.data(), plain.size()) == nullptr) return {};
    const std::string written = plain.data();
    constexpr std::string_view mapped = "::ffff:";
    const bool ipv4 =
        family == AF_INET6 && written.rfind(mapped, 0) == 0 && written.find('.') != std::string::npos;
    return ipv4 ? written.substr(mapped.size()) : written;
}

bool isLoopback(const std::string& address) {
    return address.rfind("127.", 0) == 0 || address == "::1";
}

}  // namespace

std::string addressText(const sockaddr* address) {
    if (address == nullptr) return {};
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* bytes = nullptr;
    if (address->sa_family == AF_INET) bytes = &reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
    if (address->sa_family == AF_INET6) bytes = &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
    if (bytes == nullptr || inet_ntop(address->sa_family, bytes, text.data(), text.size()) == nullptr)
        return {};
    return plainAddress(text.data());
}

std::string clientAddress(const std::string& connection, std::string_view forwardedFor, bool behindProxy) {
    if (!behindProxy || forwardedFor.empty()) return connection;
    const auto comma = forwardedFor.rfind(',');
    std::string_view last = comma == std::string_view::npos ? forwardedFor : forwardedFor.substr(comma + 1);
    while (!last.empty() && last.front() == ' ') last.remove_prefix(1);
    while (!last.empty() && last.back() == ' ') last.remove_suffix(1);
    const std::string address = plainAddress(std::string(last));
    return address.empty() ? connection : address;
}

void noteOrigin(Request& request, const std::string& peer, bool tls, bool behindProxy) {
    const std::string protocol = request.header("x-forwarded-proto");
    const std::string forwardedFor = request.header("x-forwarded-for");
    request.address = clientAddress(peer, forwardedFor, behindProxy);
    request.secure = tls || (behindProxy && protocol == "https");
    // Whoever asks on the hub's own machine has no proxy in between.
    const bool local = isLoopback(peer) && forwardedFor.empty();
    const bool unsaid = protocol.empty() && behindProxy && !tls && !local;
    request.inTheClear = unsaid || (!protocol.empty() && protocol != "https");
}

}  // namespace signage::hub
