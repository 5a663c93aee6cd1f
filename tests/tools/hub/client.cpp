// A small HTTP client on bare sockets.
#include "tests/tools/hub/client.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace signage::hub::testing {

std::string Reply::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

Connection::Connection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
    ::close(socket_);
    socket_ = -1;
}

Connection::~Connection() {
    if (socket_ >= 0) ::close(socket_);
}

Connection::Connection(Connection&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}

bool Connection::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string Connection::receive(std::chrono::milliseconds patience) const {
    std::string received;
    std::array<char, 16384> block{};
    while (true) {
        pollfd wait{socket_, POLLIN, 0};
        if (::poll(&wait, 1, static_cast<int>(patience.count())) <= 0) return received;
        const ssize_t got = ::recv(socket_, block.data(), block.size(), 0);
        if (got <= 0) return received;
        received.append(block.data(), static_cast<std::size_t>(got));
    }
}

Reply parseReply(const std::string& bytes) {
    Reply reply;
    const auto end = bytes.find("\r\n\r\n");
    if (end == std::string::npos || bytes.size() < 12) return reply;
    reply.status = std::atoi(bytes.substr(9, 3).c_str());
    if (reply.status == 100) return parseReply(bytes.substr(end + 4));
    reply.body = bytes.substr(end + 4);
    std::size_t line = bytes.find("\r\n") + 2;
    while (line < end + 2) {
        const std::size_t next = bytes.find("\r\n", line);
        const std::size_t colon = bytes.find(": ", line);
        std::string name = bytes.substr(line, colon - line);
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        reply.headers[name] = bytes.substr(colon + 2, next - colon - 2);
        line = next + 2;
    }
    return reply;
}

std::string requestHead(std::string_view method, std::string_view target, const Headers& headers,
                        std::int64_t length) {
    std::string head =
        std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n";
    for (const auto& [name, value] : headers) head += name + ": " + value + "\r\n";
    if (length >= 0) head += "Content-Length: " + std::to_string(length) + "\r\n";
    return head + "\r\n";
}

Reply ask(std::uint16_t port, std::string_view method, std::string_view target, const Headers& headers,
          std::string_view body) {
    const Connection connection(port);
    if (!connection.open()) return {};
    const bool bodied = !body.empty() || method == "POST" || method == "PATCH";
    std::string bytes =
        requestHead(method, target, headers, bodied ? static_cast<std::int64_t>(body.size()) : -1);
    bytes.append(body);
    (void)connection.send(bytes);
    return parseReply(connection.receive());
}

}  // namespace signage::hub::testing
