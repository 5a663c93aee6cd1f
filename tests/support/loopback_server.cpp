// The raw server, by sockets.
#include "tests/support/loopback_server.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "player/base/format.h"

namespace signage::testing {
namespace {

constexpr int pollMilliseconds = 10;

bool readable(int descriptor) {
    pollfd wait{descriptor, POLLIN, 0};
    return ::poll(&wait, 1, pollMilliseconds) > 0;
}

bool sendAll(int connection, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

// Whether the request is whole: its head, and as much body as Content-Length says.
bool isWhole(const std::string& request) {
    const auto end = request.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    if (request.find("Transfer-Encoding: chunked") < end)
        return request.find("\r\n0\r\n\r\n") != std::string::npos;
    const auto length = request.find("Content-Length: ");
    const std::size_t body =
        length < end ? std::strtoul(request.c_str() + length + std::string_view("Content-Length: ").size(),
                                    nullptr, 10)
                     : 0;
    return request.size() >= end + 4 + body;
}

}  // namespace

std::string httpAnswer(const std::string& status, const std::string& body,
                       const std::vector<std::string>& headers) {
    std::string text = "HTTP/1.1 " + status + "\r\n";
    for (const std::string& header : headers) text += header + "\r\n";
    return text + format("Content-Length: {}\r\n\r\n", body.size()) + body;
}

LoopbackServer::LoopbackServer(Handler handler, bool impatient)
    : handler_(std::move(handler)), impatient_(impatient) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (listener_ < 0 || ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("no loopback server");
    }
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept(); });
}

LoopbackServer::~LoopbackServer() {
    ending_ = true;
    acceptor_.join();
    std::vector<std::thread> threads;
    {
        const std::lock_guard lock(mutex_);
        threads.swap(threads_);
    }
    for (std::thread& thread : threads) thread.join();
    ::close(listener_);
}

std::string LoopbackServer::url(const std::string& path) const {
    return format("http://127.0.0.1:{}{}", port_, path);
}

std::vector<std::string> LoopbackServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

void LoopbackServer::accept() {
    while (!ending_) {
        if (!readable(listener_)) continue;
        const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) continue;
        ++connections_;
        const std::lock_guard lock(mutex_);
        threads_.emplace_back([this, connection] {
            serve(connection);
            ::close(connection);
        });
    }
}

// Shorter when the server ends.
void LoopbackServer::pause(std::chrono::milliseconds time) const {
    const auto until = std::chrono::steady_clock::now() + time;
    while (!ending_ && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::min(time, std::chrono::milliseconds{pollMilliseconds}));
    }
}

void LoopbackServer::serve(int connection) {
    std::string request;
    while (!ending_) {
        if (!readable(connection)) continue;
        char buffer[4096];
        const ssize_t got = ::recv(connection, buffer, sizeof(buffer), 0);
        if (got <= 0) return;
        request.append(buffer, static_cast<std::size_t>(got));
        if (!impatient_ && !isWhole(request)) continue;
        {
            const std::lock_guard lock(mutex_);
            requests_.push_back(request);
        }
        const RawAnswer answer = handler_(request);
        request.clear();
        if (!sendAll(connection, answer.bytes)) return;
        for (const char byte : answer.andTrickle) {
            pause(answer.pace);
            if (ending_ || !sendAll(connection, {&byte, 1})) return;
        }
        for (std::string more; answer.andOnAndOn && !(more = answer.andOnAndOn()).empty();) {
            if (ending_ || !sendAll(connection, more)) return;
        }
        while (answer.thenStall && !ending_) pause(std::chrono::milliseconds{pollMilliseconds});
        if (!answer.keepOpen) return;
    }
}

}  // namespace signage::testing
