// A listening TCP socket.
#include "tools/hub/listener.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace signage::hub {
namespace {

constexpr int backlog = 511;

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t length = 0;
};

SocketAddress toSocketAddress(const ListenAddress& address) {
    SocketAddress made;
    if (address.ipv6) {
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(address.port);
        inet_pton(AF_INET6, address.host.c_str(), &v6.sin6_addr);
        std::memcpy(&made.storage, &v6, sizeof v6);
        made.length = sizeof v6;
    } else {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = htons(address.port);
        inet_pton(AF_INET, address.host.c_str(), &v4.sin_addr);
        std::memcpy(&made.storage, &v4, sizeof v4);
        made.length = sizeof v4;
    }
    return made;
}

std::uint16_t portOf(int socket) {
    SocketAddress bound;
    bound.length = sizeof bound.storage;
    if (getsockname(socket, reinterpret_cast<sockaddr*>(&bound.storage), &bound.length) != 0) return 0;
    if (bound.storage.ss_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &bound.storage, sizeof v6);
        return ntohs(v6.sin6_port);
    }
    sockaddr_in v4{};
    std::memcpy(&v4, &bound.storage, sizeof v4);
    return ntohs(v4.sin_port);
}

Failure cannotListen(const ListenAddress& address, int code) {
    const std::string reason = std::generic_category().message(code);
    return fail(Fault::network, address.url(false, address.port),
                {"待ち受けできません: " + reason, "cannot listen: " + reason},
                {"別のポートを --listen に書くか、使っているプログラムを止めてください",
                 "give another port to --listen, or stop the program that uses it"});
}

}  // namespace

Result<Listener> listenOn(const ListenAddress& address) {
    const int family = address.ipv6 ? AF_INET6 : AF_INET;
    const int made = ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made < 0) return cannotListen(address, errno);
    const int on = 1;
    (void)setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    const SocketAddress target = toSocketAddress(address);
    if (::bind(made, reinterpret_cast<const sockaddr*>(&target.storage), target.length) != 0 ||
        ::listen(made, backlog) != 0) {
        const int code = errno;
        ::close(made);
        return cannotListen(address, code);
    }
    return Listener{made, portOf(made)};
}

}  // namespace signage::hub
